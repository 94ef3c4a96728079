"""`studio version`: which studio this is."""

from importlib.metadata import version

import typer

app = typer.Typer()


@app.command("version")
def show_version() -> None:
    """版本 · Print the version."""
    typer.echo(version("yunzao-studio"))
