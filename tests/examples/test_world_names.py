"""The second sample, whose names are of other places than the first one's: its files are sound, and its editions keep their styles."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from transflow.glossary import Concept, read_glossary
from transflow.model import Finding, Severity, Slot
from transflow.project import read_project
from transflow.workflow.check import check
from transflow.workflow.drafting.prefill import prefill
from transflow.workflow.extract import extract
from transflow.workflow.names.lint import lint_project
from transflow.workflow.workspace import open_workspace

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "world-names"
PAGE = ROOT / "docs" / "styles-in-use.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy to write in; a check keeps what it has found beside the catalogs."""
    copy = tmp_path / "world-names"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns(".transflow", "editions", "en@*"))
    return copy


def faults(project: Path, *editions: str) -> list[Finding]:
    """Return what the checks find, but for notes: drafts, and forms that are the only one for two names."""
    return [finding for finding in check(open_workspace(project), editions=editions).findings if finding.severity is not Severity.INFO]


def test_lint_has_neither_error_nor_warning() -> None:
    assert [str(finding) for finding in lint_project(EXAMPLE) if finding.severity is not Severity.INFO] == []


def test_the_drafts_keep_every_rule(project: Path) -> None:
    assert [f"{one.edition}:{one.line} {one.check}: {one.message}" for one in faults(project)] == []


def test_the_catalogs_are_as_extract_writes_them(project: Path) -> None:
    before = {path: path.read_bytes() for path in sorted((project / "locales").rglob("*.po*"))}
    extract(open_workspace(project))
    assert {path: path.read_bytes() for path in before} == before


def test_20_concepts_have_every_name_in_12_languages() -> None:
    concepts = read_glossary(EXAMPLE / "glossary").concepts.values()
    whole = [one.id for one in concepts if sum(all(tag in name.forms for name in one.names.values()) for tag in _tags(one)) >= 12]
    assert len(whole) >= 20


def test_the_article_names_12_concepts_and_a_speaker_another_name_than_the_newsroom(project: Path) -> None:
    workspace = open_workspace(project)
    naming = workspace.naming(read_project(project).edition("de@ap"))
    text = (project / "articles" / "atlas.md").read_text(encoding="utf-8")
    found = naming.find_source(text)
    assert len({mention.concept for mention in found}) >= 20
    names = Counter(concept for concept, _ in {(mention.concept, mention.name) for mention in found})
    assert sum(count > 1 for count in names.values()) >= 8


class Slip(NamedTuple):
    """A draft that breaks a rule: what stands in the catalog, what is written instead, and what finds it."""

    edition: str
    right: str
    wrong: str
    check: str
    concept: str


