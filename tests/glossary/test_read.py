from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from transflow.errors import GlossaryError, Problems, TransflowError, YamlError
from transflow.glossary import Form, Kind, Matcher, read_glossary, read_styles

BOMB = "a: &a [x, x]\n" + "".join(f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
GOOD = """
concepts:
  river:
    kind: place
    contested: true
    definition: A river with two banks
    source: [The gazetteer, An atlas]
    not: {en: [Arda Street], pt-BR: Rua Arda}
    names:
      arda:
        side: west
        source: The western survey
        forms:
          en: Arda
          ru: {text: Арда, forms: ардинский, not: [Арда Банк], type: noun, derive: false, case: false}
          pt_BR: [Arda, {text: Rio Arda}]
"""


def glossary_of(root: Path, text: str, name: str = "a.yaml") -> Path:
    (root / name).write_text(text, encoding="utf-8")
    return root


def test_every_key_of_a_concept_is_read(tmp_path: Path) -> None:
    river = read_glossary(glossary_of(tmp_path, GOOD)).concepts["river"]
    assert (river.id, river.kind, river.contested, river.definition) == ("river", Kind.PLACE, True, "A river with two banks")
    assert river.sources == ("The gazetteer", "An atlas")
    assert river.look_alikes == {"en": ("Arda Street",), "pt-BR": ("Rua Arda",)}
    arda = river.names["arda"]
    assert (arda.side, arda.sources, sorted(arda.forms)) == ("west", ("The western survey",), ["en", "pt-BR", "ru"])
    (russian,) = arda.forms["ru"]
    assert (russian.text, russian.extra, russian.look_alikes) == ("Арда", ("ардинский",), ("Арда Банк",))
    assert (russian.type, russian.derive, russian.case) == ("noun", False, False)
    assert [form.text for form in arda.forms["pt-BR"]] == ["Arda", "Rio Arda"]


def test_every_noun_knows_where_it_stands(tmp_path: Path) -> None:
    river = read_glossary(glossary_of(tmp_path, GOOD)).concepts["river"]
    places = [river.position, river.names["arda"].position, river.names["arda"].forms["en"][0].position]
    assert [str(place).rpartition("a.yaml")[2] for place in places] == [":3:3", ":10:7", ":14:15"]


def test_a_form_is_what_stands_there_and_nothing_else_by_default() -> None:
    form = Form("Arda")
    assert (form.extra, form.look_alikes, form.type, form.derive, form.case) == ((), (), None, True, True)


def test_files_are_merged_in_the_order_of_their_names_and_json_is_yaml(tmp_path: Path) -> None:
    names = {"kind": "term", "names": {"n": {"forms": {"en": "Name"}}}}
    for concept, file in (("c", "z.json"), ("b", "m.yml"), ("a", "a.yaml")):
        glossary_of(tmp_path, json.dumps({"concepts": {concept: names}}), file)
    for other in ("notes.txt", ".#a.yaml", ".hidden.yaml"):
        glossary_of(tmp_path, "concepts: 5", other)
    assert list(read_glossary(tmp_path).concepts) == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "null", "concepts:", "{}", "\ufeffconcepts: {}"])
def test_an_empty_file_holds_no_concepts(tmp_path: Path, text: str) -> None:
    assert read_glossary(glossary_of(tmp_path, text)).concepts == {}


def test_where_there_is_no_folder_there_are_no_concepts(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "nowhere").concepts == {}


def test_a_concept_said_twice_names_both_places(tmp_path: Path) -> None:
    glossary_of(tmp_path, GOOD)
    glossary_of(tmp_path, f"\n{GOOD}", "b.yaml")
    with pytest.raises(GlossaryError) as caught:
        read_glossary(tmp_path)
    assert str(caught.value) == f"{tmp_path}/b.yaml:4:3: the concept 'river' is defined twice; the first is {tmp_path}/a.yaml:3:3"


def test_all_files_are_read_before_anything_is_raised(tmp_path: Path) -> None:
    glossary_of(tmp_path, "concepts: {a: 5}")
    glossary_of(tmp_path, "concepts: [", "b.yaml")
    glossary_of(tmp_path, "concept: {}", "c.yaml")
    with pytest.raises(TransflowError) as caught:
        read_glossary(tmp_path)
    assert [line.replace(f"{tmp_path}/", "")[:8] for line in str(caught.value).splitlines()] == ["a.yaml:1", "b.yaml:2", "c.yaml:1"]


@pytest.mark.parametrize(
    "text",
    [BOMB, "[" * 200_000, "{" * 200_000, "- " * 200_000, "a: *b", "concepts: {}\nconcepts: {}", "? [1]\n: 2", "\x07", "concepts: !!set {}"],
    ids=["bomb", "brackets", "braces", "dashes", "alias", "key twice", "key no word", "control character", "tag"],
)
def test_hostile_yaml_is_refused_with_its_place_and_at_once(tmp_path: Path, text: str) -> None:
    before = time.monotonic()
    with pytest.raises(YamlError, match=r"a\.yaml:\d+:\d+: "):
        read_glossary(glossary_of(tmp_path, text))
    assert time.monotonic() - before < 5


def test_an_unknown_key_of_a_hundred_thousand_letters_is_told_at_once(tmp_path: Path) -> None:
    before = time.monotonic()
    with pytest.raises(GlossaryError, match="unknown key"):
        read_glossary(glossary_of(tmp_path, f"? {'k' * 100_000}\n: 1\n"))
    assert time.monotonic() - before < 5


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "gone.yaml")
    with pytest.raises(TransflowError, match=r"a\.yaml: no such file"):
        read_glossary(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    glossary_of(tmp_path, GOOD)
    (tmp_path / "a.yaml").chmod(0)
    with pytest.raises(TransflowError, match=r"a\.yaml: cannot be read"):
        read_glossary(tmp_path)


def test_a_glossary_that_is_a_file_is_told(tmp_path: Path) -> None:
    glossary_of(tmp_path, GOOD)
    with pytest.raises(GlossaryError, match=r"a\.yaml: cannot be read as a folder"):
        read_glossary(tmp_path / "a.yaml")


def test_a_look_alike_is_no_mention_in_its_language_only(tmp_path: Path) -> None:
    text = "concepts: {river: {kind: place, not: {en: Arda Street}, names: {arda: {forms: {en: Arda, es: Arda}}}}}"
    glossary = read_glossary(glossary_of(tmp_path, text))
    assert [len(Matcher(glossary, language).find("We met in Arda Street by the Arda")) for language in ("en", "es")] == [1, 2]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert read_glossary(tmp_path).concepts == {}


def test_a_thousand_unknown_rules_among_two_thousand_concepts_are_told_in_seconds(tmp_path: Path) -> None:
    names = {"kind": "place", "names": {"n": {"forms": {"en": "Name"}}}}
    glossary = read_glossary(glossary_of(tmp_path, json.dumps({"concepts": {f"concept-{number}": names for number in range(2_000)}})))
    (tmp_path / "styles").mkdir()
    glossary_of(tmp_path / "styles", json.dumps({"rules": {f"concpt-{number}": None for number in range(1_000)}}))
    before = time.monotonic()
    with pytest.raises(Problems) as caught:
        read_styles(tmp_path / "styles", glossary)
    assert len(caught.value.errors) == 1_000
    assert "a rule for 'concpt-7', which is no concept; did you mean 'concept-7'?" in str(caught.value)
    assert time.monotonic() - before < 10
