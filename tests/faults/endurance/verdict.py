"""Whether anything was lost, torn or broken, by the files alone and by what was answered."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from transflow.errors import TransflowError
from transflow.files import STALE_SECONDS, TEMPORARY_PREFIX
from transflow.formats.po import read_catalog
from transflow.signoffs.lines import hash_of

if TYPE_CHECKING:
    from pathlib import Path

    from client import Record, Save
    from desk import Desk

    from transflow.formats.po import Entry


def look(desk: Desk) -> list[str]:
    """Return what is wrong with the files as they stand at this moment: each is whole, whatever was going on."""
    wrong = []
    for edition, article in desk.catalogs:
        path = desk.catalog(edition, article)
        try:
            entries = read_catalog(path).entries
        except TransflowError as bad:
            wrong.append(f"torn: {bad}")
            continue
        if len(entries) < 25:
            wrong.append(f"{path}: only {len(entries)} units are left")
        done = subprocess.run(["msgfmt", "-c", "-o", os.devnull, "-"], input=path.read_bytes(), capture_output=True, check=False)
        if done.returncode:
            wrong.append(f"{path}: msgfmt: {done.stderr.decode()[-500:]}")
    return wrong


def verdict(desk: Desk, record: Record) -> list[str]:
    """Return all that is wrong in the end."""
    return [*look(desk), *_lost_saves(desk, record), *_lost_signoffs(desk, record), *_chains(desk), *_strays(desk)]


def _lost_saves(desk: Desk, record: Record) -> list[str]:
    """Return the saves that were answered and are gone: what neither stands in the catalog nor was knowingly replaced by a later save."""
    wrong = []
    by_unit: dict[tuple[str, str, str], list[Save]] = defaultdict(list)
    for save in record.answered:
        by_unit[save.unit].append(save)
    for edition, article in desk.catalogs:
        standing = {entry.unit: entry for entry in read_catalog(desk.catalog(edition, article)).entries if not entry.obsolete}
        replaced: dict[str, list[str]] = defaultdict(list)
        for line in _lines(desk.earlier(edition, article)):
            replaced[line["unit"]].append(line["targets"][0])
        for unit, entry in standing.items():
            wrong += _of_unit(by_unit[edition, article, unit], entry, replaced[unit])
            wrong += _unseen(by_unit[edition, article, unit], replaced[unit])
    return wrong


def _of_unit(saves: list[Save], entry: Entry, replaced: list[str]) -> list[str]:
    """Return what is wrong with one unit."""
    wrong = [f"lost: {save}" for save in saves if save.text and save.text != entry.target and save.text not in replaced]
    stands = max((save for save in saves if save.text == entry.target), key=lambda save: save.ended, default=None)
    if stands is None:
        emptied = not saves or any(not save.text for save in saves)
        if not emptied or not (entry.draft or not entry.target):
            wrong.append(f"nobody was answered for what stands in {entry.unit}: {entry.target!r}")
    elif later := [save for save in saves if save.began > stands.ended]:
        wrong.append(f"an older text stands in {entry.unit}: {stands}, not {later[-1]}")
    return wrong


def _unseen(saves: list[Save], replaced: list[str]) -> list[str]:
    """Return the saves that were let in on top of a text which another had replaced already: one of them overwrote the other unseen.

    Only texts that somebody wrote tell anything: a unit is empty, or has the engine's draft, more than once. A text stands twice where its author
    sent it again after a kill, and somebody had replaced it meanwhile.
    """
    texts = {save.tag: save.text for save in saves if save.text}
    on_top = Counter(texts[save.seen] for save in saves if save.seen in texts)
    return [f"{count} saves were let in on top of {text!r}" for text, count in on_top.items() if count > replaced.count(text)]


def _lost_signoffs(desk: Desk, record: Record) -> list[str]:
    """Return the sign-offs that were answered and have no line, and the saves that have no line saying who wrote them."""
    wrong = []
    for edition, article in desk.catalogs:
        lines = list(_lines(desk.signoffs(edition, article)))
        given = {(line["by"], line["unit"], line["act"], line["at"]) for line in lines}
        wrote = {(line["by"], line["unit"], line["target"]) for line in lines if line["act"] == "write"}
        signed = [one for one in record.signoffs if one.unit[:2] == (edition, article)]
        saved = [one for one in record.answered if one.unit[:2] == (edition, article) and one.text]
        wrong += [f"a sign-off is lost: {one}" for one in signed if (one.person, one.unit[2], one.act, one.at) not in given]
        wrong += [
            f"nobody is said to have written {one}" for one in saved if (one.person, one.unit[2], hash_of(one.text.encode())) not in wrote
        ]
    return wrong


def _chains(desk: Desk) -> list[str]:
    done = desk.transflow("signoff", "verify", "--format", "json")
    faults = [fault for file in json.loads(done.stdout)["files"] for fault in file["faults"] if fault["grave"]]
    return [f"signoff verify: {fault}" for fault in faults] + ([f"signoff verify: {done.stderr}"] if done.returncode else [])


def _strays(desk: Desk) -> list[str]:
    """Return the temporary files that stay although they are old: the next command takes away what a killed process left half-written."""
    strays = list(desk.root.rglob(f"{TEMPORARY_PREFIX}*.tmp"))
    for stray in strays:
        before = stray.stat().st_mtime - STALE_SECONDS - 60
        os.utime(stray, (before, before))
    desk.transflow("extract")
    return [f"a temporary file stays: {path}" for path in strays if path.exists()]


def _lines(path: Path) -> list[dict[str, Any]]:
    found = []
    if path.exists():
        for line in path.read_bytes().splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue  # torn: nobody was answered for it
    return found
