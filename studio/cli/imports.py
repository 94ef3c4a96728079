"""What came of an import or export, told on the terminal or as JSON."""

import json
from pathlib import Path

import typer

from studio.cli.words import say, spoken
from studio.core.i18n import mark
from studio.library.exchange import Imported
from studio.library.faults import told_problem

COUNTED = mark("New: {new}, changed: {changed}, the same: {same}, left out: {rejected}.")
EXPORTED = mark("Written to {path}.")


def tell(imported: Imported, as_json: bool) -> None:
    """Print what was imported and every row that was not. Exit code 1 where there is one."""
    translate = spoken()
    if as_json:
        typer.echo(json.dumps(imported.as_data(translate), ensure_ascii=False, indent=2))
    else:
        for problem in (*imported.rejected, *imported.oddities):
            typer.echo(told_problem(problem, translate))
        counts = {"new": imported.new, "changed": imported.changed, "same": imported.same}
        say(COUNTED, rejected=len(imported.rejected), **{name: len(found) for name, found in counts.items()})
    if imported.rejected:
        raise typer.Exit(1)


def tell_export(path: Path, as_json: bool) -> None:
    """Print where it was written to."""
    if as_json:
        typer.echo(json.dumps({"path": str(path.resolve())}, ensure_ascii=False))
    else:
        say(EXPORTED, path=path)
