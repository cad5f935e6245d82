"""GNU gettext on this machine accepts what transflow writes, and transflow reads what gettext writes. A missing gettext fails."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from transflow.formats.po import (
    Catalog,
    blanked,
    change,
    dated,
    new_catalog,
    new_entry,
    parse_po,
    read_catalog,
    with_draft,
    with_target,
    without_target,
    write_po,
)
from transflow.locales import plural_forms
from transflow.merge import merge

if TYPE_CHECKING:
    from pathlib import Path

LOCALES = ("pt_BR", "es", "ru", "hy", "fa", "ar", "ja", "pl", "ka", "az")


def gettext(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a gettext tool; it must be there and succeed."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/local/bin"}
    )
    assert done.returncode == 0, done.stderr
    return done


def sample(language: str) -> Catalog:
    """Return a catalog with an entry of every kind that transflow writes."""
    plain = new_entry(
        source="The road was closed.", notes=("slot: body; paragraph: 1",), references=(("articles/a.md", 3), ("articles/b c.md", 4))
    )
    return dated(
        new_catalog(
            [
                with_target(plain, "Дорогу закрыли."),
                with_draft(
                    new_entry(source="At <1>night</1>.", context="headline", comments=("mind the case",)), "Ночью", "local 2026-01-02"
                ),
                blanked(new_entry(source="See the picture."), "there is none"),
                without_target(new_entry(source="Nobody knew."), "the engine is gone"),
                with_target(new_entry(source='A "quote", a \\ and\na second line'), "«Цитата», \\ и\nвторая строка"),
                change(
                    with_draft(new_entry(source="They left."), "Ушли", "x"), previous_source="They leave.\nAll.", previous_context="body"
                ),
                change(with_target(new_entry(source="Gone."), "Ушло."), obsolete=True),
                change(with_draft(new_entry(source="Gone, too."), "Ушло", "x"), obsolete=True, previous_source="Went."),
            ],
            language=language,
            plural_forms=plural_forms(language),
            project="desk",
        )
    )


@pytest.mark.parametrize("language", [*LOCALES, "ru@desk"])
def test_msgfmt_accepts_a_catalog_without_a_warning(language: str, tmp_path: Path) -> None:
    """`msgfmt --check` has nothing to say about a catalog of any of our locales."""
    path = tmp_path / "x.po"
    path.write_text(write_po(sample(language)), encoding="utf-8")
    assert gettext("msgfmt", "--check", "-o", str(tmp_path / "x.mo"), str(path)).stderr == ""


def test_msgfmt_accepts_a_template(tmp_path: Path) -> None:
    """A template passes; that it has no language yet is all there is to say, as of every template."""
    path = tmp_path / "x.pot"
    path.write_text(write_po(dated(new_catalog([new_entry(source="a")], language="", plural_forms="", project="desk"))), encoding="utf-8")
    (warning,) = gettext("msgfmt", "--check", "-o", str(tmp_path / "x.mo"), str(path)).stderr.splitlines()
    assert "'Language' still has the initial default value" in warning


def test_msgcat_finds_nothing_to_write_differently(tmp_path: Path) -> None:
    """Unwrapped, gettext writes a catalog of ours to the byte as we do."""
    path = tmp_path / "x.po"
    path.write_text(write_po(sample("ru")), encoding="utf-8")
    assert gettext("msgcat", "--no-wrap", str(path)).stdout == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [["--width=40"], ["--no-wrap"], ["--escape"], ["--sort-output"]])
def test_what_gettext_writes_is_read_as_it_is(options: list[str], tmp_path: Path) -> None:
    """Wrapped, escaped or sorted by gettext, a catalog has the same entries, and keeps gettext's bytes."""
    path = tmp_path / "x.po"
    path.write_text(write_po(sample("ru")), encoding="utf-8")
    text = gettext("msgcat", *options, str(path)).stdout
    read = parse_po(text, name="x.po")
    assert set(read.entries) == set(sample("ru").entries)
    assert write_po(read) == text


def test_msgmerge_keeps_comments_and_finds_nothing_new(tmp_path: Path) -> None:
    """After msgmerge with the same template, drafts have their provenance and blank units their reason."""
    old, template = tmp_path / "x.po", tmp_path / "x.pot"
    old.write_text(write_po(sample("ru")), encoding="utf-8")
    units = [
        new_entry(source=one.source, context=one.context, notes=one.notes, references=one.references)
        for one in sample("ru").entries
        if not one.obsolete
    ]
    template.write_text(write_po(new_catalog(units, language="", plural_forms="", project="desk")), encoding="utf-8")
    text = gettext("msgmerge", "--quiet", "--previous", "--no-wrap", str(old), str(template)).stdout
    assert parse_po(text, name="x.po").entries == sample("ru").entries


def test_msgfmt_accepts_what_a_merge_writes(tmp_path: Path) -> None:
    """A merged catalog with drafts, obsolete and returned entries passes `msgfmt --check`."""
    path = tmp_path / "x.po"
    path.write_text(write_po(sample("ru")), encoding="utf-8")
    sources = ("The road was closed at night.", "Gone.", "They left.", "Something else entirely, and new.")
    template = new_catalog([new_entry(source=source) for source in sources], language="ru", plural_forms="", project="desk")
    path.write_text(write_po(merge(read_catalog(path), template).catalog), encoding="utf-8")
    assert gettext("msgfmt", "--check", "-o", str(tmp_path / "x.mo"), str(path)).stderr == ""
