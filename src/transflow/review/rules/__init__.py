"""The rules of the styles: as tables, and what a change of one would do before it is taken. No HTTP in here."""
