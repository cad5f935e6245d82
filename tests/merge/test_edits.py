"""An article edited in every way of benchmarks/article_edits.py: what is left of its translations, beside msgmerge and pot2po."""

from __future__ import annotations

from pathlib import Path

import pytest
from article_edits import EDITS
from edits import ARTICLES, Score, measure

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("edit", EDITS)
def test_no_edit_leaves_less_than_msgmerge_or_pot2po_would_and_none_pairs_wrongly(edit: str, tmp_path: Path) -> None:
    for article in ARTICLES:
        scores = measure(ROOT / article, edit, tmp_path)
        own = scores.pop("transflow")
        assert own.wrong == 0, "\n".join(own.told)
        for peer in scores.values():
            assert own.kept >= peer.kept
            assert own.kept + own.useful >= peer.kept + peer.useful


@pytest.mark.parametrize(
    ("edit", "least"),
    [
        ("two paragraphs swapped", Score(kept=129)),
        ("all paragraphs reordered", Score(kept=127, useful=2)),
        ("what stands in two slots reordered", Score(kept=129)),
        ("white space changed", Score(kept=129)),
        ("a paragraph deleted and brought back", Score(kept=129)),
        ("everything changed and put back", Score(kept=129)),
        ("quotation marks changed", Score(kept=102, useful=27)),
        ("sentences split in two", Score(kept=114, useful=30)),
        ("sentences merged, two and two", Score(kept=91, useful=19)),
        ("headlines in capitals", Score(kept=115, useful=14)),
    ],
)
def test_what_is_kept_stays_so(edit: str, least: Score, tmp_path: Path) -> None:
    """Over all articles; a quotation whose marks change is a draft, as is everything that a reader would see change."""
    own = sum((measure(ROOT / article, edit, tmp_path)["transflow"] for article in ARTICLES), Score())
    assert (own.kept, own.useful, own.wrong) == (least.kept, least.useful, 0)
