"""Text to sentences: sentencex proposes the cuts, and a layer that knows what newsrooms write corrects them.

What is known of a language is data, one file a language in `languages/`; the code does not know one language from another.
"""

from __future__ import annotations

from transflow.segmentation.language import LANGUAGES, Language, read_language
from transflow.segmentation.sentences import sentence_starts

__all__ = ["LANGUAGES", "Language", "read_language", "sentence_starts"]
