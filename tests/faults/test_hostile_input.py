"""Bad input gets a clear message and exit code 2, and loses nothing."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "A headline\n\nThe road to Karabakh is long. It is closed.\n"
RUN = [sys.executable, "-c", "from transflow.cli import main; main()"]


def call(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], cwd=directory, capture_output=True, text=True, check=False, timeout=180)


def refused(directory: Path, *arguments: str) -> str:
    """Hold a call to exit code 2, a message and no traceback; nothing that stood there may be lost."""
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file() and ".transflow" not in path.parts}
    done = call(directory, *arguments)
    assert done.returncode == 2, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    for path, content in before.items():
        assert path.read_bytes() == content
    return done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert call(tmp_path, "init").returncode == 0
    (tmp_path / "articles" / "good.txt").write_text(GOOD)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("binary.txt", b"abc\0def", "binary.txt:1: this is a binary file"),
        ("latin.txt", "caf\xe9\n".encode("latin-1"), "latin.txt:1:4: not valid UTF-8"),
        ("empty.txt", b"", "empty.txt:1: nothing to translate"),
        ("blank.md", b"\n\n   \n", "blank.md:1: nothing to translate"),
        ("matter.md", b"---\ntitle: [a\n---\n\nText.\n", "matter.md:"),
        ("twice.md", b"---\ntitle: a\ntitle: b\n---\n\nText.\n", "twice.md:3:1: front matter: duplicate key 'title'"),
    ],
)
def test_a_bad_article_is_told_with_its_place(project: Path, name: str, content: bytes, message: str) -> None:
    (project / "articles" / name).write_bytes(content)
    assert message in refused(project, "run")


def test_an_article_that_is_a_directory_is_told(project: Path) -> None:
    (project / "articles" / "folder.md").mkdir()
    assert "folder.md: this is a directory" in refused(project, "extract")


@pytest.mark.parametrize("command", ["segment", "find"])
def test_a_missing_file_and_a_directory_are_told(project: Path, command: str) -> None:
    assert "none.txt: no such file" in refused(project, command, "none.txt")
    assert "articles: this is a directory" in refused(project, command, "articles")


def test_an_article_that_is_not_there_and_an_unknown_edition_are_told(project: Path) -> None:
    assert "no article 'none'" in refused(project, "extract", "none")
    assert "unknown edition 'xx'" in refused(project, "extract", "--edition", "xx")


def test_an_article_of_one_line_of_2_megabytes_goes_through(project: Path) -> None:
    (project / "transflow.yaml").write_text("source: en\neditions:\n  ru: {style: as-source}\n")
    (project / "articles" / "good.txt").unlink()
    text = "The road to Karabakh was closed on May 3 and nobody knew why it was. " * 30_000
    (project / "articles" / "long.txt").write_text(text)
    done = call(project, "run")
    assert done.returncode == 0, done.stderr
    assert (project / "editions" / "ru" / "long.txt").read_text() == text


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize("where", ["transflow.yaml", "glossary/bomb.yaml", "glossary/styles/bomb.yaml"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BOMB, ":1:4: anchors"),
        ("[" * 200_000, ":1:33: nested more than 32 deep"),
        ("a: 1\na: 2\n", ":2:1: duplicate key 'a'"),
        ("a: b: c\n", ":1:5: not valid YAML"),
    ],
)
def test_hostile_yaml_is_told_with_its_place(project: Path, where: str, content: str, message: str) -> None:
    (project / where).write_text(content)
    assert f"{where}{message}" in refused(project, "extract")


def test_markdown_of_200_000_brackets_neither_hangs_nor_crashes(project: Path) -> None:
    (project / "articles" / "good.txt").unlink()
    (project / "articles" / "deep.md").write_text("[" * 200_000 + "\n")
    done = call(project, "extract", "--edition", "ru")
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n\n\nmsgid "a"\nmsgstr "b"\n', "good.po:2"),
        ('msgid "a\nmsgstr "b"\n', "good.po:1"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "good.po:4"),
        ("not a catalog\n", "good.po:1"),
        ('msgid "a"\n', "good.po:"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=KOI8-R\\n"\n\nmsgid "a"\nmsgstr "\udcc1"\n', "good.po:"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "prefill", "check", "build", "status"])
def test_a_broken_catalog_is_told_with_its_place_and_left_as_it_is(project: Path, content: str, message: str, command: str) -> None:
    path = project / "locales" / "ru" / "LC_MESSAGES" / "good.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert message in refused(project, command, "--edition", "ru")


def test_a_read_only_directory_is_told(project: Path) -> None:
    locales = project / "locales"
    locales.mkdir()
    locales.chmod(0o555)
    if os.access(locales, os.W_OK):  # root writes everywhere: a file in the way of the directory refuses root, too
        locales.rmdir()
        locales.write_text("")
    assert "cannot be written" in refused(project, "extract")
    if locales.is_dir():
        locales.chmod(0o755)


def test_a_full_disk_is_told_and_the_old_catalog_stands(project: Path) -> None:
    assert call(project, "extract", "--edition", "ru").returncode == 0
    (project / "articles" / "good.txt").write_text(GOOD + "More of it. " * 400)
    before = (project / "locales/ru/LC_MESSAGES/good.po").read_bytes()
    limit = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900)); "
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{limit}from transflow.cli import main; main()", "extract", "--edition", "ru"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert resource.RLIMIT_FSIZE is not None
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert (project / "locales/ru/LC_MESSAGES/good.po").read_bytes() == before


def test_an_edition_of_an_unknown_style_or_backend_is_told(project: Path) -> None:
    (project / "transflow.yaml").write_text("source: en\neditions:\n  ru: {style: none}\n")
    assert "transflow.yaml:3" in refused(project, "extract")
    (project / "transflow.yaml").write_text("source: en\neditions:\n  ru: {backend: none}\n")
    assert call(project, "extract").returncode == 0
    assert "unknown backend 'none'" in refused(project, "prefill")


def test_ctrl_c_while_an_engine_works_loses_nothing_that_was_drafted(project: Path) -> None:
    (project / "articles" / "good.txt").write_text(
        " ".join(f"The mayor opened school number {n} in the town today." for n in range(3, 400))
    )
    assert call(project, "extract", "--edition", "pt_BR").returncode == 0
    path = project / "locales/pt_BR/LC_MESSAGES/good.po"
    before = path.read_bytes()
    running = subprocess.Popen([*RUN, "prefill", "--edition", "pt_BR"], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while path.read_bytes() == before:
        assert running.poll() is None
    running.send_signal(2)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130, errors
    assert b"Traceback" not in errors
    assert path.read_text().count("# draft: local") >= 16
    assert subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], check=False).returncode == 0
