"""A unit as the checks see it: everything is read once, and only when a check asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar, cast, overload

from transflow.checks.language import Language, read_language
from transflow.checks.pairing import NOTHING, Pairing, pair
from transflow.checks.scripts import MARKS
from transflow.formats.placeholders import without_placeholders
from transflow.glossary.naming import turns_marked
from transflow.locales import bare_language
from transflow.model import Slot, Span, State, Voice
from transflow.notes import Place, read_note
from transflow.voice import quotations, voice_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.formats.po import Catalog, Entry
    from transflow.glossary import Naming
    from transflow.glossary.near import NearMiss
    from transflow.model import Mention

Value = TypeVar("Value")
_WORD = re.compile(rf"[^\W\d_][\w’'ʼ\u200c{MARKS}]*")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»「」]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOTE = "#. slot: "
_PASSING = ("source_text", "target_text", "target_characters", "source_words")
_MARKS = frozenset("\"“”„«»‹›‟「」『』《》'‘’‚‛")


class once(Generic[Value]):  # noqa: N801 - a decorator, written like `property`
    """A value that is worked out when it is first asked for, and kept: functools.cached_property without its lock (3.11), which costs 5 times as much."""

    def __init__(self, work: Callable[[Reading], Value]) -> None:
        self.work = work
        self.name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, reading: None, owner: type[Reading]) -> once[Value]: ...

    @overload
    def __get__(self, reading: Reading, owner: type[Reading]) -> Value: ...

    def __get__(self, reading: Reading | None, owner: type[Reading]) -> Value | once[Value]:
        """Work the value out; from now on it stands in the reading's own dictionary, and this is not called again."""
        del owner
        if reading is None:
            return self
        value = self.work(reading)
        reading.__dict__[self.name] = value
        return value


@dataclass(frozen=True, slots=True)
class Pair:
    """The two languages of a catalog and how its edition names things; `naming` is None where no glossary is at hand."""

    source_locale: str
    locale: str
    source: Language
    target: Language
    naming: Naming | None = None

    @property
    def same_language(self) -> bool:
        """Tell whether the edition is in the source's own language."""
        return self.source.code == self.target.code


