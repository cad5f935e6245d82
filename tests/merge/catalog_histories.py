"""Histories of an article and its catalog that Hypothesis makes up, for the laws of merging and of joining."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from transflow.formats.po import Catalog, Entry, blanked, change, new_catalog, new_entry, parse_po, with_draft, with_target, write_po
from transflow.merge import merge

WORDS = ("road", "pass", "village", "Tuesday", "closed", "the", "a", "is", "2020", "会議", "нет", "Artsakh")
SENTENCES = (
    "The road through the pass was closed on Tuesday.",
    "Nobody in the village knows when it will be opened again.",
    "A meeting of the council took place in the afternoon, and it was long.",
)
together = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True).map(" ".join)
spaces = st.sampled_from([" ", " ", "\u00a0", "  "])
sources = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join) | st.builds(
    lambda text, space: text.replace(" the ", f"{space}the "), together, spaces
)
contexts = st.sampled_from([None, None, None, "headline", "body quotation"])
keys = st.tuples(contexts, sources)


@st.composite
def templates(draw: st.DrawFn) -> Catalog:
    """Make what an article asks for at one time."""
    wanted = draw(st.lists(keys, unique=True, max_size=8))
    entries = [
        new_entry(
            source=source,
            context=context,
            notes=tuple(draw(st.lists(st.sampled_from(["slot: body", "slot: headline", ""]), max_size=2))),
            references=(("x.md", draw(st.integers(1, 9))),),
            source_plural=draw(st.sampled_from([None] * 9 + [f"{source}s"])),
            flags=draw(st.sampled_from([(), (), ("c-format",)])),
        )
        for context, source in wanted
    ]
    return new_catalog(entries, language="ru", plural_forms="nplurals=3; plural=0;", project="law")


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Catalog], list[Catalog]]:
    """Make an article through time: its templates, and its catalog after each, as people and engines worked on it between."""
    asked = draw(st.lists(templates(), min_size=2, max_size=4))
    catalogs: list[Catalog] = []
    catalog = None
    for wanted in asked:
        catalog = merge(catalog, wanted).catalog
        catalog = replace(catalog, entries=tuple(worked_on(draw, entry) for entry in catalog.entries))
        catalog = parse_po(write_po(catalog), name="history.po")
        catalogs.append(catalog)
    return asked, catalogs


def worked_on(draw: st.DrawFn, entry: Entry) -> Entry:
    """Do something to a live entry, or leave it."""
    kind = draw(st.sampled_from(["", "", "target", "target", "draft", "blank", "comment"]))
    if entry.obsolete or not kind:
        return entry
    text = draw(st.sampled_from(["да", "нет", "дорога", "Да. Нет.", "Раз. Два. Три."]))
    target: str | tuple[str, ...] = text if entry.source_plural is None else (text, text, text)
    if kind == "target":
        return with_target(entry, target)
    if kind == "draft":
        return with_draft(entry, target, "law 2026-01-02")
    if kind == "blank":
        return blanked(entry, "why not")
    return change(entry, comments=(*entry.comments, f"a person: {text}"))
