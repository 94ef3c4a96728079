"""`studio product-video`: raw footage becomes a spot's product video."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.progress import Shown, shown
from studio.cli.words import say, spoken
from studio.core.clock import COUNTY_TIME
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.flows.product_video import Order, product_video
from studio.flows.session_to_clips import DEFAULT_LOOK
from studio.media.timeline import Canvas

app = typer.Typer()


@app.command("product-video")
def make_product_video(
    footage: Annotated[list[Path], typer.Argument(help="原始素材，可多个 · Raw footage, one file or more")],
    product: Annotated[str, typer.Option(help="产品编号 · The product's id in the library")],
    spot: Annotated[str, typer.Option(help="景点编号 · The spot's id in the library")],
    seconds: Annotated[float, typer.Option(min=5, max=600, help="成片秒数，含片尾 · Length, end card included")],
    out: Annotated[Path, typer.Option(help="成片文件 .mp4 · The finished video")],
    look: Annotated[str, typer.Option(help="包装样式 · The look")] = DEFAULT_LOOK,
    voice: Annotated[Path | None, typer.Option(help="配音文件 · A voice to lay over it")] = None,
    library: Annotated[Path | None, typer.Option(help="资源库文件夹 · The library's folder")] = None,
    canvas: Annotated[Canvas, typer.Option(help="画幅 · Shape of the picture")] = Canvas.PORTRAIT,
    platform: Annotated[str, typer.Option(help="发布平台 · Platform, as douyin")] = "none",
    shots: Annotated[Path | None, typer.Option(help="指定镜头的 JSON · A list of shots to use")] = None,
    cover: Annotated[Path | None, typer.Option(help="封面文件 .jpg · A cover to draw")] = None,
    title: Annotated[str | None, typer.Option(help="封面标题 · The title on the cover")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="打印结果 · Print what was made as JSON")] = False,
    progress: Annotated[Shown, typer.Option(help="进度 · Progress on stderr")] = Shown.AUTO,
) -> None:
    """产品短片 · Make a spot's product video from raw footage."""
    order = Order(
        footage=tuple(footage), product=product, spot=spot, seconds=Seconds(seconds), out=out, look=look, voice=voice,
        library=library, canvas=canvas, platform=platform, shots=shots, cover=cover, title=title,
    )  # fmt: skip
    with shown(progress) as step:
        video = product_video(order, datetime.now(COUNTY_TIME).date(), spoken(), step)
    if as_json:
        typer.echo(json.dumps(video.as_data(), ensure_ascii=False, indent=2))
        return
    text = mark("{path}  {seconds:.1f} s of {shots} shots")
    say(text, path=video.path, seconds=video.duration_s, shots=len(video.keeps))
    for notice in video.notices:
        typer.echo(f"  · {notice}")
