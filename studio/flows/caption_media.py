"""Captions for any recording: heard, held against a script where there is one, written as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from studio.core.errors import StudioError
from studio.core.findings import Notice
from studio.core.i18n import Translate, mark
from studio.core.units import Seconds
from studio.edit import captions
from studio.edit.overlays.type import CAPTION_FAMILY, FULL, file_of
from studio.library.catalogue import find_library, load_library, names
from studio.media import linebreaks, probe, sound, subtitles
from studio.media.captions import CaptionStyle, Cue, Sentence
from studio.media.speech import engines, estimate, script, vad
from studio.media.speech.settle import settle
from studio.media.speech.transcriber import RATE, Transcriber
from studio.media.timeline import Canvas, Span, joined
from studio.plan import coach

TALL = CaptionStyle(CAPTION_FAMILY, size=72, bottom=420, width=864, characters=12)
WIDE = CaptionStyle(CAPTION_FAMILY, size=64, bottom=80, width=1600, characters=16)
_UNCOVERED = 0.05
_ENCODINGS = ("utf-8-sig", "gb18030")

ESTIMATED = mark(
    "The captions are estimated (估计): the script laid over the speech, unheard. Check them before publishing. "
    "To have them heard, get a model: `studio model fetch base`, `studio model add FILE_OR_FOLDER`, or --model PATH."
)
UNCOVERED = mark("{share:.0%} of the speech has no caption.")
NO_SPEECH = mark("No speech was found.")
HEARING, WRITING = mark("listening"), mark("writing the captions")


@dataclass(eq=False)
class NoWords(StudioError):
    """Neither a recogniser nor a script: there is nothing to write."""

    media: str

    message: ClassVar[str] = mark("There are no words for {media}: no speech model is here and no script was given.")
    hint: ClassVar[str] = mark("Give the words with --script FILE, or get a model: studio model fetch base")


@dataclass(eq=False)
class NoSound(StudioError):
    """A recording that cannot be listened to."""

    media: str

    message: ClassVar[str] = mark("{media} has no sound.")
    hint: ClassVar[str] = mark("Choose a recording with sound.")


@dataclass(eq=False)
class ScriptUnreadable(StudioError):
    """A script that is no text."""

    path: str

    message: ClassVar[str] = mark("The script {path} cannot be read as text.")
    hint: ClassVar[str] = mark("Give a plain text file, saved as UTF-8 or GBK.")


@dataclass(eq=False)
class OverScript(StudioError):
    """The captions would be written over the script."""

    path: str

    message: ClassVar[str] = mark("{path} is the script and would be overwritten.")
    hint: ClassVar[str] = mark("Give --out another name.")


@dataclass(frozen=True, slots=True)
class Order:
    """What to caption and how; `out` ends in .srt, .vtt or .ass."""

    media: Path
    out: Path
    script: Path | None = None
    engine: str = engines.AUTO
    model: Path | None = None
    library: Path | None = None


@dataclass(frozen=True, slots=True)
class Captioned:
    """What was written; `uncovered` is the share of speech that no caption covers."""

    path: Path
    engine: str
    estimated: bool
    cues: tuple[Cue, ...]
    uncovered: float
    notices: tuple[Notice, ...]

    def as_data(self, translate: Translate) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "path": str(self.path),
            "engine": self.engine,
            "estimated": self.estimated,
            "uncovered": round(self.uncovered, 3),
            "cues": [
                {"start": round(cue.span.start, 3), "end": round(cue.span.end, 3), "lines": list(cue.lines)}
                for cue in self.cues
            ],
            "notices": [notice.told_in(translate) for notice in self.notices],
        }


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, and how much of it all is done."""

    done: float
    step: str
    segment: str | None = None


def caption_media(order: Order, progress: Callable[[Step], None] = lambda step: None) -> Captioned:
    """Write the captions of a recording. Raises a `StudioError` before anything is written."""
    subtitles.checked(order.out)
    if order.script and order.script.resolve() == order.out.resolve():
        raise OverScript(path=str(order.out))
    lines = script.sentences(_read(order.script)) if order.script else []
    terms = names(load_library(find_library(order.media, order.library))) if order.library else ()
    if not probe.has_sound(order.media):
        raise NoSound(media=str(order.media))
    transcriber = engines.choose(order.engine, order.model)
    if transcriber is None and not lines:
        raise NoWords(media=str(order.media))
    progress(Step(0.0, HEARING))
    pcm = sound.decode(order.media)
    speech = vad.speech(pcm)
    sentences = _sentences(pcm, speech, lines, terms, transcriber)
    progress(Step(0.95, WRITING))
    size, style = _canvas(order.media)
    whole = Span(Seconds(0.0), Seconds(len(pcm) / RATE))
    font = file_of(FULL)
    cues = captions.cues(sentences, [whole], style, terms, linebreaks.ruler(font, style.size))
    subtitles.write(order.out, cues, style, size, font)
    uncovered = _uncovered(speech, cues)
    notices = _notices(transcriber, lines, sentences, speech, uncovered)
    engine = transcriber.name if transcriber else engines.SCRIPT
    return Captioned(order.out, engine, transcriber is None, tuple(cues), uncovered, tuple(notices))


def _sentences(
    pcm: Any, speech: Sequence[Span], lines: Sequence[str], terms: Sequence[str], transcriber: Transcriber | None
) -> list[Sentence]:
    if transcriber is None:
        return estimate.estimated(lines, speech)
    heard = transcriber.transcribe(pcm, vad.chunks(speech), None)
    return settle(lines, heard, speech, terms, lambda span, text: transcriber.likelihood(pcm, span, text, None))


def _read(path: Path) -> str:
    if not path.is_file():
        raise probe.NoSuchFile(path=str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ScriptUnreadable(path=str(path)) from error
    if b"\0" not in data:
        for encoding in _ENCODINGS:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise ScriptUnreadable(path=str(path))


def _canvas(media: Path) -> tuple[tuple[int, int], CaptionStyle]:
    """The canvas nearest to the picture's shape, and how captions stand on it; sound alone counts as tall."""
    try:
        found = probe.probe(media)
    except StudioError:
        return Canvas.PORTRAIT.size, TALL
    is_wide = found.width > found.height
    return (Canvas.LANDSCAPE.size, WIDE) if is_wide else (Canvas.PORTRAIT.size, TALL)


def _uncovered(speech: Sequence[Span], cues: Sequence[Cue]) -> float:
    shown = joined(cue.span for cue in cues)
    total = sum(span.length for span in speech)
    covered = sum(span.overlap(cue) for span in speech for cue in shown)
    return max(0.0, 1 - covered / total) if total else 0.0


def _notices(
    transcriber: Transcriber | None,
    lines: Sequence[str],
    sentences: Sequence[Sentence],
    speech: Sequence[Span],
    uncovered: float,
) -> list[Notice]:
    notices = [Notice(ESTIMATED)] if transcriber is None else coach.said_otherwise(lines, None, sentences)
    if not speech:
        notices.append(Notice(NO_SPEECH))
    elif uncovered > _UNCOVERED:
        notices.append(Notice(UNCOVERED, {"share": uncovered}))
    return notices
