"""`studio schema`: what may stand in each kind of campaign file."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.plan.schema import RECORDS, schema
from studio.storage.files import write_json

Record = StrEnum("Record", {name: name for name in RECORDS})

app = typer.Typer()


@app.command("schema")
def print_schema(
    name: Annotated[Record, typer.Argument(help="哪种条目 · Which kind of entry")],
    out: Annotated[Path | None, typer.Option(help="写进文件 · Write it into a file")] = None,
) -> None:
    """字段表 · Print the JSON Schema of a kind of entry: what may stand in its file."""
    found = schema(name.value)
    if out:
        write_json(out, found)
    else:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
