"""What is known of a locale: its tags, its direction, its own name, its quotation marks and its plural forms.

BCP 47 (`pt-BR`) in code and HTML, gettext (`pt_BR`) in paths and editions. babel is loaded where it is used: it takes 30 ms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from transflow.errors import UsageError

if TYPE_CHECKING:
    from babel import Locale as BabelLocale

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})

# Marks that open and close a quotation, the usual pair first (CLDR's "delimiters", and what newsrooms of the language use beside them).
QUOTATION_MARKS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("«", "»")),
    "ar": (("«", "»"), ("“", "”"), ("”", "“"), ('"', '"')),
    "az": (("“", "”"), ("„", "“"), ("«", "»"), ('"', '"'), ("‘", "’")),
    "bg": (("„", "“"), ("„", "”"), ("“", "”"), ("«", "»"), ('"', '"')),
    "cs": (("„", "“"), ("‚", "‘"), ("»", "«"), ('"', '"')),
    "da": (("“", "”"), ("»", "«"), ("„", "“"), ("’", "’"), ('"', '"')),
    "de": (("„", "“"), ("‚", "‘"), ("»", "«"), ("›", "‹"), ("«", "»"), ("„", "”"), ("“", "”"), ('"', '"')),
    "el": (("«", "»"), ("“", "”"), ("‘", "’"), ('"', '"')),
    "es": (("«", "»"), ("“", "”"), ("‘", "’"), ('"', '"')),
    "fa": (("«", "»"), ("“", "”"), ("”", "“"), ("‹", "›"), ('"', '"')),
    "fi": (("”", "”"), ("»", "»"), ("“", "”"), ("’", "’"), ('"', '"')),
    "fr": (("«", "»"), ("“", "”"), ("‹", "›"), ("‘", "’"), ('"', '"')),
    "he": (("”", "”"), ("“", "”"), ("„", "”"), ("’", "’"), ('"', '"')),
    "hi": (("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'")),
    "hr": (("„", "”"), ("„", "“"), ("»", "«"), ("‚", "’"), ('"', '"')),
    "hu": (("„", "”"), ("»", "«"), ('"', '"')),
    "hy": (("«", "»"), ("“", "”"), ("„", "“"), ("‹", "›"), ('"', '"')),
    "it": (("«", "»"), ("“", "”"), ("‘", "’"), ('"', '"')),
    "ja": (("「", "」"), ("『", "』"), ("“", "”"), ('"', '"')),
    "ka": (("„", "“"), ("„", "”"), ("“", "”"), ("«", "»"), ("‚", "‘"), ('"', '"')),
    "lt": (("„", "“"), ("“", "”"), ("«", "»"), ('"', '"')),
    "nl": (("“", "”"), ("‘", "’"), ("„", "”"), ('"', '"'), ("'", "'")),
    "pl": (("„", "”"), ("«", "»"), ("“", "”"), ("‚", "’"), ('"', '"')),
    "pt": (("“", "”"), ("«", "»"), ("‘", "’"), ('"', '"')),
    "ro": (("„", "”"), ("«", "»"), ("“", "”"), ('"', '"')),
    "ru": (("«", "»"), ("„", "“"), ("“", "”"), ('"', '"')),
    "sr": (("„", "“"), ("„", "”"), ("“", "”"), ("‚", "‘"), ("»", "«"), ("«", "»"), ('"', '"')),
    "sv": (("”", "”"), ("’", "’"), ("»", "»"), ("“", "”"), ('"', '"')),
    "tr": (("“", "”"), ("‘", "’"), ("«", "»"), ('"', '"')),
    "uk": (("«", "»"), ("“", "”"), ("„", "“"), ('"', '"')),
    "zh": (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ('"', '"')),
}
DEFAULT_MARKS = (("“", "”"), ("«", "»"), ("„", "“"), ("‘", "’"), ('"', '"'))
_EDITION = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?(@[a-z0-9][a-z0-9-]*)?")


@dataclass(frozen=True, slots=True)
class LocaleTag:
    """A locale: `bcp47` for code and HTML (`pt-BR`), `gettext` for paths (`pt_BR`), `language` its bare language (`pt`)."""

    bcp47: str
    gettext: str
    language: str


@lru_cache(maxsize=1024)
def parse_locale(tag: str) -> LocaleTag:
    """Return a locale from a BCP 47 or gettext tag; raises UsageError for one that CLDR does not know."""
    parsed = _babel(tag)
    parts = [parsed.language, parsed.script, parsed.territory]
    return LocaleTag("-".join(part for part in parts if part), "_".join(part for part in parts if part), parsed.language)


def is_locale(tag: str) -> bool:
    """Tell whether CLDR knows this tag."""
    try:
        parse_locale(tag)
    except UsageError:
        return False
    return True


def is_edition_name(name: str) -> bool:
    """Tell whether this is `locale` or `locale@modifier` in gettext's spelling."""
    return _EDITION.fullmatch(name) is not None


