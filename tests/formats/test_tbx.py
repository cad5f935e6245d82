"""TBX: what is written keeps the rules of its dialect, and other tools read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from transflow.formats.tbx import DIALECTS, Entry, Item, Language, Term, Termbase, write_tbx
from transflow.formats.tbx_read import read_tbx
from transflow.glossary import read_glossary
from transflow.workflow.exchange.glossary_export import write_glossary

# The rules of TBX-Basic (https://www.tbxinfo.net/tbx-dialects/): which element holds a category, and where it may stand.
LEVELS = {
    ("descrip", "subjectField"): {"conceptEntry"},
    ("descrip", "definition"): {"conceptEntry", "langSec"},
    ("descrip", "context"): {"termSec"},
    ("admin", "source"): {"conceptEntry", "langSec", "termSec"},
    ("admin", "customerSubset"): {"conceptEntry", "termSec"},
    ("admin", "projectSubset"): {"conceptEntry", "termSec"},
    ("termNote", "partOfSpeech"): {"termSec"},
    ("termNote", "administrativeStatus"): {"termSec"},
    ("termNote", "termType"): {"termSec"},
}
PICKLISTS = {
    "partOfSpeech": {"adjective", "noun", "other", "verb", "adverb"},
    "administrativeStatus": {"admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "preferredTerm-admn-sts"},
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
}
CHILDREN = {"conceptEntry": {"langSec"}, "langSec": {"termSec"}, "termSec": {"term"}}
ONE = Termbase(
    (
        Entry(
            "arda", (Language("en", (Term("Arda", (Item("note", "a"), Item("partOfSpeech", "noun"))),)),), (Item("source", "<Atlas> & co"),)
        ),
    )
)


def name(element: etree._Element) -> str:
    return etree.QName(element).localname


def broken(root: etree._Element, *, core: bool) -> list[str]:
    """Return every rule of the dialect that a file breaks."""
    found = []
    ids = [entry.get("id") for entry in root.iter("{*}conceptEntry")]
    found += [f"{id_!r} stands twice" for id_ in ids if ids.count(id_) > 1]
    found += [f"{id_!r} is no XML id" for id_ in ids if not id_ or not (id_[0].isalpha() or id_[0] == "_")]
    for level, below in CHILDREN.items():
        for parent in root.iter(f"{{*}}{level}"):
            if not any(name(child) in below for child in parent):
                found.append(f"an empty {level}")
            if level == "termSec":
                kinds = [name(child) for child in parent]
                notes = [place for place, kind in enumerate(kinds) if kind == "termNote"]
                if kinds[0] != "term" or notes != list(range(1, len(notes) + 1)):
                    found.append(f"a termSec in the order {kinds}")
            for child in parent:
                kind, category = name(child), child.get("type")
                if kind in below or kind == "note":
                    continue
                if core or level not in LEVELS.get((kind, category or ""), set()):
                    found.append(f"{kind} {category} in {level}")
                if child.text not in PICKLISTS.get(category or "", {child.text}):
                    found.append(f"{category} {child.text}")
    return found


@pytest.mark.parametrize("dialect", ["tbx", "tbx-basic"])
def test_the_sample_keeps_every_rule_of_its_dialect(dialect: str, repository: Path) -> None:
    text, _ = write_glossary(read_glossary(repository / "glossary"), format=dialect)
    root = etree.fromstring(text.encode())
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert (root.get("type"), root.get("style")) == (DIALECTS[dialect].type, "dca")
    assert broken(root, core=dialect == "tbx") == []


def test_the_rules_find_what_is_wrong() -> None:
    wrong = "<tbx><conceptEntry id='1a'><descrip type='context'>x</descrip><langSec/></conceptEntry></tbx>"
    assert broken(etree.fromstring(wrong), core=False) == ["'1a' is no XML id", "descrip context in conceptEntry", "an empty langSec"]


def test_a_category_that_a_dialect_has_not_is_never_written() -> None:
    assert "&lt;Atlas&gt; &amp; co</admin>" in write_tbx(ONE, DIALECTS["tbx-basic"], origin="test")
    with pytest.raises(ValueError, match="TBX-Core has no source"):
        write_tbx(ONE, DIALECTS["tbx"], origin="test")


@pytest.mark.parametrize("dialect", ["tbx-basic", "tbx-2"])
def test_what_is_written_is_read_as_it_was(dialect: str) -> None:
    (entry,) = read_tbx(write_tbx(ONE, DIALECTS[dialect], origin="test").encode(), name="a.tbx").entries
    assert [(item.category, item.text) for item in entry.items] == [("source", "<Atlas> & co")]
    (term,) = entry.languages[0].terms
    assert (term.text, [(item.category, item.text) for item in term.items]) == ("Arda", [("partOfSpeech", "noun"), ("note", "a")])


def test_translate_toolkit_and_with_it_weblate_read_every_concept_of_version_2(repository: Path) -> None:
    from translate.storage.tbx import tbxfile

    glossary = read_glossary(repository / "glossary")
    store = tbxfile.parsestring(write_glossary(glossary, format="tbx-2")[0].encode())
    store.setsourcelanguage("en")
    store.settargetlanguage("ru")
    assert [unit.getid() for unit in store.units] == list(glossary.concepts)
    unit = next(unit for unit in store.units if unit.getid() == "lachin")
    assert (unit.source, unit.target) == ("Lachin", "Лачин")


@pytest.mark.parametrize("style", ["dca", "dct"])
def test_both_styles_of_version_3_say_the_same(style: str) -> None:
    said = {
        "dca": '<descrip type="subjectField">place</descrip><langSec xml:lang="en"><termSec><term>A</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>',
        "dct": '<m:subjectField xmlns:m="urn:m">place</m:subjectField><langSec xml:lang="en"><termSec><term>A</term><m:partOfSpeech xmlns:m="urn:m">noun</m:partOfSpeech></termSec></langSec>',
    }[style]
    text = f'<tbx style="{style}" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c">{said}</conceptEntry></body></text></tbx>'
    (entry,) = read_tbx(text.encode(), name="a.tbx").entries
    assert [(item.category, item.text) for item in entry.items] == [("subjectField", "place")]
    assert [(item.category, item.text) for item in entry.languages[0].terms[0].items] == [("partOfSpeech", "noun")]
