"""Text back into its place in an article: escaped for where it stands, so that it is read again as the same text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.formats.markdown_writing import markdown
from transflow.formats.placeholders import Part, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# A value that stands bare has to be quoted as a whole where it needs quotes: units of these writings are whole blocks.
WHOLE = frozenset({"yaml-plain", "yaml-flow", "html-attribute-bare"})

_NEWLINES = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")
_UNPRINTABLE = re.compile("[^\\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HTML_SPACES = re.compile(r"[ \t\r\n\f]+")
# A plain scalar is what cannot be taken for anything else: no indicator first, no ": " or " #", no number, date, truth or null.
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`=~<+.])(?!.*(?::(?:\s|$)|\s#))[^\t]*[^\s:]", re.DOTALL)
_NOT_A_TEXT = re.compile(
    r"(?:[-+.,:\d_eExXoOa-fA-FTtzZ \t]*\d[-+.,:\d_eExXoOa-fA-FTtzZ \t]*|true|false|yes|no|on|off|y|n|null)", re.IGNORECASE
)
_DOUBLE = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\0": "\\0"}


def write_back(text: str, *, writing: str, markup: dict[str, str]) -> str:
    """Return what stands in the file for a unit's text with placeholders: markup as its source bytes, the text escaped for `writing`.

    A newline becomes a space and white space at the edges goes; a placeholder that `markup` does not know is text.
    Raises KeyError for a writing that no format uses.
    """
    return _WRITINGS[writing](parts_of(_NEWLINES.sub(" ", text).strip().replace("\0", "\ufffd"), markup))


def splice(source: str, replacements: Iterable[tuple[int, int, str]]) -> str:
    """Return the source with each stretch (start, end) replaced by its text; raises ValueError where two overlap or one lies outside."""
    result: list[str] = []
    at = 0
    for start, end, text in sorted(replacements, key=lambda given: given[:2]):
        if not at <= start <= end <= len(source):
            raise ValueError(f"the stretch {start}–{end} overlaps another, or lies outside a text of {len(source)} characters")
        result += [source[at:start], text]
        at = end
    return "".join([*result, source[at:]])


def _text(parts: Sequence[Part]) -> str:
    return "".join(part.text for part in parts)


def _each(parts: Sequence[Part], escape: Callable[[str], str]) -> str:
    return "".join(part.text if part.placeholder else escape(part.text) for part in parts)


def _html(parts: Sequence[Part]) -> str:
    """Escape for HTML; between an opening `alt="` and its end also the quotation mark."""
    result: list[str] = []
    quote = ""
    for part in parts:
        if part.placeholder:
            result.append(part.text)
            quote = part.text[-1] if part.text[-1] in "\"'" and part.text.startswith("<") else ""
        else:
            escaped = _HTML_SPACES.sub(" ", part.text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            result.append(escaped.replace(quote, f"&#{ord(quote)};") if quote else escaped)
    return "".join(result)


def _html_attribute(parts: Sequence[Part]) -> str:
    return _each(parts, lambda text: _html([Part(text)]).replace('"', "&quot;").replace("'", "&#39;"))


def _html_attribute_bare(parts: Sequence[Part]) -> str:
    written = _html_attribute(parts)
    return written if re.fullmatch(r"[^\s\"'=<>`]+", written) else f'"{written}"'


def _yaml_single(parts: Sequence[Part]) -> str:
    return _each(parts, lambda text: _UNPRINTABLE.sub("\ufffd", text).replace("'", "''"))


def _yaml_double(parts: Sequence[Part]) -> str:
    return _each(parts, _double)


def _double(text: str) -> str:
    escaped = re.sub(r"[\\\"\t]", lambda found: _DOUBLE[found.group()], text)
    return _UNPRINTABLE.sub(lambda found: f"\\U{ord(found.group()):08x}", escaped)


def _yaml_plain(parts: Sequence[Part]) -> str:
    text = _text(parts)
    if _PLAIN.fullmatch(text) and not _NOT_A_TEXT.fullmatch(text) and not _UNPRINTABLE.search(text):
        return text
    return f'"{_double(text)}"'


def _yaml_flow(parts: Sequence[Part]) -> str:
    text = _text(parts)
    return f'"{_double(text)}"' if re.search(r"[\[\]{},:?]", text) else _yaml_plain(parts)


def _yaml_block(parts: Sequence[Part]) -> str:
    return _UNPRINTABLE.sub("\ufffd", _text(parts)).lstrip()


_WRITINGS: dict[str, Callable[[Sequence[Part]], str]] = {
    "text": _text,
    "markdown": markdown,
    "markdown-heading": lambda parts: markdown(parts, heading=True),
    "markdown-cell": lambda parts: markdown(parts, cell=True),
    "html": _html,
    "html-attribute": _html_attribute,
    "html-attribute-bare": _html_attribute_bare,
    "yaml-plain": _yaml_plain,
    "yaml-flow": _yaml_flow,
    "yaml-single": _yaml_single,
    "yaml-double": _yaml_double,
    "yaml-block": _yaml_block,
}
WRITINGS = tuple(_WRITINGS)
