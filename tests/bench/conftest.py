"""The reference job: what is cut, from what, and the limit it is held against.

Source: 60 s of 1920×1080 at 30 pictures a second, keyframes 2 s apart, about 2.5 Mb/s: drawn moving shapes with noise,
and a tone for 3.3 s of every 5 s. Job: 12 pieces of 100 frames, so 40 s; one crop, two pieces, 12 Chinese captions.
"""

import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from studio.core.units import Seconds, moment_of
from studio.edit.overlays.type import caption_fonts
from studio.media import sound, subtitles
from studio.media.captions import CaptionStyle, Cue
from studio.media.ffmpeg import binary
from studio.media.probe import Recording, probe
from studio.media.timeline import Canvas, Crop, Keep, Piece, Span, Timeline

WORDS = "石门银峰海拔八百米一盒一百六十八元"
SHARED = Path(__file__).parents[3] / "shared" / "media"


@dataclass(frozen=True)
class Cost:
    wall: float
    cpu: float


def cost(work) -> Cost:
    """Wall and CPU seconds of a piece of work, its child processes included."""

    def spent():
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(u.ru_utime + u.ru_stime for u in used)

    began, cpu = time.perf_counter(), spent()
    work()
    return Cost(time.perf_counter() - began, spent() - cpu)


def ffmpeg(*arguments):
    subprocess.run([binary(), "-v", "error", "-y", *map(str, arguments)], check=True)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="session")
def recording(folder) -> Recording:
    """30 s of animated landscape and 30 s of talk where the shared recordings lie, else drawn pictures; with noise."""
    real = [SHARED / "meadow_bbb.webm", SHARED / "talk_en.mp4"]
    if all(file.is_file() for file in real):
        given = [a for file in real for a in ("-t", "30", "-i", file)]
    else:
        drawn = ["mandelbrot=s=1280x720:r=30", "testsrc2=s=1280x720:r=30"]
        given = [a for source in drawn for a in ("-f", "lavfi", "-t", "30", "-i", source)]
    shaped = "fps=30,scale=1920:1080,setsar=1,noise=alls=6:allf=t,format=yuv420p,trim=end_frame=900,setpts=PTS-STARTPTS"
    tone = "sine=f=220:r=48000:d=60,volume='if(lt(mod(t,5),3.34),1,0.002)':eval=frame"
    graph = f"[0:v]{shaped}[a];[1:v]{shaped}[b];[a][b]concat=n=2[v]"
    file = folder / "source.mp4"
    coded = ["-c:v", "libx264", "-preset", "veryfast", "-b:v", "2500k", "-g", "60", "-keyint_min", "60",
             "-sc_threshold", "0", "-c:a", "aac", "-b:a", "128k", "-t", "60"]  # fmt: skip
    ffmpeg(*given, "-f", "lavfi", "-i", tone, "-filter_complex", graph, "-map", "[v]", "-map", "2:a", *coded, file)
    return probe(file)


@pytest.fixture(scope="session")
def job(folder, recording) -> Timeline:
    logo, lower = folder / "logo.png", folder / "lower.png"
    Image.new("RGBA", (260, 120), (200, 60, 20, 200)).save(logo)
    Image.new("RGBA", (1080, 220), (20, 60, 20, 160)).save(lower)
    style = CaptionStyle("Noto Sans SC", 52, 300, 900, 18, bold=True)
    starts = [i * 100 / 30 for i in range(12)]
    cues = [Cue(Span(Seconds(at), Seconds(at + 3.2)), (WORDS,)) for at in starts]
    subtitles.write(folder / "words.ass", cues, style, (1080, 1920))
    keeps = tuple(Keep(0, 150 * i, 150 * i + 100, Crop(656, 0, 608, 1080)) for i in range(12))
    whole = Span(Seconds(0), Seconds(40))
    pieces = (Piece("brand", logo, 60, 80, 260, 120, whole), Piece("lower_third", lower, 0, 1240, 1080, 220, whole))
    return Timeline(
        (recording,), recording.rate, Canvas.PORTRAIT, keeps, folder / "sound.m4a", pieces,
        captions=folder / "words.ass", fonts=caption_fonts(),
    )  # fmt: skip


def mastered(job: Timeline) -> None:
    """The job's sound, measured and brought to its loudness."""
    spans = [Span(moment_of(k.first, job.rate), moment_of(k.last, job.rate)) for k in job.keeps]
    sound.master(sound.cut(job.sources[0].path, spans), job.sound)
