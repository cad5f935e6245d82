"""What no name stands in: placeholders are invisible, addresses and file names are blanked."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(r"</?\d+/?>")
_HIDDEN = re.compile(
    r"(?:https?://|www\.)[^\s<>]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w./-])[\w-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|info|int|gov|edu|html?|php|pdf|jpe?g|png|svg|mp[34]|am|az|ru|ge|ir|tr|uk|fr|de|eu|tv)(?![\w-])"
)
_DOT_IN_WORD = re.compile(r"\.\w")
_INVISIBLE = "\u2060"


def hide(text: str) -> str:
    """Make placeholders invisible and blank addresses, in as many code points: no name stands in them."""
    if "<" in text:
        text = _PLACEHOLDER.sub(lambda found: _INVISIBLE * len(found.group()), text)
    if "@" in text or "//" in text or _DOT_IN_WORD.search(text):
        text = _HIDDEN.sub(lambda found: "\x1a" * len(found.group()), text)
    return text
