"""Somebody at the review page: saves, signs, and tries again when the server dies under their hands, like the page's own script."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk import Desk

LETTERS = "абвгдежзиклмнопрстуфхцчшэюя"
Unit = tuple[str, str, str]  # edition, article, unit


@dataclass(frozen=True)
class Save:
    """A save that was answered: by whom, where, what, when it was first sent and when it was answered.

    `seen` is the tag of what it replaced ("" where it stood there already, from a request that was cut off), `tag` that of what it became.
    """

    person: str
    unit: Unit
    text: str
    seen: str
    tag: str
    began: float
    ended: float


@dataclass(frozen=True)
class Sign:
    """A sign-off that was answered."""

    person: str
    unit: Unit
    act: str
    at: str


@dataclass
class Record:
    """What all clients were answered."""

    answered: list[Save] = field(default_factory=list)
    signoffs: list[Sign] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    conflicts: int = 0
    refused: int = 0
    cut: int = 0

    @property
    def saves(self) -> int:
        """How many saves were answered."""
        return len(self.answered)

    @property
    def signed(self) -> int:
        """How many sign-offs were answered."""
        return len(self.signoffs)


class Client(threading.Thread):
    """One person, who saves `wanted` times and signs in between."""

    def __init__(self, desk: Desk, person: str, record: Record, *, saves: int, seed: str) -> None:
        super().__init__(daemon=True)
        self.wanted = saves
        self._desk = desk
        self._person = person
        self._record = record
        self._chance = random.Random(seed)  # noqa: S311 - what somebody types here is no secret
        self._http: http.client.HTTPConnection | None = None
        self._units = list(desk.units)

    def run(self) -> None:
        """Work; what goes wrong is said in the end."""
        try:
            self._work()
        except Exception as bad:  # noqa: BLE001 - the run is judged as a whole
            self._record.wrong.append(f"{self._person} cannot go on: {bad!r}")

    def _work(self) -> None:
        for number in range(self.wanted):
            unit = self._chance.choice(self._units)
            self._save(unit, self._text(number))
            if self._chance.random() < 0.2:
                self._sign(self._chance.choice(self._units))

    def _text(self, number: int) -> str:
        """Return a text that nobody else ever writes; now and then none, so that the engine has something to do."""
        if self._chance.random() < 0.06:
            return ""
        return f"{word(int(self._person.removeprefix('person')))} {word(number + 100)}.".capitalize()

    def _save(self, unit: Unit, text: str) -> None:
        began = time.monotonic()
        tag = self._state(unit)["tag"]
        while True:
            status, said = self._ask("POST", unit, "save", {"texts": [text]}, seen=tag)
            if status == 200:
                self._record.answered.append(
                    Save(self._person, unit, text, tag if said["changed"] else "", said["tag"], began, time.monotonic())
                )
                return
            if status != 409:
                self._record.wrong.append(f"a save was answered {status}: {said}")
                return
            self._record.conflicts += 1
            tag = said["tag"]

    def _sign(self, unit: Unit) -> None:
        act, reason = self._chance.choice([("approve", ""), ("approve", ""), ("reject", "not like this"), ("comment", "so it is")])
        status, said = self._ask("POST", unit, "sign", {"act": act, "reason": reason}, seen=self._state(unit)["seen"])
        if status == 200:
            self._record.signoffs.append(Sign(self._person, unit, act, said["at"]))
        elif status == 409:
            self._record.conflicts += 1
        elif status == 403:
            self._record.refused += 1
        else:
            self._record.wrong.append(f"a sign-off was answered {status}: {said}")

    def _state(self, unit: Unit) -> dict[str, Any]:
        status, said = self._ask("GET", unit, "state")
        if status != 200:
            self._record.wrong.append(f"the state of a unit was answered {status}: {said}")
        return said

    def _ask(
        self, method: str, unit: Unit, what: str, body: Mapping[str, Any] | None = None, *, seen: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """Ask until somebody answers."""
        edition, article, name = unit
        origin = f"http://127.0.0.1:{self._desk.port}"
        headers = {"Remote-User": self._person, "Accept": "application/json", "Origin": origin, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "If-Match": f'"{seen}"'}
        while True:
            try:
                if self._http is None:
                    self._http = http.client.HTTPConnection("127.0.0.1", self._desk.port, timeout=120)
                self._http.request(
                    method, f"/edition/{edition}/{article}/unit/{name}/{what}", json.dumps(body) if body is not None else None, headers
                )
                answer = self._http.getresponse()
                return answer.status, json.loads(answer.read())
            except (OSError, http.client.HTTPException) as bad:
                self._record.cut += not isinstance(bad, ConnectionRefusedError)  # refused: the next server is not up yet
                self._http = None
                time.sleep(0.05)


def word(number: int) -> str:
    """Return a number as a word of letters, since a figure that the source does not have is an error to the checks."""
    letters = []
    while number or not letters:
        number, digit = divmod(number, len(LETTERS))
        letters.append(LETTERS[digit])
    return "слово" + "".join(letters)
