"""Files of exchange that are broken or built to hurt get a message at their place and exit code 2; no catalog changes."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.errors import ExchangeError
from transflow.formats.xliff import BilingualFile, BilingualUnit, read_xliff, write_xliff, write_xliff_12
from transflow.model import State
from transflow.workflow.exchange.catalog_csv import catalogs_csv, read_catalogs_csv
from transflow.workflow.exchange.catalog_jsonl import catalogs_jsonl, read_catalogs_jsonl

RUN = [sys.executable, "-c", "from transflow.cli import main; main()"]
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xliff version="1.2"><file>&b;</file></xliff>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff version="1.2"><file>&a;</file></xliff>'
FILE = BilingualFile(
    "good",
    (
        BilingualUnit("a1", "A <1>road</1> & \x07", "<1>Дорога</1>", State.DRAFT, context="x", comments=("Why?",), base="123456789abc"),
        BilingualUnit("b2", "=1+1 «آرتساخ»", "", State.UNTRANSLATED),
    ),
    "articles/good.txt",
    "ru",
    "en",
    "ru",
)
WRITTEN = {"2.1": write_xliff([FILE]), "1.2": write_xliff_12([FILE]), "csv": catalogs_csv([FILE]), "jsonl": catalogs_jsonl([FILE])}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project with one extracted article."""
    call(tmp_path, "init")
    (tmp_path / "articles" / "good.txt").write_text("A headline\n\nThe road is long.\n")
    call(tmp_path, "extract")
    return tmp_path


def call(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], cwd=directory, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bomb.xlf", BOMB.encode(), "bomb.xlf:1:1: a DOCTYPE with declarations"),
        ("outside.xlf", OUTSIDE.encode(), "outside.xlf:1:1: a DOCTYPE with declarations"),
        ("deep.xlf", b'<xliff version="1.2">' + b"<g>" * 100_000, "deep.xlf:1"),
        ("torn.xlf", WRITTEN["2.1"].encode()[:900], "torn.xlf:"),
        ("binary.xlf", b"\x00\x01\x02", "binary.xlf:1"),
        ("latin.csv", "article,unit,source,target\na,b,c,caf\xe9\n".encode("latin-1"), "latin.csv:2:10: not valid UTF-8"),
        ("nul.csv", b"article,unit,source,target\na,b,c,\0\n", "nul.csv:2: this is a binary file"),
        ("deep.jsonl", b'{"article": "good", "x": ' + b"[" * 100_000 + b"\n", "deep.jsonl:1: this line is no unit"),
        ("empty.jsonl", b"", "empty.jsonl: no unit in it"),
        ("climb.xlf", WRITTEN["1.2"].replace("articles/good.txt", "../../etc/passwd").encode(), "climb.xlf:3:3: no article 'passwd'"),
    ],
)
def test_a_hostile_file_is_refused_and_changes_nothing(project: Path, name: str, content: bytes, message: str) -> None:
    (project / name).write_bytes(content)
    before = {path: path.read_bytes() for path in (project / "locales").rglob("*.po")}
    done = call(project, "import", name)
    assert done.returncode == 2, done.stdout + done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("kind", WRITTEN)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(kind: str, data: st.DataObject) -> None:
    text = WRITTEN[kind]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 60)))
    damaged = text[:start] + data.draw(st.text(st.sampled_from('<>/"=& \n\r\t,\\{}[]xg1é\U0001f600'), max_size=6)) + text[end:]
    with contextlib.suppress(ExchangeError):
        if kind in {"2.1", "1.2"}:
            read_xliff(damaged.encode(), name="f")
        elif kind == "csv":
            read_catalogs_csv(damaged, name="f")
        else:
            read_catalogs_jsonl(damaged, name="f")
