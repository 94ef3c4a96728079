"""`studio check`: what is wrong in campaign files, where, and what to do."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from studio.core.clock import COUNTY_TIME
from studio.core.findings import Problem
from studio.core.i18n import Translate, mark, translator
from studio.core.settings import language
from studio.library.faults import told_problem
from studio.plan.check import check

NOTHING_WRONG = mark("Nothing wrong in {path}.")
SOME_WRONG = mark("Problems found: {count}")

app = typer.Typer()


@app.command("check")
def check_files(
    path: Annotated[Path, typer.Argument(help="文件、活动文件夹、资源库，或整个 campaigns · What to check")],
    library: Annotated[Path | None, typer.Option(help="资源库文件夹 · The library to use")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · Print JSON")] = False,
) -> None:
    """检查 · Tell every problem in campaign files, with file, line and what to do. Exit code 1 where there is any."""
    translate = translator(language())
    found = check(path, datetime.now(COUNTY_TIME).date(), library)
    if as_json:
        typer.echo(json.dumps([_as_json(problem, translate) for problem in found], ensure_ascii=False, indent=2))
    else:
        for problem in found:
            typer.echo(told_problem(problem, translate))
        summary = SOME_WRONG if found else NOTHING_WRONG
        typer.echo(translate(summary).format(count=len(found), path=path))
    if found:
        raise typer.Exit(1)


def _as_json(problem: Problem, translate: Translate) -> dict[str, str | int]:
    return {
        "file": problem.file,
        "line": problem.line,
        "problem": problem.what.told_in(translate),
        "advice": problem.advice.told_in(translate),
    }
