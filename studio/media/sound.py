"""Sound: heard for analysis, cut to the sample, brought to the loudness that platforms expect."""

import re
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.core.i18n import mark
from studio.core.units import Decibel, Lufs, Seconds
from studio.media import ffmpeg
from studio.media.timeline import Span

HEARD_RATE = 16_000
"""Samples per second of sound for analysis: mono float32."""
RATE = 48_000
"""Samples per second of sound in a clip: stereo int16."""
TARGET = Lufs(-16.0)
PEAK = Decibel(-1.5)
_LIMIT = Decibel(-2.0)
_ALLOWED = 0.3
_TRIES = 4
_LOOK_BACK = 2.0
_NOTHING = 1e-5
_SILENCE = -69.5
"""What ebur128 says of sound too quiet to count."""
_FADE = RATE // 200
"""5 ms at each join, so that no cut clicks."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness and true peak (dBTP); None for silence."""

    lufs: Lufs | None
    peak: Decibel | None


def decode(path: Path, span: Span | None = None) -> np.ndarray:
    """The sound of a recording, or of a span of it, for analysis: (n,) float32 at 16 kHz, sample 0 at the span's start.

    Late sound is preceded by silence, so that an index is a moment of the recording. The recording must have sound.
    """
    asked = [] if span is None else ["-ss", f"{span.start:.6f}", "-t", f"{span.length:.6f}"]
    shape = [
        "-map",
        "0:a:0?",
        "-af",
        f"aresample={HEARD_RATE}:async=1:first_pts=0",
        "-ac",
        "1",
        "-f",
        "f32le",
        "pipe:1",
    ]
    raw, _ = ffmpeg.pipe(["-v", "error", *asked, "-i", str(path), "-vn", *shape], mark("the sound"))
    return np.frombuffer(raw, np.float32)


def last_heard(path: Path, length: Seconds) -> Seconds:
    """When a recording of `length` is heard for the last time; digital silence may follow. Looks back from its end."""
    reach = _LOOK_BACK
    while True:
        start = Seconds(max(0.0, length - reach))
        sounding = np.flatnonzero(np.abs(decode(path, Span(start, length))) > _NOTHING)
        if len(sounding) or not start:
            return Seconds(start + (int(sounding[-1]) + 1) / HEARD_RATE) if len(sounding) else Seconds(0.0)
        reach *= 8


def cut(path: Path, spans: Sequence[Span]) -> np.ndarray:
    """The spans of a recording's sound, one after another: (n, 2) int16 at 48 kHz, as long as the spans to the sample.

    Where the sound is missing there is silence. Joins are faded over 5 ms.
    """
    lengths = [round(span.end * RATE) - round(span.start * RATE) for span in spans]
    pieces = []
    for run in _runs(spans):
        whole = Span(run[0].start, run[-1].end)
        heard = _stereo(path, whole)
        pieces += [_piece(heard, whole.start, span) for span in run]
    joined = np.zeros((sum(lengths), 2), np.int16)
    at = 0
    for piece, length in zip(pieces, lengths, strict=True):
        part = piece[:length]
        joined[at : at + len(part)] = _faded(part)
        at += length
    return joined


