"""`studio library`: the library in the database, from and to files that people and Excel can read."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.imports import tell, tell_export
from studio.core.access import STUDIO
from studio.library import exchange

app = typer.Typer(name="library", help="资源库 · The library", no_args_is_help=True)


@app.command("import")
def import_library(
    path: Annotated[Path, typer.Argument(help="资源库文件夹、一个 YAML 文件或 .xlsx · A folder, a YAML file or .xlsx")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · Print JSON")] = False,
) -> None:
    """导入 · Bring a library into the database. Exit code 1 where a row was left out; the others are kept."""
    tell(exchange.import_files(STUDIO, path), as_json)


@app.command("export")
def export_library(
    path: Annotated[Path, typer.Argument(help="文件夹，或 .xlsx 文件 · A folder, or a file ending in .xlsx")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · Print JSON")] = False,
) -> None:
    """导出 · Write the library of the database as YAML files or as an Excel workbook."""
    exchange.export(STUDIO, path)
    tell_export(path, as_json)
