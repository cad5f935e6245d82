"""Engines that draft: one a file, listed in BACKENDS, and what wraps them all."""
