"""The whole edition beside its source: how it will look, how far it is, and what keeps it from being built. No HTTP in here."""
