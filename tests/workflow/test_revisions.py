"""Another state of a project: a git revision, a project elsewhere, a glossary elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from transflow.errors import TransflowError, UsageError
from transflow.workflow.names.revisions import open_other, with_names_of
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from conftest import Sample


def test_a_revision_opens_as_it_was_and_leaves_nothing_behind(sample: Sample) -> None:
    sample.replace("glossary/styles/desk.yaml", "narration: lachin\n", "narration: berdzor\n")
    with open_other(sample.workspace, "HEAD") as other:
        root = other.workspace.project.root
        assert [path.stem for path in other.workspace.articles()] == [path.stem for path in sample.workspace.articles()]
        assert _narration(other.workspace) == ("lachin",)
    assert _narration(sample.workspace) == ("berdzor",)
    assert other.name == f"HEAD ({sample.git('rev-parse', '--short=7', 'HEAD')})"
    assert not root.exists()
    assert not root.parent.exists()
    assert sample.git("status", "--porcelain") == "M desk/glossary/styles/desk.yaml"


def test_files_that_git_leaves_out_of_archives_are_there(sample: Sample) -> None:
    (sample.root.parent / ".gitattributes").write_text("* export-ignore\n")
    sample.git("add", "--all", "..")
    sample.git("commit", "--quiet", "--message", "no archives")
    with open_other(sample.workspace, "HEAD") as other:
        assert other.workspace.glossary.concepts.keys() == sample.workspace.glossary.concepts.keys()


@pytest.mark.parametrize("unknown", ["nope", "HEAD:nope", "--help", "-x", "no/such", ""])
def test_what_is_neither_a_directory_nor_a_revision_is_refused(sample: Sample, unknown: str) -> None:
    with pytest.raises(UsageError, match="neither a directory nor a revision"), open_other(sample.workspace, unknown):
        pass


def test_a_project_outside_any_repository_has_no_revisions(sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.copytree(sample.root, tmp_path / "alone")
    with pytest.raises(UsageError, match="lies in no git repository"), open_other(open_workspace(tmp_path / "alone"), "HEAD"):
        pass


def test_a_revision_before_the_project_is_refused(sample: Sample) -> None:
    sample.git("rm", "--quiet", "-r", "--cached", ".")
    sample.git("commit", "--quiet", "--allow-empty", "--message", "gone")
    with pytest.raises(UsageError, match="git cannot give the project"), open_other(sample.workspace, "HEAD"):
        pass


def test_an_error_of_a_revision_is_told_with_the_revision_and_the_line(sample: Sample) -> None:
    sample.replace("glossary/styles/desk.yaml", "narration: lachin\n", "narration: nowhere\n")
    sample.git("commit", "--quiet", "--all", "--message", "broken")
    sample.git("tag", "broken")
    sample.git("checkout", "--quiet", "HEAD~1", "--", ".")
    with pytest.raises(TransflowError) as told, open_other(sample.workspace, "broken") as other:
        with_names_of(sample.workspace, other)
    assert str(told.value).startswith("broken:desk/glossary/styles/desk.yaml:")
    assert "'lachin' has no name 'nowhere'" in str(told.value)


def test_a_directory_is_a_project_or_a_glossary(sample: Sample, tmp_path: Path) -> None:
    shutil.copytree(sample.root, tmp_path / "copy")
    (tmp_path / "copy" / "transflow.yaml").write_text("source: en\neditions:\n  ru: {style: desk}\n")
    with open_other(sample.workspace, str(tmp_path / "copy")) as other:
        assert [edition.name for edition in other.workspace.project.editions] == ["ru"]
        borrowed = with_names_of(sample.workspace, other).workspace
        assert borrowed.project.root == sample.root
        assert {edition.name: edition.style for edition in borrowed.project.editions}["ru"] == "desk"
    with open_other(sample.workspace, str(tmp_path / "copy" / "glossary")) as other:
        assert other.workspace.project.root == sample.root
        assert other.workspace.project.glossary_directory == tmp_path / "copy" / "glossary"
    with pytest.raises(UsageError, match="neither a project"), open_other(sample.workspace, str(sample.root / "articles")):
        pass
    with pytest.raises(UsageError, match="this is a file"), open_other(sample.workspace, str(sample.root / "transflow.yaml")):
        pass


def test_an_edition_whose_style_is_not_there_names_things_as_the_source_says_and_that_is_told(sample: Sample, tmp_path: Path) -> None:
    shutil.copytree(sample.root / "glossary", tmp_path / "glossary")
    (tmp_path / "glossary" / "styles" / "desk.yaml").unlink()
    with open_other(sample.workspace, str(tmp_path / "glossary")) as other:
        assert other.workspace.project.edition("ru@desk").style is None
        assert len(other.remarks) == 1
        assert other.remarks[0].startswith("ru@desk: there is no style 'desk'")


def test_a_name_that_is_a_directory_and_a_revision_is_not_guessed(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.git("branch", "glossary")
    monkeypatch.chdir(sample.root)
    with pytest.raises(UsageError, match="is a directory and a git revision"), open_other(sample.workspace, "glossary"):
        pass
    with open_other(sample.workspace, "./glossary") as other:
        assert other.workspace.project.glossary_directory == Path.cwd() / "glossary"


def _narration(workspace: object) -> tuple[str, ...]:
    from transflow.glossary.styles import Use
    from transflow.workflow.workspace import Workspace

    assert isinstance(workspace, Workspace)
    choice, _ = workspace.styles["desk"].choice("lachin", Use())
    return choice.names
