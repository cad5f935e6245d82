"""Sign-offs on the sample project: given, refused, lapsed and restored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from transflow.errors import ConflictError, ProjectError, RefusedError, TransflowError, UsageError
from transflow.files import save
from transflow.formats.po import read_catalog, with_target, write_po
from transflow.model import State
from transflow.policy import Person, Role
from transflow.project import read_project
from transflow.signoffs import Act, read_journal, seen_of, verify
from transflow.workflow.deciding.fingerprints import NOTHING_NAMED
from transflow.workflow.deciding.people import git_person, named_person
from transflow.workflow.deciding.signing import add_written, history, refusal, sign, standings

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Sample
    from transflow.formats.po import Entry
    from transflow.workflow.deciding.signing import Standing

SLUG, EDITION = "lachin-speech", "ru@desk"
CATALOG = f"locales/{EDITION}/LC_MESSAGES/{SLUG}.po"
ANNA, BEN = Person("anna"), Person("ben")
PEOPLE = """
review:
  approvals: 1
  four-eyes: true
  naming-desk: [dora]
  people:
    anna: {name: Anna, email: [anna@example.org], role: reviewer}
    ben: {email: Ben@example.org, role: reviewer, languages: [hy]}
    dora: {role: naming-desk}
    tim: {role: translator}
    otto: {role: reviewer, active: false}
