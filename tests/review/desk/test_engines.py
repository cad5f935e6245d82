from __future__ import annotations

from pathlib import Path

from transflow.review.desk.engines import engines
from transflow.workflow.workspace import open_workspace

REMOTE = "backends:\n  deepl: {key: env:DEEPL_KEY}\n"


def offered(root: Path, edition: str) -> dict[str, str]:
    workspace = open_workspace(root)
    article = workspace.project.article("lachin-speech")
    return {engine.name: engine.refused for engine in engines(workspace, workspace.project.edition(edition), article)}


def test_an_edition_is_offered_its_own_engine(project: Path) -> None:
    assert "local" in offered(project, "pt_BR")


def test_a_confidential_article_is_offered_no_engine_off_this_machine_and_is_told_why(project: Path) -> None:
    with (project / "transflow.yaml").open("a", encoding="utf-8") as file:
        file.write(REMOTE)
    article = project / "articles" / "lachin-speech.md"
    article.write_text(article.read_text(encoding="utf-8").replace("slug:", "confidential: true\nslug:", 1), encoding="utf-8")
    refused = offered(project, "ru")
    assert "confidential" in refused["deepl"]
