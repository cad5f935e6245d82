"""Catalogs as tools and people leave them: tests/cases/catalogs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from transflow.errors import CatalogError
from transflow.formats.po import Entry, change, encode_po, parse_po, read_catalog, write_po

CASES = Path(__file__).parent.parent / "cases" / "catalogs"
ACCEPTED = sorted((CASES / "accepted").glob("*.po"))
REFUSED = sorted((CASES / "refused").glob("*.po"))
DEFAULTS: dict[str, Any] = {
    "target": "",
    "context": None,
    "draft": False,
    "comments": (),
    "notes": (),
    "references": (),
    "flags": (),
    "previous_source": None,
    "previous_context": None,
    "previous_plural": None,
    "source_plural": None,
    "targets": (),
    "obsolete": False,
}


def described(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON has it: its line, its source, and every field that is not as usual."""
    fields = {name: getattr(entry, name) for name, default in DEFAULTS.items() if getattr(entry, name) != default}
    result: dict[str, Any] = json.loads(json.dumps({"line": entry.line, "source": entry.source, **fields, "state": entry.state}))
    return result


def name_of(path: Path) -> str:
    """Return what a case is called."""
    return path.stem


@pytest.mark.parametrize("path", ACCEPTED, ids=name_of)
def test_an_unusual_catalog_is_read_as_expected(path: Path) -> None:
    """Each accepted case says in its JSON what its entries are."""
    catalog = read_catalog(path)
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert {"header": catalog.header, "entries": [described(entry) for entry in catalog.entries]} == expected


@pytest.mark.parametrize("path", ACCEPTED, ids=name_of)
def test_an_unusual_catalog_keeps_its_bytes(path: Path) -> None:
    """Reading and writing gives the same bytes, as text and as bytes."""
    catalog = read_catalog(path)
    assert encode_po(catalog) == path.read_bytes()
    assert write_po(catalog).encode() == path.read_bytes()


@pytest.mark.parametrize("path", ACCEPTED, ids=name_of)
def test_an_edit_of_one_unit_is_a_difference_of_one_entry(path: Path) -> None:
    """With one target changed, every byte before and after that entry stays, and it reads back changed."""
    catalog = read_catalog(path)
    newline = catalog.layout.newline
    for at, entry in enumerate(catalog.entries):
        raw = (entry.raw or "").replace("\n", newline)
        targets = tuple(f"{text} new" for text in entry.targets)
        changed = change(entry, targets=targets) if targets else change(entry, target="new")
        written = write_po(replace(catalog, entries=(*catalog.entries[:at], changed, *catalog.entries[at + 1 :])))
        before, found, after = path.read_bytes().decode().partition(raw)
        while found and not written.startswith(before):
            more, found, after = after.partition(raw)
            before += raw + more
        assert written.startswith(before)
        assert written.rstrip("\r\n").endswith(after.rstrip("\r\n"))
        read = parse_po(written, name="written.po")
        lines = tuple(line for comment in changed.comments for line in comment.split("\r"))  # a rendered comment has no bare CR
        changed = change(changed, comments=lines)
        assert read.entries == (*catalog.entries[:at], changed, *catalog.entries[at + 1 :])


@pytest.mark.parametrize("path", REFUSED, ids=name_of)
def test_a_broken_catalog_is_refused_at_its_place(path: Path) -> None:
    """The error names the file, the line and the column, and says what is wrong."""
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").strip()
    with pytest.raises(CatalogError) as caught:
        read_catalog(path)
    assert str(caught.value).startswith(f"{path}:{expected}")


def test_every_case_has_its_expectation() -> None:
    """No case goes unchecked, and no expectation is left behind."""
    assert {path.stem for path in ACCEPTED} == {path.stem for path in (CASES / "accepted").glob("*.json")}
    assert {path.stem for path in REFUSED} == {path.stem for path in (CASES / "refused").glob("*.txt")}


def test_another_charset_is_refused_by_name(tmp_path: Path) -> None:
    """Bytes of a KOI8-R catalog are refused with the command that converts them."""
    path = tmp_path / "old.po"
    path.write_bytes('msgid ""\nmsgstr "Content-Type: text/plain; charset=KOI8-R\\n"\n\nmsgid "a"\nmsgstr "привет"\n'.encode("koi8-r"))
    with pytest.raises(CatalogError, match="charset=KOI8-R; convert it with `msgconv --to-code=UTF-8`"):
        read_catalog(path)


def test_a_catalog_that_is_no_utf8_is_refused_at_the_byte(tmp_path: Path) -> None:
    """A catalog that says UTF-8 and is not, is refused where it goes wrong."""
    path = tmp_path / "old.po"
    path.write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    with pytest.raises(CatalogError, match=r":2:9: not valid UTF-8"):
        read_catalog(path)


def test_a_missing_catalog_is_refused(tmp_path: Path) -> None:
    """A file that is not there is a CatalogError, not a traceback."""
    with pytest.raises(CatalogError, match="no such file"):
        read_catalog(tmp_path / "none.po")
