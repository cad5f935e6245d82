"""Bytes to the model and back: articles as text, Markdown and HTML (`articles.py`); catalogs as PO (`po.py`)."""
