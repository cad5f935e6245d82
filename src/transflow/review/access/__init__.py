"""Who may come in: the link for one, passwords for a desk, the word of a proxy; and sessions, which end when they are ended."""
