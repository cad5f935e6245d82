"""What other programs are given and give back: catalogs, the glossary, the memory."""
