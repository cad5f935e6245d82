"""Prefill against a server on loopback: what is sent, what is not, what it costs, and that nothing drafted is lost."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from transflow.budget import Budget, Period
from transflow.errors import BudgetError, ConfidentialError
from transflow.model import unit_id
from transflow.workflow.drafting.prefill import Allowance, plan_prefill, prefill
from transflow.workflow.drafting.redraft import redraft
from transflow.workflow.drafting.spending import read_spending
from transflow.workflow.extract import extract
from transflow.workflow.workspace import Workspace, open_workspace

pytestmark = pytest.mark.parametrize("server", ["deepl"], indirect=True)

SENTENCES = ("The road is closed.", "Nobody came to the market.", "It was cold in the morning.", "The bakery opened late.")
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхижклмнопярстувщхызАБЦДЕФГХИЖКЛМНОПЯРСТУВЩХЫЗ")
MASKS = re.compile(r"(\[X\d+X\]|XTRM\d+X)")
TRANSFLOW = [sys.executable, "-c", "from transflow.cli import main; main()"]


def russian(text: str) -> str:
    """A translation of a kind: every letter another, masks of two kinds as they are, a space lost nowhere."""
    return "".join(part if MASKS.fullmatch(part) else part.translate(LETTERS) for part in MASKS.split(text))


@pytest.fixture(autouse=True)
def _russian(server: Any) -> None:
    server.answer = russian


Make = Callable[..., Path]


@pytest.fixture
def make(server: Any, tmp_path: Path) -> Make:
    """Make a project with one article for DeepL's server: `money` is what the desk says of money, `chain` who drafts."""

    def build(
        *sentences: str,
        deepl: str = "",
        budget: str = "",
        chain: str = "[deepl]",
        more: str = "",
        head: str = "title: Road",
        editions: str = "",
    ) -> Path:
        (tmp_path / "articles").mkdir()
        (tmp_path / "articles" / "road.md").write_text(f"---\n{head}\n---\n\n{' '.join(sentences or SENTENCES)}\n", encoding="utf-8")
        backends = f"  deepl: {{url: '{server.address}', rate: 1000, context: false{deepl and ', '}{deepl}}}\n{more}"
        text = f"source: en\n{budget}\nbackends:\n{backends}editions:\n  ru: {{backend: {chain}}}\n{editions}"
        (tmp_path / "transflow.yaml").write_text(text, encoding="utf-8")
        extract(open_workspace(tmp_path))
        return tmp_path

    return build


def opened(root: Path) -> Workspace:
    return open_workspace(root)


def sent(server: Any) -> list[str]:
    return [text for call in server.texts for text in call]


def catalog(root: Path, edition: str = "ru", article: str = "road") -> Path:
    return root / "locales" / edition / "LC_MESSAGES" / f"{article}.po"


def spent(root: Path) -> int:
    return sum(row.characters for row in read_spending(root / "spending.jsonl"))


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def shell(root: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*TRANSFLOW, *arguments], cwd=root, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


# The cache


def test_a_second_prefill_after_the_catalogs_are_put_back_sends_nothing(server: Any, make: Make) -> None:
    root = make()
    empty = catalog(root).read_bytes()
    (first,) = prefill(opened(root))
    drafted = catalog(root).read_bytes()
    asked = len(server.asked)
    catalog(root).write_bytes(empty)
    (second,) = prefill(opened(root))
    assert (first.drafted, second.drafted, len(server.asked)) == (5, 5, asked)
    assert catalog(root).read_bytes() == drafted


def test_without_the_cache_engines_are_asked_anew_and_nothing_is_kept(server: Any, make: Make) -> None:
    root = make()
    empty = catalog(root).read_bytes()
    for _ in range(2):
        catalog(root).write_bytes(empty)
        prefill(opened(root), cached=False)
    assert len(sent(server)) == 10
    assert not (root / ".transflow" / "answers").exists()