@dataclass(frozen=True, eq=False)
class Reading:
    """One unit of a catalog: source and target (of an entry with plural forms, one of them), and all that checks ask about them.

    Everything below the fields is worked out once. Offsets are code points of `source` or `target`.
    """

    entry: Entry
    source: str
    target: str
    pair: Pair
    index: int
    catalog: list[Reading] = field(repr=False)

    @once
    def place(self) -> Place | None:
        """Where in its article the unit stands; None where the catalog does not tell."""
        raw = self.entry.raw
        at = raw.find(_NOTE) if raw else -1
        if raw and at >= 0:  # the line alone, since reading all that stands above an entry takes ten times as long
            return read_note((raw[at + len(_NOTE) - len("slot: ") : raw.find("\n", at)],))
        return read_note(self.entry.notes)

    @once
    def slot(self) -> Slot:
        """Headline, caption, body …; body where the catalog does not tell."""
        return self.place.slot if self.place else Slot.BODY

    @once
    def voice(self) -> Voice:
        """Who speaks in the source as a whole; narration where the catalog does not tell and no mark stands in it."""
        if self.place:
            return self.place.voice
        return Voice.MIXED if self.source_quotations else Voice.NARRATION

    @once
    def state(self) -> State:
        """How far the unit is."""
        return self.entry.state

    @once
    def blank(self) -> bool:
        """Tell whether the unit has no target on purpose."""
        return not self.target and self.entry.blank

    @once
    def source_text(self) -> str:
        """The source without placeholders and addresses, blanked so that offsets stay."""
        return _plain(self.source)

    @once
    def target_text(self) -> str:
        """The target without placeholders and addresses, blanked so that offsets stay."""
        return _plain(self.target)

    @once
    def target_characters(self) -> frozenset[str]:
        """The characters of the target: what a check asks before it looks closer."""
        return frozenset(self.target)

    @once
    def source_words(self) -> list[str]:
        """The words of the source in order; digits are none."""
        return _WORD.findall(self.source_text)

    @once
    def paragraph(self) -> tuple[Reading, ...]:
        """The units of the same paragraph in order, this one among them; the unit alone where the catalog does not tell."""
        if self.place is None:
            return (self,)
        first = last = self.index
        while first and _same_paragraph(self.catalog[first - 1], self.place):
            first -= 1
        while last + 1 < len(self.catalog) and _same_paragraph(self.catalog[last + 1], self.place):
            last += 1
        found = tuple(self.catalog[first : last + 1])
        for each in found:
            each.__dict__["paragraph"] = found
        return found

    @once
    def source_marked(self) -> tuple[Span, ...]:
        """What stands between quotation marks in the source, worked out over its paragraph."""
        return _marked(self, [each.source for each in self.paragraph], "source_marked", self.pair.source_locale)

    @once
    def target_marked(self) -> tuple[Span, ...]:
        """What stands between quotation marks in the target, worked out over its paragraph."""
        return _marked(self, [each.target for each in self.paragraph], "target_marked", self.pair.locale)

    @once
    def source_quotations(self) -> tuple[Span, ...]:
        """What is quoted in the source. The catalog's word counts: it has seen the whole article, block quotations too."""
        if self.place is not None and self.place.voice is Voice.QUOTATION:
            return (Span(0, len(self.source)),)
        if self.place is not None and self.place.voice is Voice.NARRATION:
            return ()
        return self.source_marked

    @once
    def target_quotations(self) -> tuple[Span, ...]:
        """What is quoted in the target; all of it where the source is a quotation as a whole and the target has no marks."""
        if not self.target_marked and self.place is not None and self.place.voice is Voice.QUOTATION:
            return (Span(0, len(self.target)),)
        return self.target_marked

    @once
    def source_mentions(self) -> tuple[Mention, ...]:
        """The names of concepts in the source, each with its voice, and with its turn where the style asks for it."""
        if self.pair.naming is None or not self.pair.naming.turned:
            return self.source_names
        _mark_turns(self.catalog, "source_names", "source_mentions")
        return cast("tuple[Mention, ...]", self.__dict__["source_mentions"])

    @once
    def target_mentions(self) -> tuple[Mention, ...]:
        """The names of concepts in the target, each with its voice, and with its turn where the style asks for it."""
        if self.pair.naming is None or not self.pair.naming.turned:
            return self.target_names
        _mark_turns(self.catalog, "target_names", "target_mentions")
        return cast("tuple[Mention, ...]", self.__dict__["target_mentions"])

    @once
    def source_names(self) -> tuple[Mention, ...]:
        """The names of concepts in the source, each with its voice; for those with their turn, ask for `source_mentions`."""
        naming = self.pair.naming
        found = naming.find_source(self.source) if naming else ()
        return _voiced(_outside_addresses(found, self.source), self.source_quotations) if found else ()

    @once
    def target_names(self) -> tuple[Mention, ...]:
        """The names of concepts in the target, each with its voice; for those with their turn, ask for `target_mentions`."""
        naming = self.pair.naming
        found = naming.find_target(self.target) if naming else ()
        return _voiced(_outside_addresses(found, self.target), self.target_quotations) if found else ()

    @once
    def near_misses(self) -> tuple[NearMiss, ...]:
        """The words of the target that come near to a name and are none."""
        naming = self.pair.naming
        return naming.target_matcher.near_misses(self.target_text, self.target_mentions) if naming else ()

    def said_for(self, target: Mention) -> tuple[Mention, ...]:
        """Return what the source has for a name of the target: its partner, or all that it says of the concept where there is none."""
        partner = next((source for source, other in self.pairing.pairs if other is target), None)
        return (partner,) if partner else tuple(mention for mention in self.source_mentions if mention.concept == target.concept)

    @once
    def pairing(self) -> Pairing:
        """Which name of the target stands for which name of the source."""
        if self.pair.naming is None or not (self.source_mentions or self.target_mentions):
            return NOTHING
        return pair(self.source_mentions, self.target_mentions, naming=self.pair.naming, slot=self.slot)

    @once
    def beside_blank(self) -> bool:
        """Tell whether a neighbour in the paragraph was left blank on purpose, so that this unit carries its sense as well."""
        return any(self.catalog[at].blank for at in (self.index - 1, self.index + 1) if 0 <= at < len(self.catalog))


