"""What can be wrong with a translated unit: one check a file, listed in CHECKS."""