@lru_cache(maxsize=1024)
def bare_language(tag: str) -> str:
    """Return the language of a tag without asking CLDR: `pt` of `pt-BR`, `ru` of `ru@desk`."""
    return re.split(r"[-_@]", tag, maxsplit=1)[0].lower()


@lru_cache(maxsize=1024)
def fallbacks(tag: str) -> tuple[str, ...]:
    """Return the tags under which data of a locale may stand, nearest first: `pt-BR`, `pt`."""
    parts = _bare(tag).split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def direction(tag: str) -> str:
    """Return `rtl` or `ltr`, as HTML's `dir` wants it."""
    parts = _bare(tag).split("-")
    if any(part in RIGHT_TO_LEFT_SCRIPTS for part in parts[1:]):
        return "rtl"
    explicit_script = any(len(part) == 4 for part in parts[1:])
    return "rtl" if parts[0] in RIGHT_TO_LEFT and not explicit_script else "ltr"


def quotation_marks(tag: str) -> tuple[tuple[str, str], ...]:
    """Return the (opening, closing) pairs that a language uses, the usual one first."""
    return QUOTATION_MARKS.get(bare_language(tag), DEFAULT_MARKS)


def own_name(tag: str) -> str:
    """Return the name of a locale in itself: `português (Brasil)`."""
    return str(_babel(tag).get_display_name() or tag)


def english_name(tag: str) -> str:
    """Return the name of a locale in English: `Portuguese (Brazil)`."""
    return str(_babel(tag).get_display_name("en") or tag)


def plural_forms(tag: str) -> str:
    """Return gettext's Plural-Forms header of a locale, from babel."""
    from babel.messages.plurals import get_plural  # noqa: PLC0415 - babel is slow to load

    plural = get_plural(_babel(tag))
    return f"nplurals={plural.num_plurals}; plural={plural.plural_expr};"


def month_names(tag: str) -> tuple[tuple[str, ...], ...]:
    """Return, for January to December, the spellings that CLDR knows (wide and abbreviated, formatted and stand-alone), lower-cased."""
    data = _babel(tag).months.copy()  # of copies only: babel writes what it resolves into data that all locales share
    months = {context: data[context].copy() for context in ("format", "stand-alone")}
    return tuple(
        tuple(
            dict.fromkeys(
                str(months[context][width][number]).lower().rstrip(".")
                for context in ("format", "stand-alone")
                for width in ("wide", "abbreviated")
                if not str(months[context][width][number]).isdigit()
            )
        )
        for number in range(1, 13)
    )


def weekday_names(tag: str) -> tuple[str, ...]:
    """Return the spellings of the days of the week that CLDR knows (wide and abbreviated), lower-cased."""
    days = _babel(tag).days.copy()  # of copies only, as above
    contexts = [days[context].copy() for context in ("format", "stand-alone")]
    return tuple(
        dict.fromkeys(
            str(name).lower().rstrip(".") for data in contexts for width in ("wide", "abbreviated") for name in data[width].values()
        )
    )


def language_names(tag: str) -> tuple[str, ...]:
    """Return what a locale calls languages, lower-cased: in English these are the adjectives of nationality, too."""
    return tuple(dict.fromkeys(str(name).lower() for name in _babel(tag).languages.values()))


@lru_cache(maxsize=64)
def month_tables(tag: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of the months in each way that CLDR has, the usual way within a date first; January stands first in each."""
    data = _babel(tag).months.copy()  # copies, as above
    months = {context: data[context].copy() for context in ("format", "stand-alone")}
    ways = ((context, width) for width in ("wide", "abbreviated") for context in ("format", "stand-alone"))
    tables = (tuple(str(months[context][width][number]).rstrip(".") for number in range(1, 13)) for context, width in ways)
    return tuple(dict.fromkeys(table for table in tables if not any(name.isdigit() for name in table)))


def number_symbols(tag: str) -> tuple[str, str]:
    """Return (decimal mark, grouping mark) of a locale in Latin digits."""
    symbols = _babel(tag).number_symbols
    latin = symbols.get("latn", symbols)
    return str(latin.get("decimal", ".")), str(latin.get("group", ","))


def _bare(tag: str) -> str:
    return tag.replace("_", "-").split("@", maxsplit=1)[0]


@lru_cache(maxsize=1024)
def _babel(tag: str) -> BabelLocale:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - babel is slow to load

    bare = _bare(tag)
    try:
        return Locale.parse(bare, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        raise UsageError(f"unknown locale {tag!r}; write a BCP 47 tag such as pt-BR") from None
