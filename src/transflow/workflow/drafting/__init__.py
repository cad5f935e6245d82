"""Drafts: what is remembered, which engine is asked, what it costs, and what comes of it."""
