"""Articles: whether a name takes one, as far as the project's own glossary says it in names that hold the name.

*Presidente de Artsakh* says that Artsakh takes none, *Banco do Azerbaijão* that Azerbaijão does. Nothing else is known of that: it follows neither the
form of a name nor what it stands for.
"""

from __future__ import annotations

import re

from transflow.glossary.governing import governing
from transflow.locales import bare_language


def stands_bare(form: str, forms: str, locale: str) -> bool:
    """Tell whether a name stands without an article in other forms (a line each), and in none with one."""
    known = governing(bare_language(locale))
    if known is None or not known.articled:
        return False
    found = re.findall(rf"(?<!\w)(\w+) {re.escape(form)}(?![\w-])", forms)
    words = {word.casefold() for word in found}
    return bool(words & known.articled) and not words & known.articles
