"""One unit drafted anew, for whoever reviews it."""

from __future__ import annotations

from pathlib import Path

import pytest

from transflow.backends import Abilities, Limits
from transflow.errors import ConfidentialError, UsageError
from transflow.model import unit_id
from transflow.workflow.drafting.redraft import redraft
from transflow.workflow.extract import extract
from transflow.workflow.workspace import Workspace, open_workspace

ROAD = unit_id(None, "The road is closed.")
CATALOG = Path("locales", "ru", "LC_MESSAGES", "road.po")


class Engine:
    """An engine that knows one sentence, and says that it sends texts somewhere."""

    name = "local"
    limits = Limits(8, 1_000)
    abilities = Abilities(remote=True)

    def supports(self, source: str, target: str) -> bool:
        """It knows one pair."""
        return (source, target) == ("en", "ru")

    def model(self, source: str, target: str) -> str:
        """It has one version."""
        del source, target
        return "1"

    def translate(self, texts: list[str], *, source: str, target: str) -> list[str]:
        """Answer by heart."""
        del source, target
        return ["Дорога закрыта." if text == "The road is closed." else "" for text in texts]


def project(directory: Path, head: str = "title: The road") -> Workspace:
    (directory / "articles").mkdir()
    (directory / "articles" / "road.md").write_text(f"---\n{head}\n---\n\nThe road is closed. Nobody came.\n", encoding="utf-8")
    (directory / "transflow.yaml").write_text("source: en\neditions:\n  ru: {backend: [memory, local]}\n  en_GB: {}\n", encoding="utf-8")
    workspace = open_workspace(directory)
    extract(workspace)
    return workspace


@pytest.fixture
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transflow.workflow.drafting.engines.open_backend", lambda *_: Engine())


@pytest.mark.usefixtures("_engine")
def test_an_engine_drafts_one_unit_and_the_catalog_stays_as_it_is(tmp_path: Path) -> None:
    workspace = project(tmp_path)
    before = (tmp_path / CATALOG).read_bytes()
    made = redraft(workspace, "ru", "road", ROAD, "local")
    assert (made.text, made.engine) == ("Дорога закрыта.", "local (1)")
    assert (tmp_path / CATALOG).read_bytes() == before


@pytest.mark.usefixtures("_engine")
def test_a_draft_that_does_not_hold_has_no_text_and_says_why(tmp_path: Path) -> None:
    made = redraft(project(tmp_path), "ru", "road", unit_id(None, "Nobody came."), "local")
    assert made.text is None
    assert made.why


@pytest.mark.usefixtures("_engine")
def test_a_unit_of_a_confidential_article_stays_on_this_machine(tmp_path: Path) -> None:
    workspace = project(tmp_path, "title: The road\nconfidential: true")
    with pytest.raises(ConfidentialError) as kept:
        redraft(workspace, "ru", "road", ROAD, "local")
    assert (
        str(kept.value) == f"{tmp_path / 'articles' / 'road.md'}:3: local would send this article off this machine, and it is confidential"
    )


def test_memory_answers_for_one_unit_and_says_where_it_knows_it_from(tmp_path: Path) -> None:
    workspace = project(tmp_path)
    catalog = (tmp_path / CATALOG).read_text(encoding="utf-8")
    translated = catalog.replace('msgid "The road is closed."\nmsgstr ""', 'msgid "The road is closed."\nmsgstr "Дорога закрыта."')
    (tmp_path / CATALOG).write_text(translated, encoding="utf-8")
    made = redraft(workspace, "ru", "road", ROAD, "memory")
    assert (made.text, made.engine) == ("Дорога закрыта.", "memory")
    assert made.notes[0] == f"100 %, {CATALOG}"


def test_memory_says_that_it_knows_nothing(tmp_path: Path) -> None:
    made = redraft(project(tmp_path), "ru", "road", ROAD, "memory")
    assert (made.text, made.why) == (None, "nothing of 95 % or more is remembered")


def test_an_edition_of_the_articles_own_language_is_drafted_by_its_style_alone(tmp_path: Path) -> None:
    workspace = project(tmp_path)
    assert redraft(workspace, "en_GB", "road", ROAD, "style").text == "The road is closed."
    with pytest.raises(UsageError, match="'style' drafts it"):
        redraft(workspace, "en_GB", "road", ROAD, "local")


@pytest.mark.parametrize(
    ("edition", "slug", "unit", "backend", "why"),
    [
        ("xx", "road", ROAD, "local", "unknown edition 'xx'"),
        ("ru", "none", ROAD, "local", "no article 'none'"),
        ("ru", "road", "0123456789ab", "local", "no unit '0123456789ab' in the article 'road' as it is now"),
        ("ru", "road", ROAD, "babel", "unknown backend 'babel'"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, edition: str, slug: str, unit: str, backend: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        redraft(project(tmp_path), edition, slug, unit, backend)
