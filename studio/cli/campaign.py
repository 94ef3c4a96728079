"""`studio campaign`: campaigns and their sessions in the database, from and to their folders."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.imports import tell, tell_export
from studio.core.access import STUDIO
from studio.plan import exchange

app = typer.Typer(name="campaign", help="营销活动 · Campaigns", no_args_is_help=True)


@app.command("import")
def import_campaign(
    path: Annotated[Path, typer.Argument(help="活动文件夹、整个 campaigns 或一个文件 · A folder or a file")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · Print JSON")] = False,
) -> None:
    """导入 · Bring campaigns into the database, after the library they name. Exit code 1 where one was left out."""
    tell(exchange.import_folder(STUDIO, path), as_json)


@app.command("export")
def export_campaign(
    campaign: Annotated[str, typer.Argument(help="活动编号 · The campaign’s id")],
    folder: Annotated[Path, typer.Argument(help="写进哪个文件夹 · Folder to write to")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · Print JSON")] = False,
) -> None:
    """导出 · Write a campaign of the database and its sessions into a folder."""
    exchange.export(STUDIO, campaign, folder)
    tell_export(folder, as_json)
