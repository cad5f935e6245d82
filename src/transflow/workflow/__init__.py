"""The steps as plain functions, one a file: extract, prefill, check, build, status; each starts from a Workspace."""
