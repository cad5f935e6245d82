"""What the tests of articles share: a block as one text with placeholders, a stand-in for a translation, and the laws of offsets."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from transflow.formats.articles import parse_article
from transflow.formats.placeholders import PLACEHOLDER
from transflow.formats.writing import splice, write_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from transflow.model import Article, Block


class Whole:
    """Blocks as texts and back; a fixture, so that the test files need no package around them."""

    def text(self, block: Block, source: str) -> str:
        """Return a block as one text with numbered placeholders."""
        return self.text_and_markup(block, source)[0]

    def texts(self, text: str, name: str) -> list[str]:
        """Return the texts of an article's blocks."""
        article = parse_article(text, name)
        return [self.text(block, text) for block in article.blocks]

    def text_and_markup(self, block: Block, source: str) -> tuple[str, dict[str, str]]:
        """Return a block as one text, and what each of its placeholders stands for."""
        numbers: dict[int, int] = {}
        count, text, markup = 0, "", {}
        for piece in block.pieces:
            if piece.kind == "text":
                text += piece.text
                continue
            if piece.kind == "close":
                placeholder = f"</{numbers[piece.pair]}>"
            else:
                count += 1
                numbers[piece.pair] = count
                placeholder = f"<{count}>" if piece.kind == "open" else f"<{count}/>"
            markup[placeholder] = piece.written or source[piece.start : piece.end]
            text += placeholder
        return text, markup

    def translated(self, article: Article, translate: Callable[[str], str]) -> str:
        """Return the article with each block, as a whole, in the words that `translate` gives."""
        replacements = []
        for block in article.blocks:
            text, markup = self.text_and_markup(block, article.text)
            replacements.append((block.start, block.end, write_back(translate(text), writing=block.writing, markup=markup)))
        return splice(article.text, replacements)

    def double_vowels(self, text: str) -> str:
        """Return a text that is longer and still itself: every vowel twice, placeholders left alone."""
        words = [re.sub(r"[aeiouAEIOU]", lambda found: found.group() * 2, part) for part in PLACEHOLDER.split(text)]
        return "".join(part + mark for part, mark in zip(words, [*PLACEHOLDER.findall(text), ""], strict=True))

    def hold(self, article: Article) -> None:
        """Assert the laws: blocks in order, pieces that tile them, letters where the offsets say, splicing itself back changes nothing."""
        end_of_last = 0
        for block in article.blocks:
            assert block.start >= end_of_last
            end_of_last = block.end
            assert all(piece.end == following.start for piece, following in pairwise(block.pieces))
            assert article.text[: block.start].replace("\r\n", "\n").replace("\r", "\n").count("\n") == block.line - 1
            for piece in block.pieces:
                assert 0 <= piece.start < piece.end <= len(article.text)
                assert bool(piece.text) == (piece.kind == "text")
                assert not PLACEHOLDER.search(piece.text)
                if piece.kind == "text" and len(piece.text) == piece.end - piece.start > 1:
                    assert piece.text == article.text[piece.start : piece.end].replace("\0", "\ufffd") or "\0" in piece.text
            opened = [piece.pair for piece in block.pieces if piece.kind == "open"]
            assert sorted(opened) == sorted(piece.pair for piece in block.pieces if piece.kind == "close")
        assert splice(article.text, [(b.start, b.end, article.text[b.start : b.end]) for b in article.blocks]) == article.text


@pytest.fixture(scope="session")
def whole() -> Whole:
    """Blocks as texts and back."""
    return Whole()
