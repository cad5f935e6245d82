"""`transflow review`."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from transflow.cli.extras import review_page
from transflow.errors import UsageError
from transflow.workflow.workspace import open_workspace

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address of this machine to listen on.")
@click.option("--port", default=8440, show_default=True, type=click.IntRange(0, 65535), help="The port to listen on; 0 takes a free one.")
@click.option("--open", "in_browser", is_flag=True, help="Open a browser.")
@click.option("--by", "who", metavar="WHO", help="Who you are, where one person works alone (default: as git knows you).")
@click.option("--address", metavar="URL", help="By which address people come: https://review.example.org.")
@click.option("--proxy", is_flag=True, help="Believe the proxy of transflow.yaml (`review: proxy:`) when it says who somebody is.")
@click.option("--certificate", type=_FILE, help="Speak https with this certificate (PEM).")
@click.option("--key", type=_FILE, help="The key of the certificate (PEM).")
@click.pass_obj
def command(  # noqa: PLR0913 - an option each
    directory: Path,
    *,
    host: str,
    port: int,
    in_browser: bool,
    who: str | None,
    address: str | None,
    proxy: bool,
    certificate: Path | None,
    key: Path | None,
) -> int:
    """Show the review page: translate, check and approve in a browser.

    Alone on this machine you come in by the link that is printed. Where people have passwords (`transflow users add`), or a proxy signs
    them in, they come in by these, and the page can be reached from elsewhere.
    """
    with review_page():
        from transflow.review import create_app, opening, serving, starting  # noqa: PLC0415 - an extra, which other commands do without
        from transflow.review.beside import process_beside  # noqa: PLC0415 - as above
    if bool(certificate) != bool(key):
        raise UsageError("--certificate and --key go together")
    workspace = open_workspace(directory)
    with serving.listen(host, port) as listening:
        own = serving.origins(host, listening.getsockname()[1], scheme="https" if certificate else "http")
        settings = starting.settings_for(
            workspace,
            starting.Wish(host, who, address, proxy),
            own,
            told=lambda link: click.echo(f"  {link}"),
            log=lambda line: click.echo(line, err=True),
        )
        app = create_app(settings, process_beside)
        start = serving.public_origin(address) if address else own[0]
        if settings.alone:
            start = starting.link(start, app.state.entry.link.token)
        click.echo(f"{workspace.project.title or workspace.project.root.name}: the review page is at\n  {start}\nCtrl-C ends it.")
        with contextlib.ExitStack() as stack, contextlib.suppress(KeyboardInterrupt):
            if in_browser and not stack.enter_context(opening.opened(start)):
                click.echo("There is no browser here; open the address yourself.", err=True)
            serving.serve(app, listening, certificate=certificate, key=key)
    return 0
