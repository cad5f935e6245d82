"""Drafting a project's catalogs: what is wrong with an engine is said before any text is sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from transflow.backends import Limits
from transflow.backends.base import Abilities
from transflow.errors import ProjectError
from transflow.workflow.drafting.prefill import prefill
from transflow.workflow.extract import extract
from transflow.workflow.workspace import Workspace, open_workspace


def _project(directory: Path, backends: str) -> Workspace:
    (directory / "articles").mkdir()
    (directory / "articles" / "road.txt").write_text("The road is closed.\nNobody came.\n", encoding="utf-8")
    (directory / "transflow.yaml").write_text(f"source: en\n{backends}", encoding="utf-8")
    workspace = open_workspace(directory)
    extract(workspace)
    return workspace


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ("{url: 'http://example.org'}", "backend deepl: url must be https; http is for this machine only"),
        ("{colour: red}", "backend deepl: unknown option 'colour'"),
        ("{formality: rude}", "backend deepl: formality is one of default, more"),
    ],
)
def test_a_wrong_option_of_an_engine_is_said_with_its_edition_and_place(tmp_path: Path, options: str, why: str) -> None:
    workspace = _project(tmp_path, f"backends: {{deepl: {options}}}\neditions:\n  ru: {{backend: deepl}}\n")
    with pytest.raises(ProjectError) as wrong:
        prefill(workspace)
    assert str(wrong.value).startswith(f"{tmp_path / 'transflow.yaml'}:4:3: edition ru: {why}")


def test_an_edition_whose_engines_have_no_keys_says_which_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DEEPL_AUTH_KEY", "YANDEX_API_KEY", "YANDEX_IAM_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    (result,) = prefill(_project(tmp_path, "editions:\n  ru: {backend: [deepl, yandex]}\n"))
    assert (result.waiting, result.drafted) == (2, 0)
    assert result.why == (
        "deepl: no key; set DEEPL_AUTH_KEY in the environment; yandex: no key; set YANDEX_API_KEY or YANDEX_IAM_TOKEN in the environment"
    )


def test_a_key_that_could_be_none_is_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_AUTH_KEY", "two words")
    (result,) = prefill(_project(tmp_path, "editions:\n  ru: {backend: deepl}\n"))
    assert result.why == "deepl: DEEPL_AUTH_KEY holds characters that no key has"


def _article(directory: Path, text: str) -> None:
    (directory / "articles" / "road.txt").unlink()
    (directory / "articles" / "road.md").write_text(text, encoding="utf-8")


def test_a_confidential_article_goes_to_no_engine_off_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_AUTH_KEY", "a-key")
    _project(tmp_path, "editions:\n  ru: {backend: deepl}\n")
    _article(tmp_path, "---\ntitle: Road\nconfidential: true\n---\n\nThe road is closed.\n")
    workspace = open_workspace(tmp_path)
    extract(workspace)
    (result,) = prefill(workspace)
    assert (result.drafted, result.why) == (
        0,
        "articles/road.md:3: deepl would send this article off this machine, and it is confidential",
    )


class Engine:
    """An engine that knows a few sentences by heart, and says nothing to others."""

    abilities = Abilities()
    limits = Limits(8, 1_000)

    def __init__(self, name: str, known: dict[str, str], asked: list[tuple[str, str]]) -> None:
        self.name, self._known, self._asked = name, known, asked

    def supports(self, source: str, target: str) -> bool:
        """It knows one pair."""
        return (source, target) == ("en", "ru")

    def model(self, source: str, target: str) -> str:
        """It has one version."""
        del source, target
        return "1"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Answer by heart."""
        del source, target
        self._asked += [(self.name, text) for text in texts]
        return [self._known.get(text, "") for text in texts]


