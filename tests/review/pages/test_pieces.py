from __future__ import annotations

import pytest

from transflow.review.whole.pieces import pieces, rows


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p>\n<h2>b</h2>", ["<p>a</p>", "<h2>b</h2>"]),
        ("<article><section><p>a</p></section><div><ul><li>b</li></ul></div></article>", ["<p>a</p>", "<ul><li>b</li></ul>"]),
        ("<div>loose <b>words</b><p>a</p> and more</div>", ["<p>loose <b>words</b></p>", "<p>a</p>", "<p>and more</p>"]),
        ("<p>a</p><hr><p>b</p>", ["<p>a</p>", "<hr>", "<p>b</p>"]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", ["<blockquote><p>a</p><p>b</p></blockquote>"]),
        ('<p title="a > b">c</p>', ['<p title="a > b">c</p>']),
        ("", []),
    ],
)
def test_an_article_falls_into_its_paragraphs_headings_and_lists(html: str, expected: list[str]) -> None:
    assert list(pieces(html)) == expected


def test_pieces_that_one_side_lacks_leave_the_rest_beside_each_other() -> None:
    source = ["<p>⸢0⸥a⸣</p>", "<hr>", "<p>⸢1⸥b⸣</p>", "<p>⸢2⸥c⸣</p>"]
    target = ["<p>⸢0⸥A⸣</p>", "<hr>", "<p>⸢2⸥C⸣</p>"]
    assert list(rows(source, target)) == [(source[0], target[0]), ("<hr>", "<hr>"), (source[2], ""), (source[3], target[2])]
