"""Who may decide what: the people of a project, and what an approval takes, as `review:` and `publish:` in transflow.yaml say."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

import msgspec

from transflow.errors import ProjectError, TransflowError
from transflow.locales import bare_language, is_locale, parse_locale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from transflow.yamlfile import YamlFile

PERSON_ID = re.compile(r"[^\W_][\w.@+-]{0,99}")
HEADER = re.compile(r"[A-Za-z0-9-]{1,100}")
Required = Literal["draft", "translated", "approved"]


class Role(StrEnum):
    """What a person does; each may do what those before may, but the naming desk's word on contested names is nobody else's."""

    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    NAMING_DESK = "naming-desk"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works on a project: `id` is what sign-offs call them, `languages` (BCP 47) those they may approve, all where none is named.

    In a project that names nobody everybody may do everything. Who is not `active` has left: what they have signed holds, and they sign nothing new. `known` says that transflow.yaml names them.
    """

    id: str
    name: str = ""
    emails: tuple[str, ...] = ()
    role: Role = Role.ADMIN
    languages: tuple[str, ...] = ()
    active: bool = True
    known: bool = True

    def reads(self, locale: str) -> bool:
        """Tell whether they may approve in this locale: it, or its language, is among theirs."""
        return not self.languages or locale in self.languages or bare_language(locale) in self.languages


@dataclass(frozen=True, slots=True)
class Policy:
    """What an approval takes in an edition, and what `build` asks of every unit.

    `naming_desk` are the ids of those who alone approve units with contested names; there is no such desk where it is empty.
    """

    approvals: Literal[1, 2] = 1
    four_eyes: bool = False
    naming_desk: frozenset[str] = frozenset()
    require: Required = "draft"


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy that may say who somebody is: its address, and the header in which it does."""

    address: str
    header: str = "Remote-User"


@dataclass(frozen=True, slots=True)
class Review:
    """All that transflow.yaml says of people and their decisions; `policies` are those of editions with a word of their own."""

    policy: Policy = Policy()
    policies: Mapping[str, Policy] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    proxy: Proxy | None = None

    def policy_for(self, edition: str) -> Policy:
        """Return what holds in an edition."""
        return self.policies.get(edition, self.policy)

    def person(self, who: str) -> Person | None:
        """Return the person of this id or e-mail address; None where transflow.yaml names no such person."""
        return self.people.get(who) or next((one for one in self.people.values() if who.casefold() in one.emails), None)


class _PersonShape(msgspec.Struct, forbid_unknown_fields=True):
    name: str = ""
    email: str | list[str] = []
    role: Literal["translator", "reviewer", "naming-desk", "admin"] = "translator"
    languages: list[str] = []
    active: bool = True


class _ProxyShape(msgspec.Struct, forbid_unknown_fields=True):
    address: str
    header: str = "Remote-User"


class EditionReviewShape(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    """`review:` of an edition in transflow.yaml: what is not said there is as for the whole project."""

    approvals: int | None = None
    four_eyes: bool | None = None
    naming_desk: list[str] | None = None


class ReviewShape(EditionReviewShape, forbid_unknown_fields=True, rename="kebab"):
    """`review:` of transflow.yaml."""

    people: dict[str, _PersonShape | None] = {}
    proxy: _ProxyShape | None = None


class PublishShape(msgspec.Struct, forbid_unknown_fields=True):
    """`publish:` of transflow.yaml, or of an edition there."""

    require: Required = "draft"


Own = tuple[EditionReviewShape | None, PublishShape | None]  # what an edition says itself


def review_of(shape: ReviewShape | None, publish: PublishShape | None, editions: Mapping[str, Own]) -> Review:
    """Return what the parts of transflow.yaml say of people and their decisions; they have no errors (`review_errors`)."""
    given = shape or ReviewShape()
    people = {name: _person(name, said or _PersonShape()) for name, said in given.people.items()}
    desk = frozenset(given.naming_desk or ())
    if given.naming_desk is None:
        desk = frozenset(one.id for one in people.values() if one.role is Role.NAMING_DESK)
    own = publish or PublishShape()
    policy = Policy(2 if given.approvals == 2 else 1, bool(given.four_eyes), desk, own.require)
    policies = {name: _policy(policy, *said) for name, said in editions.items() if any(said)}
    return Review(policy, policies, people, Proxy(given.proxy.address, given.proxy.header) if given.proxy else None)


def review_errors(file: YamlFile, shape: ReviewShape | None, editions: Mapping[str, Own]) -> Iterator[TransflowError]:
    """Yield what cannot be meant in the parts of transflow.yaml about people and their decisions, each with its place."""
    people = shape.people if shape else {}
    for path, said in ((("review",), shape), *((("editions", name, "review"), own) for name, (own, _) in editions.items())):
        if said is None:
            continue
        if said.approvals not in {None, 1, 2}:
            yield ProjectError("`approvals` is 1 or 2", file.at(*path, "approvals"))
        for index, name in enumerate(said.naming_desk or ()):
            if name not in people:
                yield ProjectError(f"{name!r} is not among the people of `review`", file.at(*path, "naming-desk", index))
    seen: dict[str, str] = {}
    for name, given in people.items():
        yield from _person_errors(file, name, given or _PersonShape(), seen)
    if shape and shape.proxy:
        yield from _proxy_errors(file, shape.proxy)


def _policy(common: Policy, review: EditionReviewShape | None, publish: PublishShape | None) -> Policy:
    approvals = common.approvals if review is None or review.approvals is None else 2 if review.approvals == 2 else 1
    four_eyes = common.four_eyes if review is None or review.four_eyes is None else review.four_eyes
    desk = common.naming_desk if review is None or review.naming_desk is None else frozenset(review.naming_desk)
    return Policy(approvals, four_eyes, desk, publish.require if publish else common.require)


def _person(name: str, shape: _PersonShape) -> Person:
    emails = (shape.email,) if isinstance(shape.email, str) else tuple(shape.email)
    return Person(
        id=name,
        name=shape.name or name,
        emails=tuple(email.casefold() for email in emails),
        role=Role(shape.role),
        languages=tuple(parse_locale(tag).bcp47 for tag in shape.languages),
        active=shape.active,
    )


def _person_errors(file: YamlFile, name: str, shape: _PersonShape, seen: dict[str, str]) -> Iterator[TransflowError]:
    here = ("review", "people", name)
    if not PERSON_ID.fullmatch(name):
        yield ProjectError("the short name of a person is letters, digits, '.', '_', '-', '+' and '@'", file.at_key(*here))
    emails = [shape.email] if isinstance(shape.email, str) else shape.email
    for email in (one.casefold() for one in emails):
        if "@" not in email or email.split() != [email]:
            yield ProjectError(f"{email!r} is no e-mail address", file.at(*here, "email"))
        elif seen.setdefault(email, name) != name:
            yield ProjectError(f"{email} is the address of {seen[email]}, too: by it nobody could be told apart", file.at(*here, "email"))
    for index, tag in enumerate(shape.languages):
        if not is_locale(tag):
            yield ProjectError(f"unknown locale {tag!r}", file.at(*here, "languages", index))


def _proxy_errors(file: YamlFile, proxy: _ProxyShape) -> Iterator[TransflowError]:
    try:
        ipaddress.ip_address(proxy.address)
    except ValueError:
        yield ProjectError(f"{proxy.address!r} is no IP address", file.at("review", "proxy", "address"))
    if not HEADER.fullmatch(proxy.header):
        yield ProjectError(f"{proxy.header!r} is no name of a header", file.at("review", "proxy", "header"))
