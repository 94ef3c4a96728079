"""`studio caption`: captions for any recording."""

import json
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.progress import Shown, shown
from studio.cli.slice import Engine
from studio.cli.words import say, spoken
from studio.core.i18n import mark
from studio.flows.caption_media import Order, caption_media

WRITTEN = mark("{path}  {count} captions, words by {engine}")

app = typer.Typer()


@app.command("caption")
def caption(
    media: Annotated[Path, typer.Argument(help="视频或音频 · Video or sound")],
    out: Annotated[Path, typer.Option(help="字幕文件 .srt .vtt .ass · The captions' file")],
    script: Annotated[Path | None, typer.Option(help="话术文本 · The script, a text file")] = None,
    engine: Annotated[Engine, typer.Option(help="语音识别 · Recogniser")] = Engine.AUTO,
    model: Annotated[Path | None, typer.Option(help="识别模型 · The recogniser's model")] = None,
    library: Annotated[Path | None, typer.Option(help="资源库文件夹，专名由此校正 · Library with the names")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · Print JSON")] = False,
    progress: Annotated[Shown, typer.Option(help="进度 · Progress on stderr")] = Shown.AUTO,
) -> None:
    """字幕 · Write the captions of a recording, held against its script."""
    order = Order(media=media, out=out, script=script, engine=engine.value, model=model, library=library)
    with shown(progress) as step:
        made = caption_media(order, step)
    if as_json:
        typer.echo(json.dumps(made.as_data(spoken()), ensure_ascii=False, indent=2))
        return
    say(WRITTEN, path=made.path, count=len(made.cues), engine=made.engine)
    for notice in made.notices:
        typer.echo(f"· {notice.told_in(spoken())}")
