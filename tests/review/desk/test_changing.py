"""What an open catalog keeps from before is what it would work out anew, whatever is saved, signed or written by another program."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import pytest

from transflow.policy import Person
from transflow.review.desk.desk import Desk
from transflow.review.desk.readings import OpenCatalog
from transflow.review.desk.saving import save_unit, tag_of
from transflow.review.desk.trying import unit_findings
from transflow.review.live import Live
from transflow.review.rows import Queue
from transflow.signoffs import Act
from transflow.workflow.deciding.signing import add_written, sign

SLUG = "lachin-speech"
TEXTS = ("Суд сообщил, что дорога в Лачин открыта.", "Бердзор и Арцах.", "«Степанакерт», сказал он.", "", "Слово.")


def told(desk: Desk, opened: OpenCatalog) -> dict[str, Any]:
    """Return all that the desk says of a catalog."""
    queues = desk.queues(opened)
    return {
        "units": opened.units,
        "entries": [(entry.unit, entry.raw) for entry in opened.catalog.entries],
        "standings": dict(desk.standings(opened)),
        "queues": {queue: queues.units(queue) for queue in Queue},
        "findings": {unit: [(one.check, one.message, one.start) for one in unit_findings(opened, unit)] for unit in opened.units},
        "names": {unit: [(one.source_mentions, one.target_mentions) for one in opened.of(unit)] for unit in opened.units},
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_desk_that_was_open_all_day_says_what_one_just_opened_says(russian: Any, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the order of a working day is no secret
    live, desk = Live(russian.root), Desk()
    people = (Person("anna"), Person("boris"))

    def opened(desk: Desk, live: Live) -> OpenCatalog:
        workspace = live.workspace()
        edition = workspace.project.edition(russian.name)
        return desk.open(workspace, edition, SLUG, live.catalog(workspace.project.catalog(edition, SLUG)))

    for _ in range(12):
        now = opened(desk, live)
        unit, by = chance.choice(now.units), chance.choice(people)
        entry, workspace = now.entry(unit), now.workspace
        what = chance.randrange(4)
        if what == 0:
            sign(workspace, now.edition, SLUG, unit, Act.REJECT, by=by, reason="no")
        elif what == 1:
            raw = entry.raw or ""
            russian.rewrite(raw, raw.replace('msgstr "', 'msgstr "Иначе: ', 1))
        else:
            note = partial(add_written, workspace, now.edition, SLUG, by=by)
            texts = [chance.choice(TEXTS)] * (len(entry.targets) or 1)
            save_unit(workspace.project, now.edition, SLUG, unit, texts, by=by.id, seen=tag_of(entry), note=note, read=live.reread)
        if chance.random() < 0.7:
            anew = Desk()
            assert told(desk, opened(desk, live)) == told(anew, opened(anew, Live(russian.root)))
