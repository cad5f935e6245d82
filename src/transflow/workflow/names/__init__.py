"""What an edition calls things: explained, counted, and weighed before a rule changes."""
