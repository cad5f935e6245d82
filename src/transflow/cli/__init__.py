"""The shell: arguments to one library call to an exit code; it decides nothing.

Exit codes: 0 fine, 1 findings or a gate not met, 2 a usage or project error, 130 stopped by Ctrl-C, 143 by whoever told the process to end.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from pathlib import Path

import click

from transflow import __version__
from transflow.cli.options import near
from transflow.errors import Problems, TransflowError

# name → (module under transflow.cli, what `--help` says): a command's module is loaded when it is called
COMMANDS = {
    "init": ("init", "Make a new project that runs as it is."),
    "status": ("status", "Show how far every catalog is."),
    "run": ("run", "Extract, prefill, check and build, in one go."),
    "extract": ("extract", "Put the articles' units into the catalogs; translations are kept."),
    "prefill": ("prefill", "Draft untranslated units with each edition's backend; always for review."),
    "check": ("check", "Check names, voice and prose in every catalog."),
    "build": ("build", "Build a preview and the article itself for every edition."),
    "review": ("review", "Show the review page: translate, check and approve in a browser."),
    "users": ("users", "Look after who signs in to the review page with a password."),
    "units": ("units", "List the units of one catalog with their state and names."),
    "signoff": ("signoff", "Approve, reject and waive, unit by unit, and see who did."),
    "ledger": ("ledger", "Show which name each edition uses, in which voice, how often and where."),
    "export": ("catalog_export", "Write catalogs as XLIFF, CSV or JSON Lines, for the programs of translators."),
    "import": ("catalog_import", "Take what translators did in their programs back into the catalogs."),
    "join": ("join", "Join two versions of a catalog, as git's merge driver or by hand."),
    "segment": ("segment", "Show the units of any text; no project needed."),
    "find": ("find", "Show the names found in any text; no project needed."),
    "memory": ("memory", "Look up, import and export what has been translated before."),
    "glossary": ("glossary", "Look after concepts, names and styles."),
}


class _Commands(click.Group):
    """A group whose commands are loaded when they are called, so that `--version` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which people use them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"transflow.cli.{COMMANDS[cmd_name][0]}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="transflow")
@click.option(
    "--project", "directory", type=click.Path(path_type=Path), default=".", help="The project's directory (default: here or above)."
)
@click.pass_context
def cli(ctx: click.Context, directory: Path) -> None:
    """Publish one article in many languages, with every contested name under control."""
    ctx.obj = directory


class _ToldToEnd(KeyboardInterrupt):
    """SIGTERM, as `docker stop` or a cancelled job of CI sends it."""


def main() -> None:
    """Run the command line and end with its exit code; an error is told in one line, never as a traceback."""
    signal.signal(signal.SIGTERM, _end)
    try:
        code = cli.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt) as stopped:
        _say("stopped; what was finished is kept")
        sys.exit(143 if isinstance(stopped.__cause__ or stopped, _ToldToEnd) else 130)
    except click.ClickException as bad:
        bad.show()
        sys.exit(2)
    except TransflowError as bad:
        for error in bad.errors if isinstance(bad, Problems) else (bad,):
            _say(near(str(error)))
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    sys.exit(code if isinstance(code, int) else 0)


def _end(*_: object) -> None:
    """End as Ctrl-C does: drafts at hand are saved, and what was lent to a service is taken back. A second signal ends at once."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise _ToldToEnd


def _say(text: str) -> None:
    click.echo(text, err=True)
