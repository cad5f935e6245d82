"""`transflow glossary export`, `import` and `candidates`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.cli.exchange import SHOWN, place, remark, report_style, tell
from transflow.errors import UsageError
from transflow.files import save
from transflow.workflow.exchange.glossary_export import FORMATS, export_glossary
from transflow.workflow.exchange.glossary_import import Wish, import_glossary
from transflow.workflow.names.candidates import candidates_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transflow.glossary.candidates import Candidate
    from transflow.glossary.comparing import Conflict
    from transflow.workflow.exchange.glossary_import import Import


@click.command("export")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), required=True, help="tbx is TBX-Core, tbx-2 what Weblate reads; csv loses nothing."
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write here (default: standard output).")
@click.option("--locale", "-l", "locales", multiple=True, metavar="LOCALE", help="Only forms in this locale (may be given again).")
@click.option("--concept", "-c", "concepts", multiple=True, metavar="CONCEPT", help="Only this concept (may be given again).")
@report_style
@click.pass_obj
def export_command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path, format_: str, output: Path | None, locales: tuple[str, ...], concepts: tuple[str, ...], report: str
) -> int:
    """Write the glossary as TBX or CSV, and tell what the format cannot hold."""
    done = export_glossary(directory, format=format_, locales=locales, concepts=concepts)
    if output is None:
        click.echo(done.text.encode(), nl=False)
    else:
        save(output, done.text)
    document = {
        "format": done.format,
        "output": options.near(str(output)) if output else None,
        "concepts": done.concepts,
        "forms": done.forms,
        "told": [remark(one) for one in done.told],
    }
    if report == "json":
        _report_json("glossary-export", document, err=output is None)
        return 0
    tell(done.told)
    click.echo(
        f"{done.concepts} concepts, {done.forms} forms → {options.near(str(output)) if output else 'standard output'}", err=output is None
    )
    return 0


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS, "json"]),
    help="What FILE is (default: by its name; any kind of TBX is read as tbx). json, as elsewhere, is --report json.",
)
@click.option("--into", metavar="NAME.yaml", help="The file in glossary/ that takes new concepts (default: a new one, called as FILE is).")
@click.option("--merge", is_flag=True, help="Add names and forms to concepts that the glossary has, where those stand.")
@click.option(
    "--as",
    "renamed",
    multiple=True,
    metavar="LOCALE=LOCALE",
    help="Take the terms of one locale for another: en-US=en (may be given again).",
)
@click.option("--dry-run", is_flag=True, help="Show what would be added; write nothing.")
@report_style
@click.pass_obj
def import_command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path,
    file: Path,
    format_: str | None,
    into: str | None,
    merge: bool,  # noqa: FBT001 - click passes a flag
    renamed: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 - as above
    report: str,
) -> int:
    """Add the concepts of a TBX or CSV file to the glossary; what stands there is never overwritten.

    Exit code 1: the file says something that the glossary now does not, each told with its place.
    """
    wish = Wish(format=None if format_ == "json" else format_, into=into, merge=merge, renamed=_renamed(renamed), dry_run=dry_run)
    done = import_glossary(directory, file, wish)
    if "json" in {report, format_}:
        _report_json("glossary-import", _import_document(done, dry_run=dry_run), err=False)
    else:
        _show(done, dry_run=dry_run)
    return 0 if done.complete else 1


@click.command("candidates")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", "source", metavar="LOCALE", help="The language to look in (default: what the file says, or the project's source).")
@click.option("--target", metavar="LOCALE", help="The language of the counterparts (default: what the file says).")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Show so many; 0 shows all.")
@click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True, help="For people, or for machines."
)
@click.pass_obj
def candidates_command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path, file: Path, source: str | None, target: str | None, limit: int, style: str
) -> int:
    """List what looks like a name in FILE (.po, .pot, .tmx or an article) and no concept knows."""
    done = candidates_in(directory, file, source=source, target=target)
    listed = done.found[:limit] if limit else done.found
    if style == "json":
        document = {
            "source": done.source,
            "target": done.target,
            "units": done.units,
            "total": len(done.found),
            "candidates": [_candidate(one) for one in listed],
            "told": list(done.told),
        }
        options.print_json("glossary-candidates", document)
        return 0
    for what in done.told:
        click.echo(what, err=True)
    if listed:
        header = ("candidate", "count", "weak", *((f"in {done.target}", "dice") if done.target else ()), "holds", "first")
        options.print_table(header, [_row(one, with_target=done.target is not None) for one in listed], numbers=(1, 2))
    click.echo(f"{len(listed)} of {len(done.found)} candidates in {done.units} units")
    return 0


def _row(one: Candidate, *, with_target: bool) -> tuple[object, ...]:
    other = one.counterpart
    beside = ((other.text if other.sure else f"{other.text} ?", f"{other.dice:.2f}") if other else ("", "")) if with_target else ()
    first = options.near(str(one.examples[0])) if one.examples else ""
    return (one.text, one.count, one.weak or "", *beside, ", ".join(one.holds), first)


def _candidate(one: Candidate) -> dict[str, object]:
    other = one.counterpart
    return {
        "text": one.text,
        "count": one.count,
        "weak": one.weak,
        "score": one.score,
        "holds": list(one.holds),
        "examples": [place(at) for at in one.examples],
        "counterpart": {
            "text": other.text,
            "units": other.units,
            "dice": other.dice,
            "likelihood": other.likelihood,
            "sure": other.sure,
        }
        if other
        else None,
    }


def _renamed(given: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for one in given:
        before, equals, after = one.partition("=")
        if not (before and equals and after):
            raise UsageError(f"--as takes LOCALE=LOCALE, not {one!r}")
        pairs[before] = after
    return pairs


def _show(done: Import, *, dry_run: bool) -> None:
    tell(done.told)
    compared = done.comparison
    for conflict in (*compared.conflicts, *done.shared):
        click.echo(options.near(str(conflict)), err=True)
    waiting = [one for one in compared.additions if one not in done.added]
    for one in waiting[:SHOWN]:
        click.echo(options.near(f"{one}: --merge adds it"), err=True)
    if len(waiting) > SHOWN:
        click.echo(f"… and {len(waiting) - SHOWN} more that --merge adds", err=True)
    if dry_run:
        for concept in compared.new:
            forms = next((forms for name in concept.names.values() for forms in name.forms.values()), ())
            click.echo(f"new: {concept.id} ({concept.kind}) {', '.join(form.text for form in forms)}")
        for each in done.added:
            click.echo(options.near(f"added: {each}"))
    verb = "would be" if dry_run else "are"
    click.echo(
        f"{len(compared.new)} concepts {verb} new, {len(done.added)} additions {verb} made, {len(compared.same)} known already, "
        f"{len(compared.conflicts)} contradictions"
    )
    for path, _ in done.files:
        click.echo(f"{'would write' if dry_run else 'wrote'} {options.near(str(path))}")


def _import_document(done: Import, *, dry_run: bool) -> dict[str, object]:
    compared = done.comparison
    return {
        "dry_run": dry_run,
        "new": [one.id for one in compared.new],
        "same": list(compared.same),
        "additions": [
            {
                "concept": one.concept,
                "name": one.name.id,
                "locale": one.locale or None,
                "forms": [form.text for form in one.forms],
                "added": one in done.added,
                **place(one.position),
            }
            for one in compared.additions
        ],
        "conflicts": [_conflict(one) for one in compared.conflicts],
        "shared": [_conflict(one) for one in done.shared],
        "told": [remark(one) for one in done.told],
        "files": [options.near(str(path)) for path, _ in done.files],
    }


def _conflict(one: Conflict) -> dict[str, object]:
    return {"concept": one.concept, "message": one.what, "known": place(one.known), "offered": place(one.offered)}


def _report_json(command: str, document: Mapping[str, object], *, err: bool) -> None:
    click.echo(json.dumps({"schema": f"transflow.{command}/1", **document}, ensure_ascii=False, indent=2), err=err)