SLIPS = (
    Slip("fr@un", "Les îles Falkland (Malvinas) occupent", "Les Malvinas occupent", "name-forbidden", "falkland-islands"),
    Slip("fr@un", "Le golfe Persique et", "Le golfe Arabique et", "name-forbidden", "persian-gulf"),
    Slip("fr@un", "La Macédoine du Nord porte", "La Macédoine porte", "name-forbidden", "north-macedonia"),
    Slip("fr@un", 'msgstr "Türkiye, Tchéquie', 'msgstr "Turquie, Tchéquie', "name-forbidden", "turkiye"),
    Slip("fr@un", "cherchera Odessa", "cherchera Odesa", "quotation-altered", "odesa"),
    Slip("fr@un", "nous disons la Birmanie", "nous disons le Myanmar", "quotation-altered", "myanmar"),
    Slip("es@un", "Côte d’Ivoire tiene", "Costa de Marfil tiene", "name-forbidden", "cote-divoire"),
    Slip("es@un", "Cisjordania está", "Judea y Samaria está", "name-forbidden", "west-bank"),
    Slip("es@un", "El Sáhara Occidental está trazado", "El Sáhara marroquí está trazado", "name-forbidden", "western-sahara"),
    Slip("es@un", "El mar del Japón va", "El mar del Este va", "name-forbidden", "sea-of-japan"),
    Slip("es@un", "«Las Malvinas están", "«Las Falkland están", "quotation-altered", "falkland-islands"),
    Slip("ru@un", "У Мьянмы две", "У Бирмы две", "name-forbidden", "myanmar"),
    Slip("ru@un", "У Кот-д’Ивуара", "У Берега Слоновой Кости", "name-forbidden", "cote-divoire"),
    Slip("ru@un", "Персидский залив и", "Арабский залив и", "name-forbidden", "persian-gulf"),
    Slip("ru@un", "Эсватини и Кабо-Верде", "Свазиленд и Кабо-Верде", "name-forbidden", "eswatini"),
    Slip("ru@un", "в Американском заливе", "в Мексиканском заливе", "quotation-altered", "gulf-of-mexico"),
    Slip("de@ap", "geht mit Kyjiw", "geht mit Kiew", "name-forbidden", "kyiv"),
    Slip("de@ap", 'msgstr "Mount McKinley ist', 'msgstr "Denali ist', "name-forbidden", "denali"),
    Slip("de@ap", "dem Golf von Mexiko in Druck", "dem Golf von Amerika in Druck", "name-forbidden", "gulf-of-mexico"),
    Slip("de@ap", "Odesa und Charkiw folgen", "Odessa und Charkiw folgen", "name-forbidden", "odesa"),
    Slip("de@ap", "Hier sagen alle Denali", "Hier sagen alle Mount McKinley", "quotation-altered", "denali"),
    Slip("uk@bbc", "на картах — Київ, М’янма", "на картах — Київ, Бірма", "name-forbidden", "myanmar"),
    Slip("uk@bbc", "Берег Слонової Кістки вперше", "Кот-д’Івуар уперше", "name-forbidden", "cote-divoire"),
    Slip("uk@bbc", "з планом вулиць Янгона", "з планом вулиць Рангуна", "name-forbidden", "yangon"),
    Slip("uk@bbc", "кажемо „Бірма“", "кажемо „М’янма“", "quotation-altered", "myanmar"),
    Slip("it@both", "La Costa d’Avorio ha", "La Côte d’Ivoire ha", "name-forbidden", "cote-divoire"),
    Slip("it@both", "Bozze della pagina sul Myanmar", "Bozze della pagina sulla Birmania", "name-forbidden", "myanmar"),
    Slip("it@both", "La Macedonia del Nord porta", "La Macedonia porta", "name-forbidden", "north-macedonia"),
    Slip("it@both", "è Londonderry su", "è Derry su", "name-forbidden", "derry"),
    Slip("it@both", "la Repubblica Araba Sahrawi", "la sedicente Repubblica Araba Sahrawi", "qualifier-forbidden", "sahrawi-republic"),
    Slip("it@both", "Il Myanmar, noto anche come Birmania, ha", "Il Myanmar ha", "gloss-missing", "myanmar"),
    Slip("de@ap", "den Tempelberg, den Muslime Haram asch-Scharif nennen", "den Tempelberg", "gloss-missing", "temple-mount"),
    Slip("fr@un", " la souveraineté sur les îles", " le contrôle des îles", "note-missing", "falkland-islands"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=[f"{slip.edition}-{slip.concept}-{slip.check}" for slip in SLIPS])
def test_a_slip_is_found_by_the_check_that_names_it_and_by_no_other(project: Path, slip: Slip) -> None:
    catalog = project / "locales" / slip.edition / "LC_MESSAGES" / "atlas.po"
    text = catalog.read_text(encoding="utf-8")
    assert text.count(slip.right) == 1
    catalog.write_text(text.replace(slip.right, slip.wrong), encoding="utf-8")
    assert [(one.edition, one.check, one.concept) for one in faults(project, slip.edition)] == [(slip.edition, slip.check, slip.concept)]


CALLED_FOR = (
    ("fr@un", "The Malvinas elect a council.", Slot.BODY, "Malvinas → îles Falkland (Malvinas) (UN names)"),
    ("es@un", "The Falkland Islands elect a council.", Slot.BODY, "Falkland Islands → Islas Malvinas (Falkland Islands) (UN names)"),
    ("fr@un", "Turkey votes.", Slot.BODY, "Turkey → Türkiye (UN names)"),
    ("de@ap", "Snow in Kiev", Slot.HEADLINE, "Kiev → Kyjiw (AP names)"),
    ("de@ap", "Denali is snowed in.", Slot.BODY, "Denali → Mount McKinley (AP names)"),
    ("uk@bbc", "Ivory Coast votes.", Slot.BODY, "Ivory Coast → Берег Слонової Кістки (BBC names)"),
    ("it@both", "Rain in Derry", Slot.HEADLINE, "Derry → Derry/Londonderry (Both names (an example))"),
    ("it@both", "Ivory Coast votes.", Slot.BODY, "Ivory Coast → Costa d’Avorio (Both names (an example))"),
    ("it@both", "A boat neared the Senkakus.", Slot.BODY, "Senkakus → isole Senkaku o isole Diaoyu (Both names (an example))"),
)


@pytest.mark.parametrize(("edition", "text", "slot", "line"), CALLED_FOR)
def test_an_edition_calls_for_the_name_of_its_guide(edition: str, text: str, slot: Slot, line: str) -> None:
    workspace = open_workspace(EXAMPLE)
    naming = workspace.naming(workspace.project.edition(edition))
    assert naming.calls_for(naming.find_source(text), slot) == (line,)


RESTYLED = (
    ("en@un", "The Falkland Islands (Malvinas) fill half a page."),
    ("en@ap", "Kyiv, formerly spelled Kiev"),
    ("en@ap", "Gulf of Mexico, which the US government calls the Gulf of America"),
    ("en@bbc", "Myanmar, also known as Burma"),
    ("en@bbc", "Mumbai and Kolkata (Calcutta) close the index."),
    ("en@bbc", "Ivory Coast has a map of its own for the first time."),
    ("en@both", "it is Londonderry on one line and Derry on the next."),
    ("en@both", "“At home we say Burma, and we say Rangoon,” a shopkeeper told pupils who tried the maps out."),
)


def test_the_article_can_be_put_to_each_style_in_its_own_language(project: Path) -> None:
    extract(open_workspace(project))
    prefill(open_workspace(project))
    assert faults(project) == []
    for edition, sentence in RESTYLED:
        catalog = (project / "locales" / edition / "LC_MESSAGES" / "atlas.po").read_text(encoding="utf-8")
        assert re.search(f'^msgstr ".*{re.escape(sentence)}', catalog, re.MULTILINE), (edition, sentence)


def test_a_rule_for_some_days_follows_the_day_of_the_events(project: Path) -> None:
    article = project / "articles" / "atlas.md"
    article.write_text(article.read_text(encoding="utf-8").replace("date: 2026-03-02", "date: 2018-06-17"), encoding="utf-8")
    workspace = open_workspace(project)
    extract(workspace)
    found = faults(project, *(edition.name for edition in workspace.project.editions if edition.language != "en"))
    assert [(one.edition, one.check, one.concept) for one in found] == [("it@both", "name-forbidden", "north-macedonia")]


def test_every_edition_with_drafts_by_hand_has_slips() -> None:
    assert {slip.edition for slip in SLIPS} == {edition.name for edition in read_project(EXAMPLE).editions if edition.language != "en"}


def test_the_page_on_styles_tells_of_every_rule_and_of_no_other() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    written = []
    for path in sorted((EXAMPLE / "glossary" / "styles").glob("*.yaml")):
        rules = path.read_text(encoding="utf-8").partition("\nrules:\n")[2]
        written += [(path.stem, concept) for concept in re.findall(r"^  ([a-z-]+):$", rules, re.MULTILINE)]
    assert sorted(told) == sorted(written)


def _tags(concept: Concept) -> set[str]:
    """Return the locales in which any name of a concept has a form."""
    return {tag for name in concept.names.values() for tag in name.forms}