"""


def entries(sample: Sample) -> dict[str, Entry]:
    return {entry.source: entry for entry in read_catalog(sample.root / CATALOG).entries if not entry.obsolete}


def named(sample: Sample) -> Entry:
    return next(entry for source, entry in entries(sample).items() if "Nagorno-Karabakh" in source and "Lachin" not in source)


def plain(sample: Sample) -> Entry:
    return entries(sample)["Sources"]


def standing(sample: Sample, unit: str) -> Standing:
    workspace = sample.workspace
    edition = workspace.project.edition(EDITION)
    return standings(workspace, edition, SLUG, read_catalog(sample.root / CATALOG))[unit]


def act(sample: Sample, entry: Entry, what: Act = Act.APPROVE, by: Person = ANNA, **more: str) -> None:
    workspace = sample.workspace
    sign(workspace, workspace.project.edition(EDITION), SLUG, entry.unit, what, by=by, **more)


def write(sample: Sample, entry: Entry, target: str) -> None:
    catalog = read_catalog(sample.root / CATALOG)
    changed = tuple(with_target(one, target) if one.unit == entry.unit else one for one in catalog.entries)
    save(sample.root / CATALOG, write_po(replace(catalog, entries=changed)))


def test_an_approved_draft_is_no_draft_any_more_and_says_still_where_it_comes_from(sample: Sample) -> None:
    unit = plain(sample)
    act(sample, unit)
    now = plain(sample)
    assert (now.draft, now.target, now.provenance) == (False, unit.target, unit.provenance)
    assert standing(sample, unit.unit).state is State.APPROVED


def test_one_character_of_the_target_lapses_an_approval_and_undoing_it_restores_it(sample: Sample) -> None:
    unit = plain(sample)
    act(sample, unit)
    write(sample, unit, f"{unit.target}.")
    found = standing(sample, unit.unit)
    assert (found.state, found.stale) == (State.TRANSLATED, True)
    write(sample, unit, unit.target)
    assert standing(sample, unit.unit).state is State.APPROVED


def test_a_rule_for_a_name_in_the_unit_lapses_an_approval_and_another_does_not(sample: Sample) -> None:
    units = [named(sample), plain(sample)]
    for unit in units:
        act(sample, unit)
    sample.replace("glossary/styles/desk.yaml", "narration: [nagorno-karabakh, karabakh]", "narration: [karabakh]")
    assert [standing(sample, unit.unit).state for unit in units] == [State.TRANSLATED, State.APPROVED]
    sample.replace("glossary/styles/desk.yaml", "narration: [karabakh]", "narration: [nagorno-karabakh, karabakh]")
    assert [standing(sample, unit.unit).state for unit in units] == [State.APPROVED, State.APPROVED]


def test_what_has_changed_meanwhile_is_a_conflict(sample: Sample) -> None:
    unit = plain(sample)
    workspace = sample.workspace
    edition = workspace.project.edition(EDITION)
    with pytest.raises(ConflictError, match="its target has changed"):
        sign(workspace, edition, SLUG, unit.unit, Act.APPROVE, by=ANNA, seen=seen_of(with_target(unit, "other"), ""))


def test_errors_refuse_an_approval_until_they_are_mended_or_waived(sample: Sample) -> None:
    unit = plain(sample)
    write(sample, unit, "Источники\u202e")
    with pytest.raises(RefusedError, match="bidi-control"):
        act(sample, unit)
    act(sample, unit, Act.WAIVE, check="bidi-control", reason="the page needs the mark here")
    act(sample, unit)
    assert standing(sample, unit.unit).state is State.APPROVED
    assert [one.act for one in history(sample.workspace, sample.workspace.project.edition(EDITION), SLUG, unit.unit)] == [
        Act.WAIVE,
        Act.APPROVE,
    ]


@pytest.mark.parametrize(
    ("what", "more"),
    [
        (Act.REJECT, {}),
        (Act.WAIVE, {"check": "draft"}),
        (Act.WAIVE, {"reason": "x"}),
        (Act.WAIVE, {"reason": "x", "check": "no-such"}),
        (Act.APPROVE, {"check": "draft"}),
        (Act.REJECT, {"reason": "x" * 5000}),
    ],
)
def test_an_act_without_what_it_needs_is_an_error_of_use(sample: Sample, what: Act, more: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        act(sample, plain(sample), what, **more)
    assert not read_journal(sample.workspace.project.signoffs(sample.workspace.project.edition(EDITION), SLUG)).lines


def test_a_unit_that_is_not_there_is_an_error_of_use(sample: Sample) -> None:
    with pytest.raises(UsageError, match="no unit 'ffff'"):
        sign(sample.workspace, sample.workspace.project.edition(EDITION), SLUG, "ffff", Act.APPROVE, by=ANNA)


def with_people(sample: Sample) -> None:
    file = sample.root / "transflow.yaml"
    file.write_text(file.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")


@pytest.mark.parametrize(
    ("who", "contested", "refused"),
    [
        ("anna", False, None),
        ("anna", True, "naming desk"),
        ("dora", True, None),
        ("ben", False, "decides in hy, not in ru"),
        ("tim", False, "translator"),
        ("otto", False, "has left"),
    ],
)
def test_the_policy_of_the_project_is_asked_before_and_when_signing(sample: Sample, who: str, contested: bool, refused: str | None) -> None:  # noqa: FBT001 - a column
    with_people(sample)
    unit = named(sample) if contested else plain(sample)
    workspace = sample.workspace
    edition = workspace.project.edition(EDITION)
    person = named_person(workspace, who)
    said = refusal(workspace, edition, SLUG, unit.unit, Act.APPROVE, person)
    if refused is None:
        assert said is None
        act(sample, unit, by=person)
        assert standing(sample, unit.unit).state is State.APPROVED
    else:
        assert said
        assert refused in said
        with pytest.raises(RefusedError, match=refused):
            act(sample, unit, by=person)


def test_whoever_wrote_a_target_does_not_approve_it(sample: Sample) -> None:
    with_people(sample)
    unit = plain(sample)
    workspace = sample.workspace
    edition = workspace.project.edition(EDITION)
    add_written(workspace, edition, SLUG, with_target(unit, "Откуда мы это знаем"), by=named_person(workspace, "anna"))
    write(sample, unit, "Откуда мы это знаем")
    assert standing(sample, unit.unit).written_by == ("anna",)
    with pytest.raises(RefusedError, match="four eyes"):
        act(sample, unit, by=named_person(workspace, "anna"))


def test_what_somebody_wrote_under_their_address_before_the_project_named_its_people_is_theirs(sample: Sample) -> None:
    unit, workspace = plain(sample), sample.workspace
    add_written(workspace, workspace.project.edition(EDITION), SLUG, with_target(unit, "Откуда"), by=Person("anna@example.org"))
    write(sample, unit, "Откуда")
    with_people(sample)
    with pytest.raises(RefusedError, match="four eyes"):
        act(sample, unit, by=named_person(sample.workspace, "anna"))
    lines = sample.root / CATALOG.replace(".po", ".signoffs.jsonl")
    text = lines.read_text(encoding="utf-8")
    lines.write_text(text + text.replace('"write"', '"approve"').replace("anna@example.org", "anna"), encoding="utf-8")
    assert standing(sample, unit.unit).approved_by == ()


def test_a_line_that_the_policy_does_not_allow_counts_for_nothing(sample: Sample) -> None:
    unit = plain(sample)
    act(sample, unit, by=Person("stranger"))
    assert standing(sample, unit.unit).state is State.APPROVED
    with_people(sample)
    found = standing(sample, unit.unit)
    assert (found.state, found.stale) == (State.TRANSLATED, False)


def test_the_shell_s_person_is_whom_git_names(sample: Sample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    for variable in ("GIT_AUTHOR_EMAIL", "GIT_AUTHOR_NAME"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(UsageError, match="git config"):
        git_person(sample.workspace)
    sample.git("config", "user.email", "BEN@example.org")
    assert git_person(sample.workspace) == Person("ben@example.org", "", ("ben@example.org",))
    with_people(sample)
    assert git_person(sample.workspace).id == "ben"
    sample.git("config", "user.email", "eve@example.org")
    eve = git_person(sample.workspace)
    assert not eve.known
    with pytest.raises(RefusedError, match="does not name them"):
        act(sample, plain(sample), by=eve)


def test_an_edition_has_its_own_word_on_approvals(sample: Sample) -> None:
    text = (sample.root / "transflow.yaml").read_text(encoding="utf-8")
    text = text.replace("    style: desk\n", "    style: desk\n    review: {approvals: 2}\n    publish: {require: approved}\n") + PEOPLE
    (sample.root / "transflow.yaml").write_text(text, encoding="utf-8")
    project = read_project(sample.root)
    desk, other = (project.policy(project.edition(name)) for name in ("ru@desk", "ru"))
    assert (desk.approvals, desk.four_eyes, desk.naming_desk, desk.require) == (2, True, frozenset({"dora"}), "approved")
    assert (other.approvals, other.require) == (1, "draft")
    assert project.review.people["tim"].role is Role.TRANSLATOR


def test_what_cannot_be_meant_of_people_is_told_with_its_place(sample: Sample) -> None:
    file = sample.root / "transflow.yaml"
    lines = file.read_text(encoding="utf-8").count("\n") + 1
    file.write_text(
        file.read_text(encoding="utf-8")
        + """
