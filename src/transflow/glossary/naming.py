"""How an edition names things: the one object that drafts, checks and the notes in catalogs ask, so that they cannot disagree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from transflow.glossary.articles import stands_bare
from transflow.glossary.concepts import WORD_KINDS, Kind
from transflow.glossary.doubles import joined, write_double
from transflow.glossary.fingerprints import fingerprint, said_of
from transflow.glossary.glosses import FoundGloss, Gloss, find_glosses, gloss_around, write_gloss
from transflow.glossary.inflection import inflected_like
from transflow.glossary.matcher import Matcher
from transflow.glossary.phrases import KeptPhrases
from transflow.glossary.styles import BOTH, DEFAULT_JOINER, Choice, Rule, Style, Use, said_for
from transflow.locales import bare_language
from transflow.model import Mention, Slot, Turn, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from transflow.errors import Position
    from transflow.glossary.concepts import Form, Glossary
    from transflow.model import Span

_WORD = re.compile(r"[^\s/\u2010-\u2015-]+")  # a vowel sign or a zero-width non-joiner parts no word
_APART = re.compile(r"[.!?։。।]")
_SET_OFF = re.compile(r"[,(/–—،、]|\s-\s")
BESIDE_WORDS = 5  # between a name and its rival that explains it: “Lachin, which Armenians call Berdzor”
UNNAMED = Style(id="as-source", title="As the source says")


@dataclass(frozen=True, slots=True)
class Expected:
    """What an edition calls for where the source has a mention.

    `names` may stand there, the first preferred; `forms` are their citation forms in the edition's locale, in the same order,
    without the names that have none. Of a person it is the first form with as many words as the mention: a bare surname stays one.
    `position` is where the rule says so, `style` whose rule it is: a style inherits.
    """

    concept: str
    names: tuple[str, ...]
    forms: tuple[str, ...]
    as_source: bool
    reason: str = ""
    position: Position | None = None
    style: str = ""


@dataclass(frozen=True)
class Naming:
    """A glossary and a style, for one source locale and one edition's locale."""

    glossary: Glossary
    style: Style
    source_locale: str
    locale: str
    _fingerprints: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def on(self, day: date | None) -> Naming:
        """Return how the edition names things in an article about what happened on a day; what has been built for matching is kept."""
        if not self.style.periods:
            return self
        made = replace(self, style=self.style.on(day))
        made.__dict__.update(source_matcher=self.source_matcher, target_matcher=self.target_matcher)
        return made

    @cached_property
    def source_matcher(self) -> Matcher:
        """Finds names in the source."""
        return Matcher(self.glossary, self.source_locale)

    @cached_property
    def target_matcher(self) -> Matcher:
        """Finds names in the edition."""
        return Matcher(self.glossary, self.locale)

    def find_source(self, text: str, quotations: Sequence[Span] = ()) -> tuple[Mention, ...]:
        """Return the names in a source text; `quotations` are its quoted spans."""
        found = self.source_matcher.find(text, quotations)
        if not found:
            return ()
        found = self._marked(text, found, self._kept_in_source)
        explaining = set(self._explaining(text, found)) if self._narrated and len(found) > 1 else ()
        return (
            tuple(replace(mention, kept=True) if at in explaining else mention for at, mention in enumerate(found)) if explaining else found
        )

    def find_target(self, text: str, quotations: Sequence[Span] = ()) -> tuple[Mention, ...]:
        """Return the names in a target text; `quotations` are its quoted spans. Those of a gloss but its first explain."""
        found = self.target_matcher.find(text, quotations)
        if not found:
            return ()
        inside = {
            at
            for gloss in self.glosses_in(text, found)
            for at, mention in enumerate(found)
            if at != gloss.first and gloss.start <= mention.start and mention.end <= gloss.end
        }
        found = tuple(replace(mention, explains=True) if at in inside else mention for at, mention in enumerate(found)) if inside else found
        return self._marked(text, found, self._kept_in_target)

    def glosses_in(self, text: str, mentions: Sequence[Mention], concept: str | None = None) -> tuple[FoundGloss, ...]:
        """Return where the glosses of the edition stand in a target text (of one concept, or of all), given the names in it."""
        wanted = {mention.concept for mention in mentions} if concept is None else {concept}
        language = bare_language(self.locale)
        return tuple(
            found
            for one in wanted
            if one in self.gloss_templates
            for found in find_glosses(text, mentions, self.gloss_templates[one], concept=one, language=language)
        )

    @cached_property
    def gloss_templates(self) -> dict[str, str]:
        """The glosses that the edition has a text for in its locale, by concept."""
        said = {concept: said_for(rule.gloss.text, self.locale) for concept, rule in self.style.rules.items() if rule.gloss}
        return {concept: template for concept, template in said.items() if template}

    @cached_property
    def turned(self) -> bool:
        """Tell whether it matters for any concept which mention is the first: a rule, or a gloss, is about that."""
        return bool(self.style.default.turns) or any(rule.turns or rule.gloss for rule in self.style.rules.values())

    def allowed(self, mention: Mention, slot: Slot, said: Iterable[Mention] = ()) -> tuple[str, ...]:
        """Return the names that may stand where the target has a mention, the first preferred; `said` are what the source has for it.

        Where the source does not name the concept and the style says nothing else, every name may.
        """
        if mention.explains:
            return tuple(self.glossary.concepts[mention.concept].names)
        choice, _ = self.choice(mention, slot, said)
        return choice.names_for(self.locale) or _names_of(said) or tuple(self.glossary.concepts[mention.concept].names)

    def choice(self, mention: Mention, slot: Slot, said: Iterable[Mention] = ()) -> tuple[Choice, Rule]:
        """Return what is called for where a mention stands, and the rule that says so; `said` are what the source has for one of the target."""
        said = tuple(said)
        if mention.kept or any(source.kept for source in said):
            rule = self.style.rules.get(mention.concept, self.style.default)
            return Choice(position=rule.position, reason=rule.reason, style=rule.style), rule
        return self.style.choice(mention.concept, self._use(mention, slot, said))

    def _use(self, mention: Mention, slot: Slot, said: Sequence[Mention]) -> Use:
        side = ""
        if mention.voice is Voice.QUOTATION:
            names = self.glossary.concepts[mention.concept].names
            sides = {names[name].side for name in (_names_of(said) or _names_of((mention,))) if name in names}
            side = (sides.pop() or "") if len(sides) == 1 else ""
        return Use(mention.voice, slot, mention.turn, mention.derived, side)

    def expected(self, mention: Mention, slot: Slot = Slot.BODY) -> Expected:
        """Return what the edition calls for in the place of a mention of the source."""
        key = (mention.concept, mention.names, mention.text, mention.voice, mention.derived, mention.turn, mention.kept, slot)
        if key not in self._expectations:
            self._expectations[key] = self._expect(mention, slot)
        return self._expectations[key]

    @cached_property
    def _expectations(self) -> dict[tuple[object, ...], Expected]:
        return {}

    def _expect(self, mention: Mention, slot: Slot) -> Expected:
        choice, rule = self.choice(mention, slot)
        names = choice.names_for(self.locale) or _names_of((mention,))
        forms = tuple(form for name in names if (form := self.written(mention.concept, name, like=mention.text)))
        position = choice.position or rule.position
        return Expected(mention.concept, names, forms, choice.as_source, choice.reason, position, choice.style or self.style.id)

    def written(self, concept: str, name: str, *, like: str = "") -> str:
        """Return how a name (or a double name) is written in the edition, "" where it has no form; of a person, as long as `like`."""
        if BOTH in name:
            first, second = (self.written(concept, part) for part in name.split(BOTH, 1))
            return write_double(first, second, self._joiners.get(concept, DEFAULT_JOINER)) if first and second else ""
        known = self.forms(concept, name)
        if like and known and self.glossary.concepts[concept].kind is Kind.PERSON:
            return _as_long_as(like, known)
        return known[0].text if known else ""

    def written_as(self, met: Mention, name: str) -> str:
        """Return how a name is written in the place of a mention in the edition's language: inflected as that is where the tables can tell."""
        written = self.written(met.concept, name, like=met.text)
        if not written or met.derived or not met.name:
            return written
        kind = WORD_KINDS[self.glossary.concepts[met.concept].kind]
        for form in self.forms(met.concept, met.name):
            made = inflected_like(met.text, cited=form.text, wanted=written, kind=form.type or kind, language=self.locale)
            if made is not None:
                return made
        return written

    def forms(self, concept: str, name: str) -> tuple[Form, ...]:
        """Return the forms of a name in the edition's locale, the first preferred; nothing where it has none."""
        known = self.glossary.concepts[concept].names.get(name)
        return known.forms_for(self.locale) if known else ()

    def gloss_for(self, concept: str) -> str:
        """Return the gloss of a concept with its names as citation forms, "" where the edition has none."""
        template = self.gloss_templates.get(concept, "")
        return write_gloss(template, lambda name: self.written(concept, name) or name)

    def gloss_around(self, concept: str) -> Gloss | None:
        """Return the gloss of a concept as it stands around its first name, None where the edition has none."""
        return gloss_around(self.gloss_templates.get(concept, ""), lambda name: self.written(concept, name) or name)

    def word_kind(self, concept: str, name: str, form: str) -> str:
        """Return the kind of word whose endings a form of a name takes (place, person …), "" of a double name."""
        if BOTH in name:
            return ""
        types = (known.type for known in self.forms(concept, name) if known.text == form)
        return next(types, None) or WORD_KINDS[self.glossary.concepts[concept].kind]

    def is_bare(self, form: str) -> bool:
        """Tell whether the glossary has a name without an article elsewhere (“presidente de Artsakh”), and nowhere with one."""
        if form not in self._bare:
            self._bare[form] = stands_bare(form, self._all_forms, self.locale)
        return self._bare[form]

    @cached_property
    def _bare(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _all_forms(self) -> str:
        names = [name for concept in self.glossary.concepts.values() for name in concept.names.values()]
        return "\n".join(form.text for name in names for form in name.forms_for(self.locale))

    def calls_for(self, mentions: Iterable[Mention], slot: Slot) -> tuple[str, ...]:
        """Return a line for a translator on each name of a source text: what stands there, what is to stand, and why."""
        return tuple(dict.fromkeys(self._line(mention, slot) for mention in mentions))

    def _line(self, mention: Mention, slot: Slot) -> str:
        expected = self.expected(mention, slot)
        why = "as the source says" if expected.as_source else self.style.title or self.style.id
        target = " or ".join(dict.fromkeys(expected.forms)) or f"no form in {self.locale} yet"
        form = ", here an adjective or demonym" if mention.derived else ""
        gloss = f"; explained: {self.gloss_for(mention.concept)}" if mention.turn is Turn.FIRST and self.gloss_for(mention.concept) else ""
        if mention.rivals:
            meant = (mention.concept, *mention.rivals)
            forms = " or ".join(f"{self._any_form(replace(mention, concept=concept), slot)} ({concept})" for concept in meant)
            return f"{mention.text} → {forms}: which is meant?"
        return f"{mention.text} → {target} ({why}{form}){gloss}"

    def _any_form(self, mention: Mention, slot: Slot) -> str:
        """Return what a mention would be as one of its concept, whose names are the glossary's."""
        known = self.glossary.concepts[mention.concept].names
        here = [name for name, said in known.items() if any(form.text == mention.text for form in said.forms_for(self.source_locale))]
        names = tuple(here) or tuple(known)
        expected = self._expect(replace(mention, name=names[0], names=names, rivals=()), slot)
        return " or ".join(dict.fromkeys(expected.forms)) or f"no form in {self.locale} yet"

    def fingerprint(self, concepts: Iterable[str]) -> str:
        """Return a hash of everything that this edition says of just these concepts: rules, names and forms.

        It does not depend on other concepts, on the order of files, or on comments, reasons and dates.
        """
        for concept in concepts:
            if concept not in self._fingerprints:
                self._fingerprints[concept] = said_of(concept, self.glossary, self.style, (self.source_locale, self.locale))
        return fingerprint(self._fingerprints[concept] for concept in sorted(set(concepts)))

    def _marked(self, text: str, mentions: tuple[Mention, ...], phrases: KeptPhrases) -> tuple[Mention, ...]:
        """Join double names, and mark what the style's phrases keep as it is."""
        if self._joiners:
            mentions = joined(text, mentions, self._joiners.get)
        kept = phrases.kept(text, mentions) if phrases else frozenset()
        if not kept:
            return mentions
        return tuple(replace(mention, kept=True) if at in kept else mention for at, mention in enumerate(mentions))

    def _explaining(self, text: str, mentions: Sequence[Mention]) -> Iterator[int]:
        """Yield the mentions of a name that the newsroom does not use and that explain one that it does: “Lachin, which Armenians call Berdzor”.

        Only a mark between the two, and few words, say that one explains the other; in “Karabakh and Artsakh” neither does. Of a double name
        both halves are explained: “Derry, which unionists call Londonderry”.
        """
        for at, (left, right) in enumerate(pairwise(mentions)):
            if left.concept != right.concept or left.derived or right.derived or left.names == right.names:
                continue
            names = self._narrated.get(left.concept, frozenset())
            halves = not names.isdisjoint((f"{left.name}{BOTH}{right.name}", f"{right.name}{BOTH}{left.name}"))
            right_is_used = not names.isdisjoint(_names_of((right,)))
            if names.isdisjoint(_names_of((left,))) is not right_is_used and not halves:
                continue
            between = text[left.end : right.start]
            if len(between.split()) <= BESIDE_WORDS and _SET_OFF.search(between) and not _APART.search(between):
                yield from (at, at + 1) if halves else (at,) if right_is_used else (at + 1,)

    @cached_property
    def _narrated(self) -> dict[str, frozenset[str]]:
        """The names by concept that the newsroom may use in narration, of the concepts with a rule for it."""
        found = {}
        for concept, rule in self.style.rules.items():
            choice = rule.choice(Use())
            if choice is not None and not choice.as_source:
                found[concept] = frozenset(choice.names_for(self.locale))
        return found

    @cached_property
    def _joiners(self) -> dict[str, str]:
        """What joins the double names of the edition, by concept."""
        doubles = {concept: [one for one in rule.choices() if one.double] for concept, rule in self.style.rules.items()}
        return {concept: choices[0].joiner_for(self.locale) for concept, choices in doubles.items() if choices}

    @cached_property
    def _kept_in_source(self) -> KeptPhrases:
        return KeptPhrases(self.style.kept(self.source_locale), self.source_locale)

    @cached_property
    def _kept_in_target(self) -> KeptPhrases:
        return KeptPhrases(self.style.kept(self.locale), self.locale)


def turns_marked(texts: Iterable[tuple[Slot, tuple[Mention, ...]]]) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions of the texts of an article, in its order, with the first of each concept in the newsroom's words of the body marked."""
    met: set[str] = set()
    for slot, mentions in texts:
        marked = []
        for mention in mentions:
            counts = slot is Slot.BODY and mention.voice is not Voice.QUOTATION and not (mention.kept or mention.explains)
            marked.append(replace(mention, turn=Turn.FIRST) if counts and mention.concept not in met else mention)
            if counts:
                met.add(mention.concept)
        yield tuple(marked)


def _names_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for mention in mentions for name in mention.names or (mention.name,)))


def _as_long_as(text: str, forms: Sequence[Form]) -> str:
    """Return the first form with as many words as a text, or the first of all."""
    words = len(_WORD.findall(text))
    return next((form.text for form in forms if len(_WORD.findall(form.text)) == words), forms[0].text)


def naming_for(glossary: Glossary, style: Style | None, *, source_locale: str, locale: str) -> Naming:
    """Return how an edition names things; without a style, as the source says."""
    return Naming(glossary, style or UNNAMED, source_locale, locale)
