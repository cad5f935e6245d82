"""Search over all articles and editions: what is known of every catalog, and the units that answer a question. No HTTP in here."""
