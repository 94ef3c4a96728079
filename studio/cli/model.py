"""`studio model`: the recognisers' models: which are here, add one, fetch one."""

import json
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.progress import Shown, shown
from studio.cli.words import say
from studio.core import settings
from studio.core.i18n import mark
from studio.media.speech import engines, fetch, models, shelf
from studio.media.speech.models import Found, Kind

NONE_HERE = mark("No speech model is here. Get one: studio model fetch base, or: studio model add FILE_OR_FOLDER")
LISTED = mark("{mark} {name}  for {kind}  {size} MB  {path}")
READY = mark("The model {name} for {kind} is ready: {path}")

app = typer.Typer(name="model", help="语音识别模型 · Speech models", no_args_is_help=True)


@app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 · Print JSON")] = False,
) -> None:
    """有哪些模型 · The models on this computer, the one that is used unasked marked *."""
    own = settings.own_model()
    used = models.given(Path(own)) if own else engines.picked()
    found = models.here()
    if used and used not in found:
        found.insert(0, used)
    if as_json:
        typer.echo(json.dumps([_as_data(one) | {"used": one == used} for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        say(LISTED, mark="*" if one == used else " ", name=one.name, kind=one.kind, size=_megabytes(one), path=one.path)
    if not found:
        say(NONE_HERE)


@app.command("add")
def add_model(
    path: Annotated[Path, typer.Argument(help="模型文件 .pt 或文件夹 · A .pt file, or a folder of faster-whisper")],
) -> None:
    """添加模型 · Copy a model from this computer into the studio's folder."""
    _tell(shelf.add(path))


@app.command("fetch")
def fetch_model(
    name: Annotated[str, typer.Argument(help="tiny base small medium large-v3 …")],
    kind: Annotated[Kind, typer.Option("--for", help="给哪个引擎用 · For which recogniser")] = Kind.CTRANSLATE,
    mirror: Annotated[str | None, typer.Option(help="镜像网址 · Address of a mirror")] = None,
    progress: Annotated[Shown, typer.Option(help="进度 · Progress on stderr")] = Shown.AUTO,
) -> None:
    """下载模型 · Get a published model; what broke off goes on, and checksums are held against the publisher's."""
    with shown(progress) as step:
        found = fetch.fetch(name, kind, mirror, step)
    _tell(found)


def _tell(found: Found) -> None:
    say(READY, name=found.name, kind=found.kind, path=found.path)


def _megabytes(found: Found) -> int:
    weights = found.path / "model.bin" if found.path.is_dir() else found.path
    return round(weights.stat().st_size / 1e6)


def _as_data(found: Found) -> dict[str, str | int | bool]:
    return {
        "name": found.name,
        "engine": found.kind.value,
        "path": str(found.path),
        "place": found.place,
        "megabytes": _megabytes(found),
    }
