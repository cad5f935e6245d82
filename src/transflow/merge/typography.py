"""What of a text nobody sees, and what of it is only dress: white space and its like; quotation marks, dashes, capitals, markup."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, zero width space, word joiner, byte order mark: nobody sees them, and no word is another with them or without. The joiners U+200C and
# U+200D are not among them, since Persian and the scripts of India spell with them, nor are the marks of direction.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DRESS = str.maketrans(
    dict.fromkeys("“”„‟«»″＂〝〞〟「」『』", '"') | dict.fromkeys("‘’‚‛‹›′ʼ´＇", "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."}
)
_AROUND_DASHES = re.compile(r" *-+ *")
_MARKUP = re.compile(r"</?\d+/?>")


def seen(text: str) -> str:
    """Return what a reader sees of a text: any white space as one space, nothing invisible, accents composed. Two texts that look alike are the same."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def undressed(text: str) -> str:
    """Return a text without its dress: all quotation marks are straight, all dashes hyphens without spaces, all letters small, no markup."""
    bare = seen(text)
    if not bare.isascii():
        bare = bare.translate(_DRESS)
    if "<" in bare:
        bare = _MARKUP.sub("", bare)
    bare = bare.casefold()
    return _AROUND_DASHES.sub("-", bare) if "-" in bare else bare
