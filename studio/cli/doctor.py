"""`studio doctor`: what is here, what is missing, what to do."""

import json
from typing import Annotated

import typer

from studio.cli.words import say, spoken
from studio.core.i18n import mark
from studio.flows.doctor import examine

ALL_WELL = mark("Everything that is needed is here.")
NOT_WELL = mark("Something that is needed is missing; see the lines marked ✗.")

app = typer.Typer()


@app.command("doctor")
def doctor(as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · Print JSON")] = False) -> None:
    """体检 · Tell what is here and what is missing. Exit code 1 where something needed is missing."""
    translate = spoken()
    found = examine()
    is_well = all(one.is_well or not one.is_needed for one in found)
    if as_json:
        checks = [one.as_data(translate) for one in found]
        typer.echo(json.dumps({"ok": is_well, "checks": checks}, ensure_ascii=False, indent=2))
    else:
        for one in found:
            sign = "✓" if one.is_well else ("✗" if one.is_needed else "–")
            typer.echo(f"{sign} {one.name}: {one.seen.told_in(translate)}")
            if one.advice and not one.is_well:
                typer.echo(f"  {translate(one.advice)}")
        say(ALL_WELL if is_well else NOT_WELL)
    if not is_well:
        raise typer.Exit(1)