def _runs(spans: Sequence[Span], gap: float = 20.0) -> list[list[Span]]:
    """Spans that follow one another closely, so that one pass over the file reads them."""
    runs: list[list[Span]] = []
    for span in spans:
        if runs and 0 <= span.start - runs[-1][-1].end <= gap:
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _stereo(path: Path, span: Span) -> np.ndarray:
    asked = ["-ss", f"{span.start:.6f}", "-t", f"{span.length + 0.05:.6f}", "-i", str(path), "-vn", "-map", "0:a:0?"]
    shape = ["-af", f"aresample={RATE}:async=1:first_pts=0", "-ac", "2", "-f", "s16le", "pipe:1"]
    raw, _ = ffmpeg.pipe(["-v", "error", *asked, *shape], mark("the sound"))
    return np.frombuffer(raw[: len(raw) // 4 * 4], np.int16).reshape(-1, 2)


def _piece(heard: np.ndarray, start: Seconds, span: Span) -> np.ndarray:
    first = round((span.start - start) * RATE)
    return heard[first : first + round(span.end * RATE) - round(span.start * RATE)]


def _faded(piece: np.ndarray) -> np.ndarray:
    length = min(_FADE, len(piece) // 2)
    if not length:
        return piece
    shaped = piece.astype(np.float32)
    ramp = np.linspace(0.0, 1.0, length, dtype=np.float32)[:, None]
    shaped[:length] *= ramp
    shaped[-length:] *= ramp[::-1]
    return shaped.astype(np.int16)


def measure(path: Path) -> Loudness:
    """How loud a finished file is, after decoding it. Silence for a file without sound."""
    said = ffmpeg.run(["-v", "info", "-i", str(path), "-map", "0:a:0?", *_METER], mark("the loudness"))
    return _read(said)


def master(samples: np.ndarray, out: Path) -> Loudness:
    """Write `samples` ((n, 2) int16 at 48 kHz) as AAC in an .m4a at −16 LUFS, true peak at most −1.5 dBTP.

    The gain is found on the sound itself, limiter included, which is cheap; the result is measured as encoded, and
    encoded again only where it misses. Returns its loudness. Near-silence is written as it is.
    """
    raw = samples.tobytes()
    found = _heard(raw, "anull")
    if found.lufs is None:
        _encode(raw, "anull", out)
        return found
    gain, limit = TARGET - found.lufs, float(_LIMIT)
    for _ in range(_TRIES):
        missed = TARGET - (_heard(raw, _chain(gain, limit, len(samples))).lufs or TARGET)
        if abs(missed) <= _ALLOWED / 3:
            break
        gain += missed * 1.3
    for _ in range(_TRIES):
        _encode(raw, _chain(gain, limit, len(samples)), out)
        found = measure(out)
        missed, over = TARGET - (found.lufs or TARGET), (found.peak or PEAK) - PEAK
        if abs(missed) <= _ALLOWED and over <= 0:
            break
        gain += missed
        limit -= over + 0.1 if over > 0 else 0.0
    return found


@contextmanager
def mastering(samples: Callable[[], np.ndarray], out: Path) -> Generator[Future[Loudness]]:
    """`master` what `samples` returns, beside the work of the block, which may wait for it."""
    with ThreadPoolExecutor(1) as aside:
        yield aside.submit(lambda: master(samples(), out))


def _chain(gain: float, limit: float, samples: int) -> str:
    limiter = f"alimiter=limit={limit:.2f}dB:level=false:attack=1:release=50:latency=true"
    return f"volume={gain:.3f}dB,{limiter},atrim=end_sample={samples}"


def _heard(raw: bytes, chain: str) -> Loudness:
    """How loud sound from memory would be after a chain of filters; its peak is not looked for."""
    _, said = ffmpeg.pipe(
        ["-v", "info", *_GIVEN, "-af", f"{chain},{_LUFS}", "-f", "null", "-"], mark("the loudness"), raw
    )
    return _read(said)


def _encode(raw: bytes, chain: str, out: Path) -> None:
    ffmpeg.pipe(["-v", "error", *_GIVEN, "-af", chain, *_AAC, str(out)], mark("the sound"), raw)


_GIVEN = ["-f", "s16le", "-ar", str(RATE), "-ac", "2", "-i", "pipe:0"]
_LUFS = "ebur128=framelog=quiet"
_METER = ["-af", f"{_LUFS}:peak=true", "-f", "null", "-"]
# The fast coder costs a sixth of the default's time and, on speech at this rate, lies nearer to what was said.
_AAC = ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "128k", "-ar", str(RATE), "-f", "ipod"]


def _read(said: str) -> Loudness:
    """The summary that ebur128 prints at the end."""
    whole = re.findall(r"I:\s+(-?[\d.]+|-inf|nan) LUFS", said)
    peaks = re.findall(r"Peak:\s+(-?[\d.]+|-inf|nan) dBFS", said)
    lufs = float(whole[-1]) if whole else float("-inf")
    silent = not lufs > _SILENCE
    peak = Decibel(float(peaks[-1])) if peaks and not silent else None
    return Loudness(None if silent else Lufs(lufs), peak)
