"""Concepts as the YAML that a person would have written: one line a locale, a text alone where there is one, quotes only where YAML needs them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transflow.glossary.concepts import Concept, Form, Name

INDENT = 2
# A text that stands without quotes in any place of YAML, also in a list on one line: it begins with a letter, and holds no mark that YAML reads.
_PLAIN = re.compile(
    r"[^\W\d_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\[\]{},:#&*!|>'\"%@`\\?]|\u00a0|(?<=\w)'(?=\w))*(?<!\s)"
)
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})  # YAML 1.1 and 1.2 read these as something else
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\U0001fffe\U0001ffff]")


def write_concepts(concepts: Iterable[Concept], *, indent: int = INDENT) -> str:
    """Return the lines of concepts as they stand below `concepts:`, an empty line between two."""
    return "\n".join("".join(f"{line}\n" for line in _concept(concept, indent)) for concept in concepts)


def write_forms(forms: Sequence[Form]) -> str:
    """Return the forms of a name in one locale, on one line."""
    written = [_form(form) for form in forms]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def write_name(name: Name, *, indent: int, step: int = INDENT) -> Iterator[str]:
    """Yield the lines of a name."""
    yield f"{' ' * indent}{name.id}:" if not name.id.isdigit() else f'{" " * indent}"{name.id}":'
    inner = " " * (indent + step)
    if name.side:
        yield f"{inner}side: {scalar(name.side)}"
    yield from _sources(name.sources, inner)
    yield f"{inner}forms:"
    for locale, forms in name.forms.items():
        yield f"{inner}{' ' * step}{write_locale(locale)}: {write_forms(forms)}"


def write_locale(locale: str) -> str:
    """Return a locale as a key; Norwegian (`no`) in quotes, since other readers of YAML take it for false."""
    return scalar(locale)


def scalar(text: str) -> str:
    """Return a text, in double quotes where YAML would read it otherwise."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\U{ord(found.group()):08x}", quoted)


def _concept(concept: Concept, indent: int) -> Iterator[str]:
    outer, inner = " " * indent, " " * (2 * indent)
    yield f"{outer}{concept.id}:" if not concept.id.isdigit() else f'{outer}"{concept.id}":'
    yield f"{inner}kind: {concept.kind}"
    yield f"{inner}contested: {str(concept.contested).lower()}"
    if concept.definition:
        yield f"{inner}definition: {scalar(concept.definition)}"
    yield from _sources(concept.sources, inner)
    if concept.look_alikes:
        yield f"{inner}not:"
        for locale, phrases in concept.look_alikes.items():
            yield f"{inner}{outer}{write_locale(locale)}: [{', '.join(map(scalar, phrases))}]"
    yield f"{inner}names:"
    for name in concept.names.values():
        yield from write_name(name, indent=3 * indent, step=indent)


def _sources(sources: Sequence[str], inner: str) -> Iterator[str]:
    if len(sources) == 1:
        yield f"{inner}source: {scalar(sources[0])}"
    elif sources:
        yield f"{inner}source:"
        yield from (f"{inner}  - {scalar(source)}" for source in sources)


def _form(form: Form) -> str:
    said = []
    if form.extra:
        said.append(f"forms: [{', '.join(map(scalar, form.extra))}]")
    if form.look_alikes:
        said.append(f"not: [{', '.join(map(scalar, form.look_alikes))}]")
    if form.type:
        said.append(f"type: {form.type}")
    said += [f"{key}: false" for key, value in (("derive", form.derive), ("case", form.case)) if not value]
    return f"{{{', '.join((f'text: {scalar(form.text)}', *said))}}}" if said else scalar(form.text)