def test_a_cache_that_is_deleted_costs_money_and_nothing_else(server: Any, make: Make) -> None:
    root = make()
    empty = catalog(root).read_bytes()
    prefill(opened(root))
    drafted = catalog(root).read_bytes()
    for path in (root / ".transflow" / "answers").iterdir():
        path.unlink()
    catalog(root).write_bytes(empty)
    prefill(opened(root))
    assert (len(sent(server)), catalog(root).read_bytes()) == (10, drafted)


GLOSSARY = """concepts:
  karabakh:
    kind: place
    names:
      karabakh: {{forms: {{en: Karabakh, ru: {form}}}}}
"""


def test_an_answer_that_a_new_rule_forbids_is_not_trusted_for_having_been_kept(server: Any, make: Make) -> None:
    root = make("The road to Karabakh is closed.")
    (root / "glossary").mkdir()
    (root / "glossary" / "places.yaml").write_text(GLOSSARY.format(form=russian("Karabakh")), encoding="utf-8")
    empty = catalog(root).read_bytes()
    prefill(opened(root))
    assert sent(server) == ["Road", "The road to Karabakh is closed."]
    (root / "glossary" / "places.yaml").write_text(GLOSSARY.format(form="Карабах"), encoding="utf-8")
    catalog(root).write_bytes(empty)
    (result,) = prefill(opened(root))
    assert result.drafted == 2
    assert "Карабах" in catalog(root).read_text(encoding="utf-8")
    assert sent(server)[2:]
    assert all("Karabakh" not in text for text in sent(server)[2:])  # the plain text was known, and only hidden names are new


def test_what_an_edition_was_told_already_another_of_its_locale_need_not_ask(server: Any, make: Make) -> None:
    root = make(editions="  ru@desk: {backend: deepl}\n")
    prefill(opened(root))
    assert sorted(sent(server)) == sorted(["Road", *SENTENCES])


# Confidential articles


@pytest.mark.parametrize("command", ["prefill", "run"])
def test_a_confidential_article_is_not_sent_and_the_engine_and_the_line_are_told(server: Any, make: Make, command: str) -> None:
    root = make(head="title: Road\nconfidential: true")
    assert "articles/road.md:3: deepl would send this article off this machine, and it is confidential" in shell(root, command).stdout
    assert server.asked == []


def test_a_dry_run_tells_that_an_article_is_confidential(server: Any, make: Make) -> None:
    root = make(head="confidential: true\ntitle: Road")
    assert "articles/road.md:2: deepl would send this article off this machine" in shell(root, "prefill", "--dry-run").stdout
    assert server.asked == []


def test_a_unit_of_a_confidential_article_is_not_drafted_anew_off_this_machine(server: Any, make: Make) -> None:
    root = make(head="title: Road\nconfidential: yes")
    with pytest.raises(ConfidentialError, match=r"road\.md:3: deepl would send"):
        redraft(opened(root), "ru", "road", unit_id(None, SENTENCES[0]), "deepl")
    assert server.asked == []


class _Loopback:
    """LibreTranslate's language, spoken by DeepL's server: the engine is on this machine."""

    read = staticmethod(lambda asked: asked.json["q"])
    write = staticmethod(lambda texts: {"translatedText": texts})


def test_what_is_answered_to_a_confidential_article_is_not_kept(server: Any, make: Make) -> None:
    server.dialect = _Loopback()
    server.dialect.path = ""
    more = f"  libretranslate: {{url: '{server.address}', rate: 1000}}\n"
    root = make(more=more, chain="[deepl, libretranslate]", head="title: Road\nconfidential: true")
    (result,) = prefill(opened(root))
    assert (result.drafted, result.engine) == (5, "libretranslate (en-ru)")
    assert result.remarks == ("articles/road.md:3: deepl would send this article off this machine, and it is confidential",)
    kept = [path for path in (root / ".transflow").rglob("*") if path.is_file() and russian("road").encode() in path.read_bytes()]
    assert kept == []


# Chains


