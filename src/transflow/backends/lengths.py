"""How long a translation usually is: what shows a lost tail or a runaway engine."""

from __future__ import annotations

from transflow.locales import bare_language

# Code points of the same text against English: translators' rules of thumb, rounded, which is why the bounds around them are wide.
SIZES: dict[str, float] = {
    "ar": 0.85, "az": 1.05, "bg": 1.05, "cs": 0.95, "da": 1.0, "de": 1.15, "el": 1.15, "en": 1.0, "es": 1.12, "fa": 0.92, "fi": 1.05,
    "fr": 1.17, "he": 0.8, "hi": 1.0, "hr": 1.0, "hu": 1.08, "hy": 1.08, "id": 1.08, "it": 1.13, "ja": 0.45, "ka": 1.08, "ko": 0.52,
    "lt": 1.0, "lv": 1.02, "nl": 1.1, "no": 1.0, "pl": 1.08, "pt": 1.08, "ro": 1.12, "ru": 1.07, "sk": 0.98, "sl": 1.0, "sr": 1.0,
    "sv": 1.0, "tr": 1.0, "uk": 1.03, "vi": 1.05, "zh": 0.32,
}  # fmt: skip
SHORTEST, LONGEST = 0.62, 1.65  # of what is usual: whole en→pt news sentences were measured between 0.78 and 1.12 of it
SLACK = 18  # code points either way, since a few words may well double ("EU" is "União Europeia")


def length_bounds(length: int, source_language: str, target_language: str) -> tuple[int, int]:
    """Return the shortest and the longest believable translation, in code points, of a text of this length."""
    usual = length * SIZES.get(bare_language(target_language), 1.0) / SIZES.get(bare_language(source_language), 1.0)
    return max(1, int(usual * SHORTEST) - SLACK), int(usual * LONGEST) + SLACK
