"""The steps as plain functions, one a file or a room; each starts from a Workspace."""