def test_the_next_engine_takes_over_where_a_quota_is_used_up_which_is_said_once_for_each_catalog(
    server: Any, make: Make, reply: Any
) -> None:
    server.always = reply(456, b'{"message": "Quota Exceeded"}')
    root = make(chain="[deepl, apertium]", more="  apertium: {command: /no/such/program}\n", editions="  ru@desk: {backend: deepl}\n")
    results = prefill(opened(root))
    assert len(server.asked) == 1
    assert [result.why.count("HTTP 456") for result in results] == [1, 1]


def test_the_next_engine_takes_over_from_one_that_stays_busy(server: Any, make: Make, reply: Any) -> None:
    server.always = reply(429)
    other = type(server)(server.dialect)
    other.dialect = _Loopback()
    other.dialect.path = ""
    other.answer = russian
    more = f"  libretranslate: {{url: '{other.address}', rate: 1000}}\n"
    try:
        (result,) = prefill(opened(make(chain="[deepl, libretranslate]", more=more)))
    finally:
        other.close()
    assert (result.drafted, result.engine, result.remarks) == (5, "libretranslate (en-ru)", ("deepl: HTTP 429",))


# Half-way


MANY = tuple(
    f"The {name} road is closed in the morning." for name in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
) + tuple(
    f"Nobody came to the {name} market."
    for name in ("big", "small", "old", "new", "cold", "warm", "green", "red", "long", "short", "last", "best")
)


def test_what_was_drafted_before_an_engine_failed_stays_and_a_second_run_goes_on(server: Any, make: Make, reply: Any) -> None:
    root = make(*MANY)
    server.replies.append(None)
    original = server.serve
    calls = 0

    def serve(handler: Any) -> None:
        nonlocal calls
        calls += 1
        server.always = reply(456) if calls > 1 else None
        server.replies.clear()
        original(handler)

    server.serve = serve
    (first,) = prefill(opened(root))
    assert (first.waiting, first.drafted, first.refused) == (20, 16, 0)
    assert first.remarks == ("deepl: HTTP 456",)
    server.serve, server.always = original, None
    (second,) = prefill(opened(root))
    assert (second.waiting, second.drafted) == (4, 4)
    assert len(sent(server)) == 20 + 4  # the last four were asked for twice


def test_what_was_answered_before_a_quota_was_used_up_becomes_a_draft_all_the_same(server: Any, make: Make, reply: Any) -> None:
    root = make("The road to Karabakh is closed.", *SENTENCES)
    (root / "glossary").mkdir()
    (root / "glossary" / "places.yaml").write_text(GLOSSARY.format(form="Карабах"), encoding="utf-8")
    original = server.serve
    calls = 0

    def serve(handler: Any) -> None:
        nonlocal calls
        calls += 1
        server.always = reply(456) if calls > 1 else None
        original(handler)

    server.serve = serve
    (result,) = prefill(opened(root))
    assert (result.waiting, result.drafted, result.refused) == (6, 5, 0)  # the name came back wrong, and could not be asked for again
    assert "Карабах" not in catalog(root).read_text(encoding="utf-8")
    assert "HTTP 456" not in catalog(root).read_text(encoding="utf-8")


