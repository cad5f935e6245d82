"""XLIFF files in the shapes of other programs are read as the case beside them says; TRANSFLOW_REWRITE=1 writes the cases anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from transflow.formats.xliff import read_xliff

CASES = Path(__file__).parent.parent / "cases" / "xliff"
FILES = sorted(path for path in CASES.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_another_program_reads_as_expected(path: Path) -> None:
    files = read_xliff(path.read_bytes(), name=path.name)
    read = [
        {
            "article": file.article,
            "languages": [file.source_locale, file.locale],
            "units": [
                {
                    "id": unit.id,
                    "source": unit.source,
                    "target": unit.target,
                    "state": unit.state if unit.stated else f"{unit.state}, not said",
                    **({"beyond": unit.beyond} if unit.beyond else {}),
                    **({"comments": list(unit.comments)} if unit.comments else {}),
                    **({"fault": unit.fault} if unit.fault else {}),
                    "at": str(unit.at),
                }
                for unit in file.units
            ],
        }
        for file in files
    ]
    expected = path.with_name(f"{path.name}.json")
    if os.environ.get("TRANSFLOW_REWRITE"):
        expected.write_text(json.dumps(read, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert read == json.loads(expected.read_text(encoding="utf-8"))
