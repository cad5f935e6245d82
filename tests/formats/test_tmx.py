"""TMX: units one at a time, with everything said of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from transflow.errors import ExchangeError
from transflow.formats.tmx import Noted, TranslationUnit, read_tmx

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n<header srclang="{source}" datatype="plaintext"/>\n<body>\n'
RIVER = """<tu tuid="7" creationdate="20230529T101500Z" changeid="anna">
  <prop type="x-article">rivers</prop>
  <note>Seen by two</note>
  <tuv xml:lang="en-GB"><seg>The river <bpt i="1">&lt;b&gt;</bpt>Arda<ept i="1">&lt;/b&gt;</ept> rose<ph type="fnote">[1]<sub>at night</sub></ph>.<it pos="begin">&lt;i&gt;</it></seg></tuv>
  <tuv xml:lang="ru" changedate="20230601T000000Z"><prop type="x-by">hand</prop><seg>Река <hi type="term">Арда</hi>
     поднялась.</seg></tuv>
</tu>
"""


def units(folder: Path, body: str, source: str = "en") -> list[TranslationUnit]:
    path = folder / "a.tmx"
    path.write_text(f"{HEAD.format(source=source)}{body}</body>\n</tmx>\n", encoding="utf-8")
    return list(read_tmx(path))


def test_codes_become_placeholders_and_layout_one_space(tmp_path: Path) -> None:
    (unit,) = units(tmp_path, RIVER)
    assert [(variant.lang, variant.text) for variant in unit.variants] == [
        ("en-GB", "The river <1>Arda</1> rose<2/> at night.<3/>"),
        ("ru", "Река Арда поднялась."),
    ]


def test_everything_said_of_a_unit_and_its_variants_is_kept(tmp_path: Path) -> None:
    (unit,) = units(tmp_path, RIVER)
    assert (unit.id, unit.source) == ("7", "en")
    assert unit.noted == Noted({"creationdate": "20230529T101500Z", "changeid": "anna"}, (("x-article", "rivers"),), ("Seen by two",))
    assert unit.variants[1].noted == Noted({"changedate": "20230601T000000Z"}, (("x-by", "hand"),))
    assert unit.at is not None
    assert unit.at.line == 6


def test_a_file_for_all_directions_says_no_source_and_a_unit_may_have_its_own(tmp_path: Path) -> None:
    body = '<tu><tuv lang="en"><seg>a</seg></tuv></tu><tu srclang="hy"><tuv lang="hy"><seg>b</seg></tuv></tu>'
    assert [unit.source for unit in units(tmp_path, body, source="*all*")] == ["", "hy"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<tu>\n<tuv><seg>a</seg></tuv></tu>", r"a\.tmx:7: a <tuv> without xml:lang"),
        ('<tu><tuv xml:lang="en"/></tu>', r"a\.tmx:6: a <tuv> without <seg>"),
        ('<tu><tuv xml:lang="en"><seg><b>a</b></seg></tuv></tu>', r"a\.tmx:6: <b> does not belong into a segment"),
        ('<tu><tuv xml:lang="en"><seg>a&nbsp;b</seg></tuv></tu>', r"&nbsp; is an entity"),
        ("<tu>", r"a\.tmx:\d+:\d+: not valid XML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(body: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=message):
        units(tmp_path, body)


def test_a_missing_file_and_another_format_are_told(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="cannot be read: No such file"):
        list(read_tmx(tmp_path / "none.tmx"))
    (tmp_path / "a.tmx").write_bytes(b"<tbx/>")
    with pytest.raises(ExchangeError, match="this is no TMX"):
        list(read_tmx(tmp_path / "a.tmx"))


def test_a_long_memory_takes_the_memory_of_a_short_one(tmp_path: Path) -> None:
    reading = "import sys, pathlib; from transflow.formats.tmx import read_tmx; n = sum(1 for _ in read_tmx(pathlib.Path(sys.argv[1])))"
    peak_of_own = (
        "next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1]"  # getrusage counts the parent's, too
    )
    peaks = []
    for count in (100, 40_000):
        path = tmp_path / f"{count}.tmx"
        path.write_text(f"{HEAD.format(source='en')}{RIVER * count}</body></tmx>", encoding="utf-8")
        code = f"{reading}; print(n, {peak_of_own})"
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
        read, peak = map(int, done.stdout.split())
        assert read == count
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 10_000, f"{peaks} KiB, the file has {path.stat().st_size // 1024}"