review:
  approvals: 3
  naming-desk: [nobody]
  proxy: {address: everywhere, header: "X Y"}
  people:
    a b: {email: none}
    anna: {email: a@b.org, languages: [xq]}
    ben: {email: A@b.org}
""",
        encoding="utf-8",
    )
    with pytest.raises(TransflowError) as caught:
        read_project(sample.root)
    told = [line.removeprefix(f"{file}:").split(":")[0] for line in str(caught.value).splitlines()]
    assert [int(line) - lines for line in told] == [2, 3, 4, 4, 6, 6, 7, 8]
    file.write_text(file.read_text(encoding="utf-8").split("\nreview:")[0] + "\nreview: {role: x}\n", encoding="utf-8")
    with pytest.raises(ProjectError, match="unknown key `role`"):
        read_project(sample.root)


def test_the_chain_of_all_that_was_signed_verifies(sample: Sample) -> None:
    for entry in list(entries(sample).values())[:5]:
        act(sample, entry, Act.COMMENT, reason="read")
        act(sample, entry, Act.REJECT, by=BEN, reason="to be read again")
    journal = read_journal(sample.workspace.project.signoffs(sample.workspace.project.edition(EDITION), SLUG))
    assert len(journal.lines) == 10
    assert not list(verify(journal))


def test_a_unit_without_names_has_the_fingerprint_of_nothing(sample: Sample) -> None:
    workspace = sample.workspace
    assert workspace.naming(workspace.project.edition(EDITION)).fingerprint(()) == NOTHING_NAMED


def test_what_the_documentation_shows_of_transflow_yaml_is_read(sample: Sample, repository: Path) -> None:
    shown = (repository / "docs/signoffs.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    (sample.root / "transflow.yaml").write_text(f"source: en\n{shown}", encoding="utf-8")
    project = read_project(sample.root)
    assert project.review.people["ruth"].active is False
    assert project.policy(project.edition(EDITION)).approvals == 2


def test_people_who_sign_at_once_lose_nothing_and_break_no_chain(sample: Sample) -> None:
    workspace = sample.workspace
    edition = workspace.project.edition(EDITION)
    units = [entry.unit for entry in entries(sample).values()][:6]

    def work(person: Person) -> None:
        for unit in units:
            sign(workspace, edition, SLUG, unit, Act.APPROVE, by=person)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, [Person(name) for name in ("anna", "ben", "cleo", "dan")]))
    journal = read_journal(workspace.project.signoffs(edition, SLUG))
    assert len(journal.lines) == 24
    assert not list(verify(journal))
    assert all(len(standing(sample, unit).approved_by) == 4 for unit in units)
