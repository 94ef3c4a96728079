"""`studio demo`: the sample session becomes clips, then the studio opens on them."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.open import open_studio
from studio.cli.progress import Shown, shown
from studio.cli.words import say, spoken
from studio.core.clock import COUNTY_TIME
from studio.core.i18n import mark
from studio.core.settings import language
from studio.edit.store import Clip
from studio.flows.demo import Demonstration, demonstrate, sample, show

app = typer.Typer()

TITLE = mark("Sample: the spring tea festival's opening night")
INTRODUCED = mark("Cutting the sample live session into product clips …")
COLUMNS = (mark("Clip"), mark("Length"), mark("Cut from"), mark("Loudness"), mark("File"))
WHERE = mark("{count} clips lie in {folder}")
MADE = mark("{made} made now, {reused} used again from before, in {seconds:.1f} s.")
ESTIMATED = mark(
    "The captions come from the script (estimated), because no recogniser's model was asked for. "
    "With a model of your own: studio model add FILE_OR_FOLDER, then studio slice."
)


@app.command("demo")
def demo(
    out: Annotated[Path, typer.Option(help="放切片的文件夹 · Folder for the clips")] = Path("out/demo"),
    no_serve: Annotated[bool, typer.Option("--no-serve", help="做完就结束，不打开工坊 · End after the clips")] = False,
    port: Annotated[int | None, typer.Option(help="端口，默认找一个空的 · Port", min=1, max=65535)] = None,
    progress: Annotated[Shown, typer.Option(help="进度 · Progress on stderr")] = Shown.AUTO,
) -> None:
    """示例 · Cut the sample session into clips, then open the studio."""
    say(INTRODUCED)
    order = sample(out)
    with shown(progress) as step:
        shown_work = demonstrate(order, datetime.now(COUNTY_TIME).date(), spoken(), step)
    tell(shown_work, out)
    if not no_serve:
        show(order, spoken()(TITLE), language())
        open_studio(port, demo=True)


def tell(work: Demonstration, out: Path) -> None:
    """Print what was made, where, and in how long."""
    _table(work.slices.clips)
    clips, reused = len(work.slices.clips), len(work.reused)
    say(WHERE, count=clips, folder=out.resolve())
    say(MADE, made=clips - reused, reused=reused, seconds=work.took)
    for notice in _each_once([*work.slices.notices, *(told for clip in work.slices.clips for told in clip.notices)]):
        typer.echo(f"· {notice}")
    if any(clip.estimated for clip in work.slices.clips):
        say(ESTIMATED)


def _table(clips: tuple[Clip, ...]) -> None:
    from rich.console import Console  # noqa: PLC0415 - only a command that draws a table needs it
    from rich.table import Column, Table  # noqa: PLC0415

    table = Table(*(Column(spoken()(column), overflow="fold") for column in COLUMNS))
    for clip in clips:
        loudness = "–" if clip.lufs is None else f"{clip.lufs:.1f} LUFS"
        window = f"{_clock(clip.window[0])} – {_clock(clip.window[1])}"
        table.add_row(clip.title, f"{clip.duration_s:.1f} s", window, loudness, clip.path)
    Console().print(table)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{seconds % 60:04.1f}"


def _each_once(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))
