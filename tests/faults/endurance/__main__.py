"""Many people save and sign at once while the shell works on the same catalogs and the server is killed again and again: is anything lost?

`python tests/faults/endurance` does it at full size, and the tests at a smaller one. Exit code 1 where anything was lost, torn or broken;
`--keep DIR` leaves the project there to look at.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from client import Client, Record
from desk import make_desk
from engine import slow_engine
from server import Server
from shell import Shell
from verdict import look, verdict


def main() -> int:
    """Run, print what was done and what is wrong."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="endurance-") as scratch, slow_engine() as engine:
        root = options.keep or Path(scratch) / "desk"
        desk = make_desk(root, engine, people=options.clients)
        server, record, wrong = Server(desk), Record(), []
        begun = time.monotonic()
        server.start()
        clients = [Client(desk, person, record, saves=options.saves, seed=f"{options.seed} {person}") for person in desk.people]
        shell = Shell(desk)
        shell.start()
        for client in clients:
            client.start()
        wrong += _kill_in_between(server, record, clients, kills=options.kills, seed=options.seed)
        for client in clients:
            client.join()
        shell.end()
        seconds = time.monotonic() - begun
        server.kill()
        wrong += shell.wrong + record.wrong
        wrong += verdict(desk, record)
    told = f"{record.saves} saves and {record.signed} sign-offs of {options.clients} people answered in {seconds:.0f} s"
    told += f"; {record.conflicts} conflicts, {record.refused} refusals, {record.cut} requests cut off by {server.kills} kills\n"
    told += f"meanwhile on the shell: {shell.told}\n"
    told += "".join(f"WRONG: {each}\n" for each in wrong[:50])
    sys.stdout.write(f"{told}{len(wrong) or 'nothing'} wrong\n")
    return 1 if wrong else 0


def _kill_in_between(server: Server, record: Record, clients: list[Client], *, kills: int, seed: str) -> list[str]:
    """Kill the server after every so many answered saves, at no moment in particular, look at what it left, and start it again."""
    chance = random.Random(seed)  # noqa: S311 - when a server dies is no secret
    total = sum(client.wanted for client in clients)
    wrong: list[str] = []
    for number in range(1, kills + 1):
        while record.saves < total * number / (kills + 1) and any(client.is_alive() for client in clients):
            time.sleep(0.005)
        time.sleep(chance.random() * 0.05)
        server.kill()
        wrong += look(server.desk)
        server.start()
    return wrong


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="endurance", description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--saves", type=int, default=500, help="of each")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
