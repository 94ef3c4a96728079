"""`studio slice`: one recorded live session becomes product clips."""

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.progress import Shown, shown
from studio.cli.words import say, spoken
from studio.core.clock import COUNTY_TIME
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.edit.store import Slices
from studio.edit.tighten import MARGIN
from studio.flows.session_to_clips import DEFAULT_LOOK, Order, session_to_clips
from studio.media.markers import instant
from studio.media.timeline import Canvas

app = typer.Typer()


class Engine(StrEnum):
    """The recognisers there are, and what stands in for them."""

    AUTO = "auto"
    SCRIPT = "script"
    FASTER = "faster-whisper"
    WHISPER = "whisper"


@app.command("slice")
def slice_recording(
    recording: Annotated[Path, typer.Argument(help="录像文件 · The recording")],
    session: Annotated[Path, typer.Option(help="直播流程 · The session's file")],
    out: Annotated[Path, typer.Option(help="放切片的文件夹 · Folder for the clips")],
    markers: Annotated[Path | None, typer.Option(help="打点表 CSV/JSON · Table of markers")] = None,
    recorded_at: Annotated[str | None, typer.Option(help="开始录制的时刻 · When the recording began, ISO")] = None,
    library: Annotated[Path | None, typer.Option(help="资源库文件夹 · The library's folder")] = None,
    canvas: Annotated[Canvas, typer.Option(help="画幅 · Shape of the picture")] = Canvas.PORTRAIT,
    platform: Annotated[str, typer.Option(help="发布平台 · Platform, as douyin")] = "none",
    max_seconds: Annotated[float | None, typer.Option(min=5, help="最长秒数，含片尾 · Longest clip")] = None,
    accept_estimated: Annotated[bool, typer.Option(help="允许烧录估计字幕 · Burn in estimated captions")] = False,
    engine: Annotated[Engine, typer.Option(help="语音识别 · Recogniser")] = Engine.AUTO,
    model: Annotated[Path | None, typer.Option(help="识别模型 · The recogniser's model")] = None,
    look: Annotated[str, typer.Option(help="包装样式 · The look")] = DEFAULT_LOOK,
    margin: Annotated[
        float, typer.Option(min=0.05, max=2, help="话前话后最多留几秒 · Silence left beside speech")
    ] = MARGIN,
    only: Annotated[list[str] | None, typer.Option(help="只做这些环节 · Only these segments")] = None,
    edits: Annotated[Path | None, typer.Option(help="手改的标题、样式、字幕 JSON · Changes by hand")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="打印 slices.json · Print the manifest")] = False,
    progress: Annotated[Shown, typer.Option(help="进度 · Progress on stderr")] = Shown.AUTO,
) -> None:
    """切片 · Cut a recorded session into branded, captioned product clips."""
    order = Order(
        recording=recording, session=session, out=out, markers=markers,
        recorded_at=instant(recorded_at) if recorded_at else None, library=library, canvas=canvas, platform=platform,
        max_seconds=Seconds(max_seconds) if max_seconds else None, accept_estimated=accept_estimated,
        engine=engine.value, model=model, look=look, only=tuple(only or ()), margin=Seconds(margin), edits=edits,
    )  # fmt: skip
    with shown(progress) as step:
        slices = session_to_clips(order, datetime.now(COUNTY_TIME).date(), spoken(), step)
    if as_json:
        typer.echo(json.dumps(slices.as_data(), ensure_ascii=False, indent=2))
    else:
        tell(slices, out)


def tell(slices: Slices, out: Path) -> None:
    """Print what was made, and what people should know of it."""
    for clip in slices.clips:
        say(mark("{path}  {seconds:.1f} s  {title}"), path=out / clip.path, seconds=clip.duration_s, title=clip.title)
        for notice in clip.notices:
            typer.echo(f"  · {notice}")
    for notice in slices.notices:
        typer.echo(f"· {notice}")
    if not slices.clips:
        say(mark("No clip was made."))