def test_each_engine_of_a_chain_gets_what_those_before_it_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    engines = {
        "local": Engine("local", {"The road is closed.": "Дорога закрыта."}, asked),
        "apertium": Engine("apertium", {"Nobody came.": "Никто не пришёл."}, asked),
    }
    monkeypatch.setattr("transflow.workflow.drafting.engines.open_backend", lambda name, options: engines[name] if options == {} else None)
    (result,) = prefill(_project(tmp_path, "editions:\n  ru: {backend: [local, apertium]}\n"))
    assert (result.drafted, result.refused, result.why) == (2, 0, "")
    assert result.engine.startswith("local")
    assert "apertium" in result.engine
    assert ("apertium", "The road is closed.") not in asked


def test_memory_drafts_what_it_knows_and_an_engine_gets_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    engine = Engine("local", {"Nobody came.": "Никто не пришёл."}, asked)
    monkeypatch.setattr("transflow.workflow.drafting.engines.open_backend", lambda *_: engine)
    workspace = _project(tmp_path, "editions:\n  ru: {backend: [memory, local]}\n")
    (tmp_path / "articles" / "old.txt").write_text("The road is closed.\n", encoding="utf-8")
    extract(workspace)
    old = tmp_path / "locales" / "ru" / "LC_MESSAGES" / "old.po"
    translated = old.read_text(encoding="utf-8").replace(
        'msgid "The road is closed."\nmsgstr ""', 'msgid "The road is closed."\nmsgstr "Дорога закрыта."'
    )
    old.write_text(translated, encoding="utf-8")
    (result,) = [one for one in prefill(workspace) if one.article == "road"]
    assert (result.drafted, result.refused) == (2, 0)
    assert result.engine.startswith("memory, local")
    catalog = (tmp_path / "locales" / "ru" / "LC_MESSAGES" / "road.po").read_text(encoding="utf-8")
    assert "# draft: memory " in catalog
    assert [text for _, text in asked] == ["Nobody came."]


def test_a_draft_that_the_merge_lent_stays_also_where_the_memory_has_the_very_source(tmp_path: Path) -> None:
    workspace = _project(tmp_path, "editions:\n  ru: {backend: memory}\n")
    (tmp_path / "articles" / "old.txt").write_text("The road is closed.\n", encoding="utf-8")
    extract(workspace)
    catalogs = tmp_path / "locales" / "ru" / "LC_MESSAGES"
    for slug, more in (("old", ""), ("road", '#, fuzzy\n#| msgid "The road is close."\n')):
        text = (catalogs / f"{slug}.po").read_text(encoding="utf-8")
        empty, target = 'msgid "The road is closed."\nmsgstr ""', f'msgid "The road is closed."\nmsgstr "Дорога {slug}."'
        (catalogs / f"{slug}.po").write_text(text.replace(empty, more + target), encoding="utf-8")
    prefill(workspace)
    assert 'msgstr "Дорога road."' in (catalogs / "road.po").read_text(encoding="utf-8")


def test_an_engine_whose_drafts_were_all_refused_is_named_only_where_nobody_else_drafted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"The road is closed.": "Дорога закрыта.", "Nobody came.": "Никто не пришёл."}
    engines = {"local": Engine("local", {}, []), "apertium": Engine("apertium", texts, [])}
    monkeypatch.setattr("transflow.workflow.drafting.engines.open_backend", lambda name, _: engines[name])
    workspace = _project(tmp_path, "editions:\n  ru: {backend: [local, apertium]}\n")
    empty = (tmp_path / "locales/ru/LC_MESSAGES/road.po").read_bytes()
    (result,) = prefill(workspace)
    assert (result.drafted, result.engine, result.remarks) == (2, "apertium (1)", ("local (1): none of its drafts held",))
    (tmp_path / "locales/ru/LC_MESSAGES/road.po").write_bytes(empty)
    engines["apertium"] = Engine("apertium", {}, [])
    (result,) = prefill(workspace, cached=False)
    assert (result.drafted, result.refused, result.engine, result.remarks) == (0, 2, "local (1), apertium (1)", ())
