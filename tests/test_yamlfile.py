from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest

from transflow.errors import TransflowError, YamlError
from transflow.yamlfile import convert, gather, parse_yaml, read_yaml

BOMB = "a: &a [x, x]\n" + "".join(f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True))


def test_scalars_are_those_of_yaml_1_2() -> None:
    data = parse_yaml("a: no\nb: 12:30\nc: 0777\nd: true\ne: ~\nf: -7\ng: 1.10\nh: '5'\ni: 2027-06-01", name="x").data
    assert data == {"a": "no", "b": "12:30", "c": "0777", "d": True, "e": None, "f": -7, "g": "1.10", "h": "5", "i": "2027-06-01"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "x:3:1: duplicate key 'a'; it stands already in line 1"),
        (BOMB, "x:1:4: anchors (&name) are not accepted; write the value out"),
        ("a: *b", "x:1:4: aliases (*name) are not accepted; write the value out"),
        ("a: !!python/object:os.system x", "x:1:4: tags (!name) are not accepted"),
        ("[" * 200_000, "x:1:33: nested more than 32 deep"),
        ("a: [1, 2", "x:2:1: not valid YAML"),
        ("a: b: c", "x:1:5: not valid YAML"),
        ("? [1, 2]\n: 3", "x:1:3: a key must be a plain word"),
        ("a: \x07", "x:1:1: not valid YAML"),
    ],
)
def test_what_is_not_accepted_is_told_with_its_place_and_at_once(text: str, message: str) -> None:
    before = time.monotonic()
    with pytest.raises(YamlError) as caught:
        parse_yaml(text, name="x")
    assert str(caught.value).startswith(message)
    assert time.monotonic() - before < 5


def test_a_wrong_type_and_an_unknown_key_are_told_with_their_place() -> None:
    class Shape(msgspec.Struct, forbid_unknown_fields=True):
        names: list[str]

    with pytest.raises(YamlError, match=r"^x:2:5: must be a text, not a number$"):
        convert(parse_yaml("names:\n  - 5", name="x"), Shape)
    with pytest.raises(YamlError, match=r"^x:1:1: unknown key `nmaes`$"):
        convert(parse_yaml("nmaes: []", name="x"), Shape)


def test_json_is_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": ["\\u0561\\ud83d\\uDE00", null, true]}')
    assert read_yaml(tmp_path / "a.json").data == {"a": ["ա😀", None, True]}


def test_several_errors_are_told_in_the_order_of_the_file() -> None:
    file = parse_yaml("a: 1\nb: 2", name="x")
    with pytest.raises(TransflowError) as caught:
        gather([YamlError("second", file.at("b")), YamlError("first", file.at_key("a"))])
    assert str(caught.value) == "x:1:1: first\nx:2:4: second"


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    """What stands below each key."""

    style: str = ""


class Outer(msgspec.Struct, forbid_unknown_fields=True):
    """A mapping whose keys may be any."""

    editions: dict[str, Inner]


def test_a_mistake_below_a_key_of_any_name_is_told_at_that_key() -> None:
    with pytest.raises(YamlError, match=r"^x:3:15: must be a text, not a list$"):
        convert(parse_yaml("editions:\n  de: {style: a}\n  ru: {style: [b]}", name="x"), Outer)
    with pytest.raises(YamlError, match=r"^x:3:8: unknown key `typo`$"):
        convert(parse_yaml("editions:\n  de: {style: a}\n  ru: {typo: 1}", name="x"), Outer)
