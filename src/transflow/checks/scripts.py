"""Which script a letter belongs to, for the scripts that transflow's languages are written in."""

from __future__ import annotations

import re

# Code point ranges of a script's letters (Unicode 15, Scripts.txt, letters only).
RANGES: dict[str, str] = {
    "Latin": r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1d00-\u1d25\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua787\uff21-\uff3a\uff41-\uff5a",
    "Cyrillic": r"\u0400-\u052f\u1c80-\u1c88\ua640-\ua69f",
    "Greek": r"\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386\u0388-\u03e1\u03f7-\u03ff\u1f00-\u1ffc",
    "Armenian": r"\u0531-\u0556\u0560-\u0588\ufb13-\ufb17",
    "Hebrew": r"\u05d0-\u05ea",
    "Arabic": r"\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc",
    "Georgian": r"\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d25",
    "Devanagari": r"\u0904-\u0939\u093d\u0950\u0958-\u0961\u0972-\u097f",
    "Bengali": r"\u0985-\u09b9\u09ce\u09dc-\u09e1\u09f0\u09f1",
    "Thai": r"\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46",
    "Hangul": r"\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f",
    "Kana": r"\u3041-\u3096\u30a1-\u30fa\u30fc",
    "Han": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
}

# Marks that stand on or under a letter and belong to its word, which Python's \\w does not know: accents, points, vowel signs.
MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    r"\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)

SCRIPTS: dict[str, re.Pattern[str]] = {name: re.compile(f"[{ranges}]") for name, ranges in RANGES.items()}


def script_of(letter: str) -> str | None:
    """Return the script of a letter; None for anything that belongs to no one script."""
    return next((name for name, pattern in SCRIPTS.items() if pattern.match(letter)), None)
