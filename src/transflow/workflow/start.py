"""Start a project: the project file, the starter glossary with its styles, and a place for articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.errors import Position, ProjectError, StorageError
from transflow.files import save
from transflow.project import PROJECT_FILE
from transflow.workflow.texts import STARTER

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES_README = (
    "Put articles here: `<name>.md` or `<name>.txt`, the name in lower-case letters, digits and hyphens. Then `transflow run`.\n"
)
# What was spent is each clone's own: a switch of branches would bring back an older count, and a merge leave a conflict in it.
IGNORED = """/.transflow/
/editions/
# what was sent to engines that cost something, from here: without this line several clones share a budget (see docs/backends.md)
/spending.jsonl
"""
# Sign-offs and who changed a rule are lines that are only ever added, so that a merge takes those of both sides; of what was spent, too much is
# counted rather than too little. Catalogs are joined unit by unit in a clone that knows how (`git config merge.transflow.driver …`,
# docs/articles-change.md); elsewhere git joins their lines.
ATTRIBUTES = """*.signoffs.jsonl text eol=lf merge=union
glossary/changes.jsonl text eol=lf merge=union
spending.jsonl text eol=lf merge=union
*.po merge=transflow
*.pot merge=transflow
"""


def start(directory: Path) -> tuple[Path, ...]:
    """Make a project that runs as it is; raises ProjectError where one stands already, and writes over nothing else.

    Returns the files written, relative to the directory.
    """
    if (directory / PROJECT_FILE).exists():
        raise ProjectError("a project stands here already; nothing was changed", Position(str(directory / PROJECT_FILE)))
    if directory.exists() and not directory.is_dir():
        raise StorageError("this is a file, not a directory", Position(str(directory)))
    starter = STARTER / "glossary"
    contents = {path.relative_to(STARTER): path.read_bytes() for path in sorted(starter.rglob("*.yaml"))}
    wanted = {directory / relative: data for relative, data in contents.items()}
    wanted[directory / "articles" / "README.md"] = ARTICLES_README.encode()
    wanted[directory / ".gitignore"] = IGNORED.encode()
    wanted[directory / ".gitattributes"] = ATTRIBUTES.encode()
    wanted[directory / PROJECT_FILE] = (STARTER / PROJECT_FILE).read_bytes()
    written = [path for path, data in wanted.items() if not path.exists() and save(path, data)]
    return tuple(path.relative_to(directory) for path in written)