def forget(reading: Reading) -> None:
    """Let go of what only the checks of this one unit ask for; a catalog of 100,000 units would hold 800 MB of it."""
    for name in _PASSING:
        reading.__dict__.pop(name, None)


def read_catalog_units(catalog: Catalog, *, naming: Naming | None, source_locale: str, locale: str) -> tuple[Reading, ...]:
    """Return the units of a catalog in its order, obsolete ones left out; an entry with plural forms becomes one reading a form.

    `locale` is the edition's BCP 47 tag, `naming` how the edition names things.
    """
    languages = Pair(source_locale, locale, read_language(source_locale), read_language(locale), naming)
    readings: list[Reading] = []
    for entry in catalog.entries:
        if entry.obsolete:
            continue
        if entry.source_plural is None:
            readings.append(Reading(entry, entry.source, entry.target, languages, len(readings), readings))
            continue
        for form, target in enumerate(entry.targets or ("",)):
            source = entry.source if form == 0 and len(entry.targets) > 1 else entry.source_plural
            readings.append(Reading(entry, source, target, languages, len(readings), readings))
    return tuple(readings)


def address_spans(text: str) -> list[tuple[int, int]]:
    """Return where web and e-mail addresses stand, closing punctuation left out."""
    return [(found.start(), found.start() + len(_address(found.group()))) for found in _ADDRESS.finditer(text)]


def addresses(text: str) -> list[str]:
    """Return the web and e-mail addresses of a text in order."""
    return [text[start:end] for start, end in address_spans(text)]


def _address(found: str) -> str:
    while found and not (found[-1].isalnum() or found[-1] in "/#=&_-~+%$@"):
        if found[-1] == ")" and found.count("(") >= found.count(")"):
            break
        found = found[:-1]
    return found


def _plain(text: str) -> str:
    if "<" in text:
        text = without_placeholders(text)
    if "://" in text or "www." in text or "@" in text:
        for start, end in address_spans(text):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _mark_turns(catalog: Sequence[Reading], names: str, mentions: str) -> None:
    """Give every unit of a catalog its mentions of one side with their turns: which is the first of its concept only the whole can tell."""
    found = turns_marked((each.slot, getattr(each, names)) for each in catalog)
    for each, marked in zip(catalog, found, strict=True):
        each.__dict__[mentions] = marked


def _same_paragraph(reading: Reading, place: Place) -> bool:
    return reading.place is not None and reading.place.paragraph == place.paragraph


def _outside_addresses(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    if "://" not in text and "www." not in text and "@" not in text:
        return mentions
    spans = address_spans(text)
    return tuple(mention for mention in mentions if not any(start <= mention.start < end for start, end in spans))


def _voiced(mentions: tuple[Mention, ...], spans: Sequence[Span]) -> tuple[Mention, ...]:
    """Say of each mention whose word it is; asked only where there are mentions, since most units have none."""
    if not spans:
        return mentions
    return tuple(replace(mention, voice=voice_of(mention.start, mention.end, spans)) for mention in mentions)


def _marked(reading: Reading, texts: Sequence[str], name: str, locale: str) -> tuple[Span, ...]:
    """Return what stands between marks in one side of a unit; the other units of its paragraph learn theirs by the way."""
    found: Sequence[tuple[Span, ...]] = ((),) * len(texts)
    if not all(_MARKS.isdisjoint(text) for text in texts):
        found = quotations(texts, bare_language(locale))
    spans: tuple[Span, ...] = ()
    for each, own in zip(reading.paragraph, found, strict=True):
        each.__dict__[name] = own
        spans = own if each is reading else spans
    return spans
