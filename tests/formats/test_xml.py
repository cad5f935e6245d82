"""XML of other programs: nothing is fetched, nothing is expanded, and every error has its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from transflow.errors import ExchangeError
from transflow.formats.tbx_read import read_tbx
from transflow.formats.tmx import read_tmx
from transflow.formats.xml import parse_xml

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{LAUGHS}]><tmx>&l9;</tmx>',
    "a file": '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>',
    "a parameter": '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><tmx/>',
    "in an attribute": '<!DOCTYPE tmx [<!ENTITY x "y">]><tmx a="&x;"/>',
    "behind a comment": '<!-- > --><?a b?>\n<!DOCTYPE tmx SYSTEM "a" [<!ENTITY x "y">]><tmx/>',
    "empty brackets": "<!DOCTYPE tmx []><tmx/>",
    "long prolog": f"<!--{'x' * 70_000}--><tmx/>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_declarations_are_refused_before_anything_is_built(text: str, encoding: str, tmp_path: Path) -> None:
    began = time.monotonic()
    data = text.encode(encoding)
    with pytest.raises(ExchangeError) as bad:
        parse_xml(data, name="a.xml")
    assert bad.value.at is not None
    assert bad.value.at.line is not None
    (tmp_path / "a.tmx").write_bytes(data)
    with pytest.raises(ExchangeError):
        list(read_tmx(tmp_path / "a.tmx"))
    assert time.monotonic() - began < 2


def test_a_plain_doctype_is_passed_over_and_its_dtd_is_not_asked_for(tmp_path: Path) -> None:
    text = f'<?xml version="1.0"?>\n<!DOCTYPE martif SYSTEM "{tmp_path}/none.dtd">\n<martif><text><body/></text></martif>'
    assert read_tbx(text.encode(), name="a.tbx").entries == ()


def test_an_entity_that_a_dtd_could_define_is_refused_with_its_place() -> None:
    text = '<!DOCTYPE martif SYSTEM "a.dtd">\n<martif>\n <p>&mdash;</p></martif>'
    with pytest.raises(ExchangeError, match=r"a\.tbx:3:2: &mdash; is an entity"):
        read_tbx(text.encode(), name="a.tbx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_other_encodings_are_read_as_they_say(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><tbx><conceptEntry id="a"><langSec xml:lang="ru"><termSec><term>Арда</term></termSec></langSec></conceptEntry></tbx>'
    found = read_tbx(text.encode(encoding), name="a.tbx")
    assert found.entries[0].languages[0].terms[0].text == "Арда"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"a\.tbx:1:1: not valid XML"),
        (b"concepts:\n", r"a\.tbx:1:1: not valid XML"),
        (b"<tbx>\n<a>\n</tbx>", r"a\.tbx:3:7: not valid XML: Opening and ending tag mismatch: a line 2 and tbx"),
        (b'<?xml version="1.0" encoding="utf-7"?><tbx/>', r"a\.tbx:1:1: the encoding utf-7 is not accepted"),
        (b"<html><body/></html>", r"a\.tbx:1:1: this is no TBX: its root is <html>"),
        (b"<tbx>\xff</tbx>", r"a\.tbx:1:\d+: not valid XML"),
        (b"<tbx>" + b"<a>" * 300 + b"</a>" * 300 + b"</tbx>", r"a\.tbx:1:\d+: not valid XML: .*depth"),
    ],
)
def test_what_is_no_xml_or_no_tbx_is_told_at_its_place(data: bytes, message: str) -> None:
    with pytest.raises(ExchangeError, match=message):
        read_tbx(data, name="a.tbx")
