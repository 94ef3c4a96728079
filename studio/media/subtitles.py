"""Caption files: .srt and .vtt for players, .ass for burning in. In all three a script's words stay plain text."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pysubs2

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.media.captions import CaptionStyle, Cue
from studio.storage import files

FORMATS = (".srt", ".vtt", ".ass")

_PLAIN = CaptionStyle("Noto Sans SC", size=72, bottom=420, width=864, characters=12)
_CANVAS = (1080, 1920)
_HARMLESS = str.maketrans({"{": "\uff5b", "}": "\uff5d", "\\": "\uff3c", "\n": " ", "\r": " "})
"""ASS reads braces and backslashes as orders, and no way to quote them is known to every player: they become wide."""
_HARMLESS_SRT = str.maketrans({"<": "\uff1c", ">": "\uff1e"})
_HARMLESS_VTT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(eq=False)
class NoSuchCaptionFile(StudioError):
    """A caption file whose ending names no format we write."""

    path: str

    message: ClassVar[str] = mark("Captions cannot be written as {path}.")
    hint: ClassVar[str] = mark("Give the file one of the endings .srt, .vtt or .ass.")


def checked(path: Path) -> Path:
    """`path` itself. Raises `NoSuchCaptionFile` where its ending names no format."""
    if path.suffix.lower() not in FORMATS:
        raise NoSuchCaptionFile(path=path.name)
    return path


def write(
    path: Path,
    cues: Sequence[Cue],
    style: CaptionStyle | None = None,
    size: tuple[int, int] | None = None,
    font: Path | None = None,
) -> None:
    """Write the cues in the format that the ending names.

    `style` and `size`, the canvas in pixels, matter to .ass alone. With the `font` file given, `style.size` is the em
    in pixels, as Pillow counts; without it, it is the height of a line, as ASS counts.
    """
    kind = checked(path).suffix.lower()
    subs = pysubs2.SSAFile()
    escape = {".srt": _HARMLESS_SRT, ".vtt": _HARMLESS_VTT, ".ass": {}}[kind]
    for cue in cues:
        text = r"\N".join(line.translate(_HARMLESS).translate(escape) for line in cue.lines)
        subs.append(pysubs2.SSAEvent(round(cue.span.start * 1000), round(cue.span.end * 1000), text=text))
    if kind == ".ass":
        _dress(subs, style or _PLAIN, size or _CANVAS, font)
    files.write_text(path, subs.to_string(kind[1:]))


def _dress(subs: pysubs2.SSAFile, style: CaptionStyle, size: tuple[int, int], font: Path | None) -> None:
    subs.info.update(
        {
            "PlayResX": str(size[0]),
            "PlayResY": str(size[1]),
            "WrapStyle": "2",
            "ScaledBorderAndShadow": "yes",
            "YCbCr Matrix": "None",
        }
    )
    side = max(0, (size[0] - style.width) // 2)
    subs.styles["Default"] = pysubs2.SSAStyle(
        fontname=style.font.translate(_HARMLESS).replace(",", " "),
        fontsize=round(style.size * (_line_height(font) if font else 1.0), 1),
        bold=style.bold,
        primarycolor=_colour(style.colour),
        outlinecolor=_colour(style.outline_colour),
        backcolor=_colour(style.outline_colour),
        outline=style.outline,
        shadow=style.shadow,
        alignment=pysubs2.Alignment.BOTTOM_CENTER,
        marginl=side,
        marginr=side,
        marginv=style.bottom,
    )


def _colour(text: str) -> pysubs2.Color:
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return pysubs2.Color(red, green, blue)


def _line_height(font: Path) -> float:
    """The line height libass sees in a font file, in ems: its Windows ascent and descent."""
    data = font.read_bytes()
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, start + 4)[0]
    tables = {}
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + index * 16)
        tables[tag] = offset
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    ascent, descent = struct.unpack_from(">HH", data, tables[b"OS/2"] + 74)
    return (ascent + descent) / em
