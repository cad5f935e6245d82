"""`transflow review`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transflow.workflow.people import git_person
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8440, show_default=True, type=click.IntRange(0, 65535), help="The port to listen on.")
@click.pass_obj
def command(directory: Path, host: str, port: int) -> int:
    """Show the review page in a browser."""
    import uvicorn  # noqa: PLC0415 - an extra, loaded where it is used

    from transflow.review import Settings, create_app  # noqa: PLC0415 - as above

    workspace = open_workspace(directory)
    names = {host, "localhost"}
    app = create_app(Settings(workspace.project.root, frozenset(f"http://{name}:{port}" for name in names), git_person(workspace)))
    click.echo(f"http://{host}:{port}/sign-in?token={app.state.entry.link.token}")
    uvicorn.run(app, host=host, port=port, proxy_headers=False, access_log=False, log_level="warning")
    return 0
