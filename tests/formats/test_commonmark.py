"""Every example of the CommonMark specification, read and written back.

The examples are not ours to ship (CC-BY-SA): they come from the npm package commonmark-spec, or from the file that
COMMONMARK_SPEC names. Without them these tests fail in CI, and are skipped on a bare checkout.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from transflow.formats.markdown import read_markdown, unplaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

ROOT = Path(__file__).parent.parent.parent
SPEC = Path(os.environ.get("COMMONMARK_SPEC") or ROOT / "node_modules" / "commonmark-spec" / "spec.txt")
EXAMPLE = re.compile(r"^`{32} example\n([\s\S]*?)^\.\n[\s\S]*?^`{32}$", re.MULTILINE)
COUNT = 652  # of version 0.31.2


@pytest.fixture(scope="module")
def examples() -> list[str]:
    """The examples' Markdown, each below an empty line: at the head of a file `---` is the front matter of an article."""
    if not SPEC.is_file():
        what = f"no {SPEC}; `npm install --no-save commonmark-spec@0.31.2` brings it"
        pytest.fail(what) if os.environ.get("CI") else pytest.skip(what)
    text = SPEC.read_text(encoding="utf-8").replace("→", "\t")
    found = ["\n" + example for example in EXAMPLE.findall(text)]
    assert len(found) == COUNT
    return found


def skeleton(markdown: str) -> list[tuple[str, str, int, int]]:
    """Return what markdown-it makes of a text but for its words: type, tag, nesting and level of every token."""

    def walk(tokens: list[Token]) -> Iterator[tuple[str, str, int, int]]:
        for token in tokens:
            if token.type not in {"text", "softbreak"}:  # a translation stands on one line, and a word more or less is no structure
                yield token.type, token.tag, token.nesting, token.level
            yield from walk(token.children or [])

    return list(walk(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)))


def squeezed(texts: list[str]) -> list[str]:
    """Return texts with one space for any white space, and without the markup around a whole text."""
    return [re.sub(r"^(<\d+>)+|(</\d+>)+$|<\d+/?>|</\d+>", "", " ".join(text.split())) for text in texts]


def changed(examples: list[str], whole, translate: Callable[[str], str]) -> list[str]:  # noqa: ANN001 - the fixture of conftest
    """Return the examples whose structure, or whose text, is another after a round trip."""
    failed = []
    for example in examples:
        article = read_markdown(example, "x.md")
        written = whole.translated(article, translate)
        expected = squeezed([translate(whole.text(block, example)) for block in article.blocks])
        found = squeezed([whole.text(block, written) for block in read_markdown(written, "x.md").blocks])
        if skeleton(written) != skeleton(example) or found != expected:
            failed.append(f"{example!r} -> {written!r}")
    return failed


def test_every_block_of_every_example_is_placed_to_the_letter(examples: list[str], whole) -> None:  # noqa: ANN001 - the fixture of conftest
    for example in examples:
        whole.hold(read_markdown(example, "x.md"))
        assert unplaced(example) == 0


def test_every_example_written_back_unchanged_has_the_same_structure_and_text(examples: list[str], whole) -> None:  # noqa: ANN001 - as above
    assert changed(examples, whole, lambda text: text) == []


def test_every_example_in_other_words_has_the_same_structure(examples: list[str], whole) -> None:  # noqa: ANN001 - as above
    assert changed(examples, whole, whole.double_vowels) == []
