"""The desk of one unit: what a translator sees of it, and what they may do to it. Nothing here knows of HTTP."""
