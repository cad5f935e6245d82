"""A catalog that is read again says what it says when it is read for the first time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.errors import CatalogError
from transflow.formats.po import Catalog, parse_po, read_catalog
from transflow.formats.po_again import parse_po_again

ENTRIES = (
    '\nmsgid "{0}"\nmsgstr "x"\n',
    '\n# said\n#. slot: body\n#: a.md:1\n#, fuzzy\n#| msgid "old"\nmsgid "{0}"\nmsgstr ""\n"x\\n"\n"y"\n',
    '\nmsgctxt "c"\nmsgid "{0}"\nmsgid_plural "{0}s"\nmsgstr[0] "x"\nmsgstr[1] "y"\n',
    '\n#~ msgid "{0}"\n#~ msgstr "x"\n',
    '\n#~ # odd\n#~ msgid   "{0}"\n#~ msgstr "x"\n',
    '\n\n#  \n#\nmsgid "{0}"\n  msgstr "odd"\n',
)
HEAD = 'msgid ""\nmsgstr "Language: ru\\n"\n'
pieces = st.sampled_from(
    [
        'msgid "a"\n',
        'msgstr "b"\n',
        '"',
        "\n",
        "#",
        "#~ ",
        "#, fuzzy\n",
        '"more"\n',
        "\\",
        'msgid "e1"\nmsgstr ""\n',
        "x",
        "é",
        "\r\n",
        "\ufeff",
        " ",
    ]
)


@st.composite
def changed_files(draw: st.DrawFn) -> tuple[str, str]:
    """Make a catalog, and the same with something put in the place of a stretch of it."""
    chosen = draw(st.lists(st.sampled_from(ENTRIES), min_size=4, max_size=12))
    old = HEAD + "".join(entry.format(f"e{number}") for number, entry in enumerate(chosen))
    start = draw(st.integers(0, len(old)))
    end = draw(st.integers(start, min(len(old), start + draw(st.sampled_from([0, 1, 3, 40, 400])))))
    return old, old[:start] + "".join(draw(st.lists(pieces, max_size=4))) + old[end:]


def told(catalog: Catalog) -> object:
    """Return all that there is to say of a catalog."""
    return catalog, [(entry.raw, entry.gap, entry.line, entry.start, entry.end, entry.said, entry.unit) for entry in catalog.entries]


@given(changed_files())
def test_reading_again_gives_what_reading_gives_whatever_has_changed(files: tuple[str, str]) -> None:
    old, new = files
    before = parse_po(old, name="a.po")
    try:
        expected = parse_po(new, name="a.po")
    except CatalogError as refused:
        with pytest.raises(CatalogError, match=re.escape(str(refused))):
            parse_po_again(new, before, name="a.po")
        return
    again = parse_po_again(new, before, name="a.po")
    assert told(again) == told(expected)
    assert told(parse_po_again(old, again, name="a.po")) == told(before)


def test_the_very_same_bytes_are_the_very_same_catalog(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEAD + ENTRIES[0].format("e"))
    before = read_catalog(path)
    assert read_catalog(path, before=before) is before


def test_a_change_in_the_middle_leaves_the_texts_of_the_others_where_they_were() -> None:
    old = HEAD + "".join(ENTRIES[0].format(f"e{number}") for number in range(30))
    before = parse_po(old, name="a.po")
    again = parse_po_again(old.replace('"e15"\nmsgstr "x"', '"e15"\nmsgstr "another"'), before, name="a.po")
    assert again.entries[15].target == "another"
    assert [number for number, entry in enumerate(again.entries) if entry.source is not before.entries[number].source] == [14, 15, 16]
