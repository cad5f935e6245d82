"""Concepts, their rival names, the forms of each name in every language, and the styles that choose between them."""
