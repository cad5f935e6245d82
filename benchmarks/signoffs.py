"""What sign-offs cost: a catalog of 5,000 units with an approval each, beside reading the catalog itself. There is no peer that derives its states."""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from measure import table

from transflow.formats.po import read_catalog, with_target, write_po
from transflow.policy import Person
from transflow.signoffs import Act, Signoff, encode, read_journal, seen_of, verify
from transflow.signoffs.lines import hash_of
from transflow.workflow.check import known_of
from transflow.workflow.deciding.fingerprints import UnitNames
from transflow.workflow.deciding.signing import sign
from transflow.workflow.deciding.standing import standings
from transflow.workflow.extract import extract
from transflow.workflow.start import start
from transflow.workflow.status import status
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace

UNITS = 5000
EDITION, SLUG = "ru@desk", "big"
ROAD = "The road number {} to Lachin and Stepanakert stays closed, officials said."
SCHOOL = "The mayor opened school number {} in the town today and many people came."
ROUNDS = 5


def made(root: Path) -> tuple[Workspace, Edition]:
    """Make a project with one catalog, every unit translated; a third of them have names."""
    start(root)
    lines = ((SCHOOL if number % 3 else ROAD).format(number) for number in range(UNITS))
    (root / f"articles/{SLUG}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    workspace = open_workspace(root)
    extract(workspace, editions=[EDITION])
    edition = workspace.project.edition(EDITION)
    path = workspace.project.catalog(edition, SLUG)
    catalog = read_catalog(path)
    entries = tuple(with_target(entry, f"Дорога в Лачин. {entry.source[-30:]}") for entry in catalog.entries)
    path.write_text(write_po(replace(catalog, entries=entries)), encoding="utf-8")
    return workspace, edition


def approve_all(workspace: Workspace, edition: Edition) -> None:
    """Write the lines that so many calls of `signoff approve` would write."""
    catalog = read_catalog(workspace.project.catalog(edition, SLUG))
    names = known_of(workspace, edition, SLUG, catalog).names
    lines, after = [], ""
    for entry in catalog.entries:
        seen = seen_of(entry, names.get(entry.unit, UnitNames()).fingerprint)
        line = encode(Signoff(Act.APPROVE, entry.unit, "anna", "2026-11-26T14:00:00Z", seen.source, seen.target, seen.names, after=after))
        lines.append(line)
        after = hash_of(line)
    workspace.project.signoffs(edition, SLUG).write_bytes(b"\n".join(lines) + b"\n")


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of several rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="not used: there is none")
    parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        workspace, edition = made(root)
        path = workspace.project.catalog(edition, SLUG)
        status(workspace, editions=[EDITION])
        reading = seconds(lambda: read_catalog(path))
        without = seconds(lambda: status(open_workspace(root), editions=[EDITION]))
        approve_all(workspace, edition)
        catalog, signoffs = read_catalog(path), workspace.project.signoffs(edition, SLUG)
        names = known_of(workspace, edition, SLUG, catalog).names
        assert status(workspace, editions=[EDITION])[0].approved == UNITS
        costs = {
            "read the catalog": reading,
            "read and verify the lines": seconds(lambda: list(verify(read_journal(signoffs)))),
            "standings of all units": seconds(lambda: standings(workspace, edition, SLUG, catalog, names=names)),
            "status, nothing changed, no sign-offs": without,
            "status, nothing changed, all approved": seconds(lambda: status(open_workspace(root), editions=[EDITION])),
            "approve one unit": seconds(
                lambda: sign(workspace, edition, SLUG, catalog.entries[UNITS // 2].unit, Act.APPROVE, by=Person("ben"))
            ),
        }
    table(
        [
            (f"{UNITS} units, each approved", "processor", "x read"),
            *((what, f"{1000 * cost:.0f} ms", f"{cost / reading:.1f}") for what, cost in costs.items()),
        ]
    )


if __name__ == "__main__":
    main()
