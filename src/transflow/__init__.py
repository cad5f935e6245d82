"""Publish one article in many languages, with every contested name under control."""

__version__ = "0.1.0"
