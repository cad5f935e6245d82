"""The options of an engine as transflow.yaml gives them, read with an error for every wrong one, and its keys, which are never shown."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from transflow.backends.base import refuse_unknown_options
from transflow.errors import ProjectError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FROM_ENVIRONMENT = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
_HEADER_VALUE = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Secret:
    """A key that stands in the environment under `variable`; it is read when it is used, and its value is never part of this."""

    backend: str
    variable: str

    def __bool__(self) -> bool:
        """Tell whether the environment has it."""
        return bool(os.environ.get(self.variable, "").strip())

    def reveal(self) -> str:
        """Return the key; raises UnavailableError where the environment has none, or one that no header can carry."""
        value = os.environ.get(self.variable, "").strip()
        if not value:
            raise UnavailableError(f"{self.backend}: no key; set {self.variable} in the environment")
        if not _HEADER_VALUE.fullmatch(value):
            raise UnavailableError(f"{self.backend}: {self.variable} holds characters that no key has")
        return value


@dataclass(frozen=True, slots=True)
class Options:
    """What stands under an engine's name in transflow.yaml; every reading raises ProjectError for a value of the wrong kind."""

    backend: str
    given: Mapping[str, object]

    def only(self, known: Iterable[str]) -> None:
        """Raise ProjectError for an option that the engine does not have."""
        refuse_unknown_options(self.backend, self.given, known)

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self.given.get(name, default)
        if not isinstance(value, str) or (not value and name in self.given) or not value.isprintable():
            raise self._wrong(f"{name} is a text on one line")
        return value

    def one_of(self, name: str, choices: Iterable[str], default: str = "") -> str:
        """Return one of a few words."""
        value = self.text(name, default)
        known = tuple(choices)
        if value and value not in known:
            raise self._wrong(f"{name} is one of {', '.join(known)}")
        return value

    def texts(self, name: str, most: int) -> tuple[str, ...]:
        """Return a text or a list of up to `most` of them."""
        value = self.given.get(name, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) and one and one.isprintable() for one in listed):
            raise self._wrong(f"{name} is a text or a list of texts")
        if len(listed) > most:
            raise self._wrong(f"{name} has {len(listed)} texts; the service takes {most}")
        return tuple(listed)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.given.get(name, default)
        if not isinstance(value, bool):
            raise self._wrong(f"{name} is true or false")
        return value

    def number(self, name: str, default: float, *, most: float = 86_400) -> float:
        """Return a number above 0."""
        value = self.given.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
            raise self._wrong(f"{name} is a number above 0, and at most {most:g}")
        return float(value)

    def count(self, name: str, default: int, *, most: int) -> int:
        """Return a whole number from 1."""
        value = self.given.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            raise self._wrong(f"{name} is a whole number from 1 to {most}")
        return value

    def secret(self, name: str, variable: str) -> Secret:
        """Return a key that the environment has, under `variable` unless transflow.yaml says `env:OTHER`."""
        value = self.given.get(name, f"env:{variable}")
        found = _FROM_ENVIRONMENT.fullmatch(value) if isinstance(value, str) else None
        if not found:
            raise self._wrong(f"{name} is not written here; write {name}: env:NAME and set NAME in the environment")
        return Secret(self.backend, found[1])

    def address(self, name: str, default: str = "") -> str:
        """Return an address without a slash at its end: https, or http to this very machine; never with a key or a query in it."""
        value = self.text(name, default)
        try:
            parts = urlsplit(value)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port = "", None
        if not host or parts.scheme not in {"http", "https"} or port == 0:
            raise self._wrong(f"{name} is an address such as https://example.org")
        if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
            raise self._wrong(f"{name} is an address without a name, key or query in it")
        if parts.scheme == "http" and not is_loopback(host):
            raise self._wrong(f"{name} must be https; http is for this machine only")
        return value.rstrip("/")

    def _wrong(self, what: str) -> ProjectError:
        return ProjectError(f"backend {self.backend}: {what}")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine: localhost, 127.0.0.0/8 or ::1."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def on_this_machine(address: str) -> bool:
    """Tell whether an address leads to this machine."""
    return is_loopback(urlsplit(address).hostname or "")
