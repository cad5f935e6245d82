"""The pages, one a file: a request in, a page out; what they show is worked out elsewhere."""
