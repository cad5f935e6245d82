"""Bytes to the model and back: articles as text, Markdown and HTML; catalogs as PO."""
