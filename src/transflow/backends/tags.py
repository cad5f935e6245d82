"""Placeholders as the markup of an engine that leaves markup alone, and back: `<1>…</1>` is `<x id="1">…</x>`, or a span of HTML.

Of `<2/>`, which stands for an image or a break, HTML makes an image: an empty span would be dropped. Everything else in the text is escaped.
"""

from __future__ import annotations

import html
import re

from transflow.backends.base import MarkupUse
from transflow.backends.markup import PLACEHOLDER

_NUMBER = r"[\"']?t?([0-9]+)[\"']?"
_XML = re.compile(rf"<x\s+id\s*=\s*{_NUMBER}\s*(/?)>|(</x\s*>)", re.IGNORECASE)
_HTML = re.compile(rf"<(?:span|(img))\s+id\s*=\s*{_NUMBER}\s*/?>|(</span\s*>)", re.IGNORECASE)


def with_tags(text: str, use: MarkupUse) -> str:
    """Return a text with its placeholders as tags, and all else escaped."""
    parts = []
    read = 0
    for found in PLACEHOLDER.finditer(text):
        parts += [html.escape(text[read : found.start()], quote=False), _tag(found[0], use)]
        read = found.end()
    return "".join([*parts, html.escape(text[read:], quote=False)])


def without_tags(answer: str, use: MarkupUse) -> str:
    """Return an engine's answer with placeholders in the place of its tags; what is open and closed there is for the judge to see."""
    waiting: list[str] = []
    parts: list[str] = []
    read = 0
    for found in (_HTML if use is MarkupUse.HTML else _XML).finditer(answer):
        parts += [html.unescape(answer[read : found.start()]), _placeholder(found, use, waiting)]
        read = found.end()
    return "".join([*parts, html.unescape(answer[read:])])


def _tag(placeholder: str, use: MarkupUse) -> str:
    number = placeholder.strip("</>")
    if placeholder.startswith("</"):
        return "</span>" if use is MarkupUse.HTML else "</x>"
    if placeholder.endswith("/>"):
        return f'<img id="t{number}">' if use is MarkupUse.HTML else f'<x id="{number}"/>'
    return f'<span id="t{number}">' if use is MarkupUse.HTML else f'<x id="{number}">'


def _placeholder(found: re.Match[str], use: MarkupUse, waiting: list[str]) -> str:
    """Return the placeholder of a tag; a closing one closes what was opened last and waits."""
    single, number = (found[1], found[2]) if use is MarkupUse.HTML else (found[2], found[1])
    if found[3]:
        return f"</{waiting.pop()}>" if waiting else ""
    if single:
        return f"<{number}/>"
    waiting.append(number)
    return f"<{number}>"
