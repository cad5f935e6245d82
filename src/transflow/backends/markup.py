"""Placeholders of inline markup in a unit's text, as the engines' wrappers see them."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"</\d+>|<\d+/?>")


def is_markup(text: str) -> bool:
    """Tell whether a text is placeholders and nothing else."""
    return bool(text) and not PLACEHOLDER.sub("", text)


def is_balanced(text: str) -> bool:
    """Tell whether every `<1>` of a text is closed by its `</1>`, and the innermost first."""
    waiting: list[str] = []
    for placeholder in PLACEHOLDER.findall(text):
        number = placeholder.strip("</>")
        if placeholder.startswith("</"):
            if not waiting or waiting.pop() != number:
                return False
        elif not placeholder.endswith("/>"):
            waiting.append(number)
    return not waiting


def without_markup(text: str) -> str:
    """Return the text without its placeholders."""
    return PLACEHOLDER.sub("", text)
