from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transflow.model import Finding, Mention, Severity, Span
from transflow.review.desk.runs import markup_told, runs

TEXT = st.lists(st.sampled_from(["a", " ", "<1>", "</1>", "<2/>", "ا", "\u202e"]), max_size=20).map("".join)


@given(text=TEXT, ends=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_runs_tile_the_text_whatever_is_marked(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(*sorted(end)) for end in ends]
    found = [Finding("x", Severity.ERROR, "m", start=span.start, end=span.end) for span in spans]
    assert "".join(run.text for run in runs(text, quotations=spans, findings=found)) == text


@given(text=TEXT, at=st.integers(0, 20))
def test_no_mark_cuts_a_placeholder(text: str, at: int) -> None:
    chips = [run.text for run in runs(text, quotations=[Span(at, at + 1)]) if run.chip]
    assert "".join(chips) == "".join(run.text for run in runs(text) if run.chip)


def test_a_run_tells_its_name_its_quotation_and_its_gravest_finding() -> None:
    text = "«Арцах» сказал он"
    mention = Mention(1, 6, "Арцах", "nagorno-karabakh", "artsakh", ("artsakh",))
    found = [Finding("a", Severity.INFO, "m", start=0, end=7), Finding("b", Severity.ERROR, "m", start=1, end=6)]
    shown = runs(text, mentions=[mention], quotations=[Span(0, 7)], findings=found)
    assert [(run.text, run.mention, run.quoted, run.severity) for run in shown] == [
        ("«", None, True, "info"),
        ("Арцах", 0, True, "error"),
        ("»", None, True, "info"),
        (" сказал он", None, False, None),
    ]


def test_markup_is_told_in_words() -> None:
    assert markup_told({"<1>": "[", "</1>": "](https://example.org/a)", "<2>": "**", "</2>": "**", "<3/>": "![map](map.png)"}) == {
        "<1>": "link to https://example.org/a",
        "</1>": "end of link",
        "<2>": "strong emphasis",
        "</2>": "end of strong emphasis",
        "<3/>": "image map.png",
    }


def test_html_markup_is_told_by_what_its_tags_mean() -> None:
    assert markup_told({"<1>": '<a href="/x">', "</1>": "</a>", "<2/>": "<br>", "<3>": "<custom-tag>", "</3>": "</custom-tag>"}) == {
        "<1>": "link to /x",
        "</1>": "end of link",
        "<2/>": "line break",
        "<3>": "custom-tag",
        "</3>": "end of custom-tag",
    }
