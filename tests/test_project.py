from __future__ import annotations

from pathlib import Path

import pytest

from transflow.errors import ProjectError, TransflowError, UsageError
from transflow.project import find_root, read_project


def project(root: Path, text: str) -> Path:
    (root / "transflow.yaml").write_text(text)
    return root


def test_an_edition_is_a_locale_and_a_style(tmp_path: Path) -> None:
    read = read_project(project(tmp_path, "source: en\neditions:\n  pt_BR: {style: desk, backend: [local, apertium]}\n  ru@desk:\n"))
    assert [(e.name, e.locale, e.language, e.style, e.backends) for e in read.editions] == [
        ("pt_BR", "pt-BR", "pt", "desk", ("local", "apertium")),
        ("ru@desk", "ru", "ru", None, ()),
    ]


def test_all_errors_are_told_in_one_go(tmp_path: Path) -> None:
    text = "source: xq\neditions:\n  pt-BR:\n  qq:\n  ru: {locale: zz}\nbackends:\n  deepl: {api-key: abc}\n"
    with pytest.raises(TransflowError) as caught:
        read_project(project(tmp_path, text))
    file = tmp_path / "transflow.yaml"
    assert [line.removeprefix(f"{file}:").split(": ")[0] for line in str(caught.value).splitlines()] == [
        "1:9",
        "3:3",
        "4:3",
        "5:16",
        "7:20",
    ]


def test_a_key_from_the_environment_is_fine(tmp_path: Path) -> None:
    read = read_project(project(tmp_path, "source: en\neditions: {ru: }\nbackends: {deepl: {api-key: 'env:DEEPL_KEY'}}"))
    assert read.backends == {"deepl": {"api-key": "env:DEEPL_KEY"}}


def test_the_root_is_found_from_below_and_its_absence_is_told(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(ProjectError, match="transflow init"):
        find_root(tmp_path / "a" / "b")
    project(tmp_path, "source: en\neditions: {ru: }")
    assert find_root(tmp_path / "a" / "b") == tmp_path


def test_names_of_articles_are_slugs_and_unique(tmp_path: Path) -> None:
    read = read_project(project(tmp_path, "source: en\neditions: {ru: }"))
    (tmp_path / "articles").mkdir()
    for name in ("b.md", "a.txt", "README.md", ".hidden.md", "notes.pdf"):
        (tmp_path / "articles" / name).touch()
    assert [path.name for path in read.articles()] == ["a.txt", "b.md"]
    assert read.article("b").name == "b.md"
    with pytest.raises(UsageError, match="no article 'c'"):
        read.article("c")
    for name in ("a.md", "Ä.md"):
        (tmp_path / "articles" / name).touch()
    with pytest.raises(TransflowError) as caught:
        read.articles()
    assert "a second article" in str(caught.value)
    assert "lower-case letters" in str(caught.value)


def test_a_path_in_the_name_of_an_article_leads_nowhere(tmp_path: Path) -> None:
    read = read_project(project(tmp_path, "source: en\neditions: {ru: }"))
    with pytest.raises(UsageError):
        read.catalog(read.edition("ru"), "../../etc/passwd")


def test_an_unknown_edition_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"unknown edition 'hy'; transflow\.yaml has: ru"):
        read_project(project(tmp_path, "source: en\neditions: {ru: }")).edition("hy")
