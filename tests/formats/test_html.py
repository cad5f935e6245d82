from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.errors import ArticleError
from transflow.formats.articles import parse_article
from transflow.formats.html import read_html
from transflow.formats.html_tiles import tiles

FRAGMENTS = st.sampled_from(
    [
        "Words. ",
        "a",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h1>",
        "</h1>",
        "<b>",
        "</b>",
        "<i class='x'>",
        "</i>",
        "<br>",
        "<br/>",
        '<img src=x alt="A dog">',
        "<img alt=dog>",
        "<img alt=''>",
        "<code>",
        "</code>",
        "<script>",
        "</script>",
        "<pre>",
        "</pre>",
        "<style>p{}</style>",
        "<!-- c -->",
        "<!--",
        "<!doctype html>",
        "<?x?>",
        "&amp;",
        "&lt;1&gt;",
        "<1>",
        "&nbsp;",
        "&#42;",
        "&#10;",
        "&bogus;",
        "&",
        "<",
        ">",
        "</",
        "<a",
        '<a href="',
        '"',
        "'",
        "<title>",
        "</title>",
        "<blockquote>",
        "</blockquote>",
        "<figcaption>",
        "</figcaption>",
        '<meta name=description content="A summary">',
        "<meta name=description content=x>",
        "<ul><li>",
        "</li></ul>",
        "<p translate=no>",
        "<svg>",
        "</svg>",
        "<textarea>",
        "é",
        "e\u0301",
        "中文",
        "\ufeff",
        "\u2028",
        "\x85",
        "<q>",
        "</q>",
        '<html lang="en">',
        "<td>",
        "<option>",
        "]]>",
        "<![CDATA[",
    ]
)
DOCUMENTS = st.one_of(st.lists(FRAGMENTS, max_size=25).map("".join), st.text(max_size=80))


@settings(max_examples=600)
@given(DOCUMENTS)
def test_offsets_point_into_any_document_and_splicing_it_back_changes_nothing(whole, text: str) -> None:  # noqa: ANN001 - the fixture of conftest
    whole.hold(read_html(text, "x.html"))


@settings(max_examples=300)
@given(DOCUMENTS)
def test_the_tiles_of_any_document_leave_no_gap(text: str) -> None:
    found = list(tiles(text, 0, len(text)))
    assert "".join(text[tile.start : tile.end] for tile in found) == text


@settings(max_examples=300)
@given(
    st.lists(
        FRAGMENTS.filter(lambda part: part not in {"<", "</", "<a", '<a href="', '"', "'", "<!--", "<![CDATA[", "&"}), max_size=15
    ).map("".join)
)
def test_what_is_written_is_read_again(whole, text: str) -> None:  # noqa: ANN001 - the fixture of conftest
    article = read_html(text, "x.html")
    written = read_html(whole.translated(article, whole.double_vowels), "x.html")
    texts = [" ".join(whole.text(block, written.text).split()) for block in written.blocks]
    assert texts == [" ".join(whole.double_vowels(whole.text(block, text)).split()) for block in article.blocks]


def test_references_are_decoded_and_white_space_is_one_space(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    assert whole.texts("<p>a &amp; b\n  c&nbsp;d &#x41;&#10;&copy e</p>", "x.html") == ["a & b c\u00a0d A © e"]


def test_inline_tags_are_placeholders_and_those_around_a_whole_block_stay_outside(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    assert whole.texts("<p><b>All</b></p><p>a <b>c</b> d<br>e</p>", "x.html") == ["All", "a <1>c</1> d<2/>e"]


def test_a_tag_that_its_block_leaves_open_ends_the_run(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    assert whole.texts("<p>a <b>c <i>d</p><p>e</i> f</b> g</p>", "x.html") == ["a", "c", "d", "e", "f", "g"]


def test_code_scripts_and_what_asks_for_it_are_left_alone(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    text = "<style>a</style><script>b</script><pre>c</pre><p>d <code>e <b>f</b></code> <span translate='no'>g</span> h</p><p translate=no>i</p>"
    assert whole.texts(text, "x.html") == ["d <1/> <2/> h"]


def test_an_image_in_a_sentence_is_part_of_it_with_its_quotation_marks_safe(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    text = '<p>See <img src=m alt="the map"> here.</p>'
    article = parse_article(text, "x.html")
    assert [whole.text(block, text) for block in article.blocks] == ["See <1>the map</1> here."]
    written = whole.translated(article, lambda given: given.replace("map", '"map"'))
    assert written == '<p>See <img src=m alt="the &#34;map&#34;"> here.</p>'


def test_an_unquoted_attribute_gets_quotation_marks_where_it_needs_them(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    article = parse_article("<meta name=description content=summary>", "x.html")
    assert whole.translated(article, lambda _: "two words") == '<meta name=description content="two words">'


@pytest.mark.parametrize("unit", ["<", "<a ", "<!-- ", "<b>a", "<div>a", "a</b>", "&", '<a x="', "<img alt='", "<b></i>", "<script>"])
def test_thirty_thousand_of_anything_take_seconds(unit: str) -> None:
    started = time.process_time()
    parse_article("<p>word</p>" + unit * 30_000, "x.html")
    assert time.process_time() - started < 10


@pytest.mark.parametrize("text", ["", "\ufeff", "<p> </p>", "<script>a</script>", "<img alt=''>", "<!-- a -->"])
def test_a_file_without_text_has_nothing_to_translate(text: str) -> None:
    with pytest.raises(ArticleError, match=r"^x\.html:1: nothing to translate"):
        parse_article(text, "x.html")