def test_a_process_that_is_killed_loses_no_answer_and_the_next_one_goes_on(server: Any, make: Make) -> None:
    root = make(*MANY, *(f"The {number} of May was a cold day." for number in range(3, 23)))
    waiting = 1 + len(MANY) + 20
    answered = 0

    def slow(text: str) -> str:
        nonlocal answered
        if answered >= 20:
            server._stop.wait(60)
        answered += 1
        return russian(text)

    server.answer = slow
    process = subprocess.Popen([*TRANSFLOW, "prefill"], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(server.asked) < 2 and time.monotonic() < deadline:
        server._stop.wait(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    server._stop.set()
    drafted = catalog(root).read_text(encoding="utf-8").count("# draft: deepl")
    assert drafted == 16
    server.answer = russian
    before = len(sent(server))
    (result,) = prefill(opened(root))
    assert (result.waiting, result.drafted) == (waiting - drafted, waiting - drafted)
    assert len(sent(server)) - before == waiting - drafted
    assert spent(root) == sum(len(text) for text in sent(server))


def test_a_process_that_is_told_to_end_takes_back_what_it_lent_to_a_service(server: Any, make: Make, reply: Any) -> None:
    root = make("The road to Lachin is closed.", deepl="glossary: edition")
    (root / "glossary").mkdir()
    places = "concepts: {lachin: {kind: place, names: {lachin: {forms: {en: Lachin, ru: Лачин}}}}}\n"
    (root / "glossary" / "places.yaml").write_text(places, encoding="utf-8")
    server.replies.append(reply(201, json.dumps({"glossary_id": "lent"}).encode()))

    def slow(text: str) -> str:
        server._stop.wait(60)
        return russian(text)

    server.answer = slow
    process = subprocess.Popen([*TRANSFLOW, "prefill"], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while len(server.asked) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.terminate()
    _, said = process.communicate(timeout=30)
    server._stop.set()
    assert (process.returncode, said.strip()) == (143, "stopped; what was finished is kept")
    assert [(asked.method, asked.path) for asked in server.asked][-1] == ("DELETE", "/v3/glossaries/lent")


# Budgets


def test_what_is_sent_is_written_down_as_the_service_bills_it(server: Any, make: Make) -> None:
    root = make(deepl="price: 20 EUR")
    prefill(opened(root))
    (row,) = read_spending(root / "spending.jsonl")
    assert row.engine == "deepl"
    assert row.characters == sum(len(text) for text in sent(server))
    assert row.money
    assert row.money.exactly() == f"{row.characters * 2 / 100_000:.5f} EUR".replace("0 EUR", " EUR")


def test_before_a_budget_is_passed_nothing_is_sent_and_nothing_written(server: Any, make: Make) -> None:
    root = make(budget="budget: {characters: 50}", deepl="price: 20 EUR")
    shell(root, "status")
    before = tree(root)
    done = shell(root, "prefill", code=1)
    length = sum(map(len, ["Road", *SENTENCES]))
    assert f"{length} characters to deepl (0.01 EUR) would pass the month’s budget of 50 characters (0 characters used)" in done.stderr
    assert "nothing was sent" in done.stderr
    assert server.asked == []
    assert {name: data for name, data in tree(root).items() if ".transflow" not in name} == {
        name: data for name, data in before.items() if ".transflow" not in name
    }


def test_run_goes_on_without_drafts_where_a_budget_would_be_passed(server: Any, make: Make) -> None:
    root = make(budget="budget: {characters: 50}")
    done = shell(root, "run", code=1)
    assert "would pass the month’s budget" in done.stderr
    assert (root / "editions" / "ru" / "road.html").exists()
    assert server.asked == []
    document = json.loads(shell(root, "run", "--format", "json", code=1).stdout)
    assert "would pass" in document["refused"]


@pytest.mark.parametrize("arguments", [("--yes",), ("--budget", "500"), ("--budget", "0.01 EUR"), ("--yes", "--budget", "500")])
def test_a_budget_may_be_passed_where_somebody_says_so(server: Any, make: Make, arguments: tuple[str, ...]) -> None:
    root = make(budget="budget: {characters: 50}", deepl="price: 20 EUR")
    shell(root, "prefill", *arguments)
    assert len(sent(server)) == 5


@pytest.mark.parametrize("limit", ["40", "0.0001 EUR"])
def test_another_limit_is_a_limit_too(server: Any, make: Make, limit: str) -> None:
    root = make(deepl="price: 20 EUR")
    assert "the run’s budget" in shell(root, "prefill", "--budget", limit, code=1).stderr
    assert server.asked == []


def test_somebody_is_asked_and_may_say_no(server: Any, make: Make) -> None:
    root = make(budget="budget: {characters: 50}")
    asked = []

    def no(overrun: Any) -> bool:
        asked.append((overrun.plan.totals().characters, str(overrun.passed[0].budget)))
        return False

    with pytest.raises(BudgetError):
        prefill(opened(root), allowance=Allowance(ask=no))
    assert asked == [(sum(map(len, ["Road", *SENTENCES])), "the month’s budget of 50 characters")]
    assert server.asked == []


@pytest.mark.parametrize(("answer", "code", "drafted"), [("y", 0, 5), ("n", 1, 0)])
def test_on_a_terminal_a_person_is_asked_before_a_budget_is_passed(server: Any, make: Make, answer: str, code: int, drafted: int) -> None:
    root = make(budget="budget: {characters: 50}", deepl="price: 20 EUR")
    terminal, ours = pty.openpty()
    process = subprocess.Popen([*TRANSFLOW, "prefill"], cwd=root, stdin=ours, stderr=ours, stdout=subprocess.DEVNULL)
    os.close(ours)
    os.write(terminal, f"{answer}\n".encode())
    assert process.wait(timeout=120) == code
    told = os.read(terminal, 100_000).decode()
    os.close(terminal)
    length = sum(map(len, ["Road", *SENTENCES]))
    assert f"This sends {length} characters to deepl (0.01 EUR), and up to {length} characters, 0.01 EUR where names" in told
    assert "It passes the month’s budget of 50 characters (0 characters used)." in told
    assert "Go on? [y/N]" in told
    assert len(sent(server)) == drafted


def test_what_is_known_does_not_count_against_a_budget(server: Any, make: Make) -> None:
    root = make()
    empty = catalog(root).read_bytes()
    prefill(opened(root))
    catalog(root).write_bytes(empty)
    (result,) = prefill(opened(root), allowance=Allowance(Budget(characters=0, per=Period.RUN)))
    assert result.drafted == 5
    assert len(sent(server)) == 5


def test_texts_that_are_asked_for_again_do_not_pass_a_budget(server: Any, make: Make) -> None:
    sentence = "The road to Karabakh is closed."
    root = make(sentence, *SENTENCES, budget=f"budget: {{characters: {sum(map(len, ['Road', sentence, *SENTENCES]))}}}")
    (root / "glossary").mkdir()
    (root / "glossary" / "places.yaml").write_text(GLOSSARY.format(form="Карабах"), encoding="utf-8")
    (result,) = prefill(opened(root))
    assert (result.drafted, result.over_budget) == (5, True)
    assert spent(root) == sum(len(text) for text in sent(server)) == sum(map(len, ["Road", sentence, *SENTENCES]))
    assert "would pass the month’s budget" in result.remarks[0]
    shell(root, "prefill", code=1)


def test_who_said_yes_said_it_to_what_was_told(server: Any, make: Make) -> None:
    root = make("The road to Karabakh is closed.", budget="budget: {characters: 10}")
    (root / "glossary").mkdir()
    (root / "glossary" / "places.yaml").write_text(GLOSSARY.format(form="Нигде"), encoding="utf-8")
    server.answer = lambda text: russian(MASKS.sub("", text))  # every mask is lost, so that everything is tried
    plan, _ = plan_prefill(opened(root))
    prefill(opened(root), allowance=Allowance(yes=True))
    assert 0 < spent(root) <= plan.totals().most
    assert sum(len(text) for text in sent(server)) == spent(root)


def test_two_processes_do_not_pass_a_budget_together(server: Any, make: Make) -> None:
    root = make(*MANY, budget="budget: {characters: 1000}", editions="  uk: {backend: deepl}\n")
    before = sum(map(len, ["Road", *MANY]))
    assert before < 1000 < 2 * before
    processes = [
        subprocess.Popen([*TRANSFLOW, "prefill", "--edition", edition], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for edition in ("ru", "uk")
    ]
    codes = [process.wait(timeout=120) for process in processes]
    assert 1 in codes
    assert sum(len(text) for text in sent(server)) == spent(root) <= 1000


def test_a_unit_that_is_drafted_anew_keeps_to_the_budget_and_to_what_is_known(server: Any, make: Make) -> None:
    root = make(budget=f"budget: {{characters: {len(SENTENCES[0])}}}")
    for _ in range(2):
        assert redraft(opened(root), "ru", "road", unit_id(None, SENTENCES[0]), "deepl").text == russian(SENTENCES[0])
    assert sent(server) == [SENTENCES[0]]
    with pytest.raises(BudgetError, match="would pass the month’s budget"):
        redraft(opened(root), "ru", "road", unit_id(None, SENTENCES[1]), "deepl")
    assert sent(server) == [SENTENCES[0]]


def test_a_budget_in_money_needs_a_price(server: Any, make: Make) -> None:
    root = make(budget="budget: {money: 20 EUR}")
    assert (
        "transflow.yaml:2:9: a budget in money needs to know what deepl costs: write `price: 20 EUR`"
        in shell(root, "prefill", code=2).stderr
    )
    assert server.asked == []


# Dry runs


def test_a_dry_run_sends_and_writes_nothing_and_tells_what_will_be_sent(server: Any, make: Make) -> None:
    root = make(deepl="price: 20 EUR", editions="  uk: {backend: deepl}\n")
    shell(root, "prefill", "--dry-run")
    before = tree(root)
    document = json.loads(shell(root, "prefill", "--dry-run", "--format", "json").stdout)
    assert tree(root) == before
    assert server.asked == []
    assert (document["schema"], document["dry_run"]) == ("transflow.prefill/1", True)
    prefill(opened(root))
    told = [text for one in document["catalogs"] for engine in one["engines"] for unit in engine["units"] for text in unit["texts"]]
    assert told == sent(server)
    assert document["total"]["characters"] == spent(root)
    (row,) = read_spending(root / "spending.jsonl")
    assert row.money
    assert document["total"]["cost"] == [row.money.exactly()]
    assert document["editions"]["ru"]["characters"] * 2 == document["total"]["characters"]


def test_a_dry_run_tells_what_memory_and_earlier_answers_have(server: Any, make: Make) -> None:
    root = make(chain="[memory, deepl]", editions="  ru@desk: {backend: deepl}\n")
    text = catalog(root).read_text(encoding="utf-8")
    catalog(root).write_text(text.replace(f'msgid "{SENTENCES[0]}"\nmsgstr ""', f'msgid "{SENTENCES[0]}"\nmsgstr "Дорога закрыта."'))
    redraft(opened(root), "ru", "road", unit_id(None, SENTENCES[1]), "deepl")
    (root / "articles" / "again.md").write_text(f"{SENTENCES[0]} {SENTENCES[1]} {SENTENCES[2]}\n", encoding="utf-8")
    extract(opened(root))
    plan, passed = plan_prefill(opened(root), editions=["ru"], articles=["again"])
    (one,) = plan.catalogs
    (engine,) = one.engines
    assert (one.waiting, one.remembered, engine.known, [unit.source for unit in engine.units]) == (3, 1, 1, [SENTENCES[2]])
    assert passed == ()
    assert len(server.asked) == 1


def test_a_dry_run_shows_the_texts_and_how_their_names_are_told(server: Any, make: Make) -> None:
    root = make("The road to Karabakh is closed.", deepl="price: 20 EUR", budget="budget: {characters: 10}")
    (root / "glossary").mkdir()
    (root / "glossary" / "places.yaml").write_text(GLOSSARY.format(form="Карабах"), encoding="utf-8")
    told = shell(root, "prefill", "--dry-run", "--show").stdout
    assert (
        "\nru road → deepl\n  Road\n  The road to Karabakh is closed.\n    Karabakh → Карабах: hidden behind a mask if it comes back wrong\n"
        in told
    )
    assert "in all: 2 units, 35 characters, 0.01 EUR; up to 66 characters, 0.01 EUR where each name or link comes back wrong once" in told
    assert "This passes the month’s budget of 10 characters (0 characters used)." in told
    assert told.endswith("Nothing was sent.\n")
    assert server.asked == []
    assert "--show goes with --dry-run" in shell(root, "prefill", "--show", code=2).stderr
