"""The reference job: what is cut, from what, and the limit it is held against.

Source: 60 s of 1920×1080, 30 pictures a second, keyframes 2 s apart, about 2.5 Mb/s: moving pictures with noise, the
sample recording's host before them; twelve of her sentences, one every 5 s, 2.93 s long each. Job: 12 pieces of 100
frames, so 40 s; one crop, two graphics, 12 Chinese captions.
"""

import json
import os
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from studio.core.settings import shipped
from studio.core.units import Seconds, moment_of
from studio.edit.overlays.type import caption_fonts
from studio.edit.render import arguments, render
from studio.media import sound, subtitles
from studio.media.captions import CaptionStyle, Cue
from studio.media.ffmpeg import binary
from studio.media.probe import Recording, probe
from studio.media.timeline import Canvas, Crop, Keep, Piece, Span, Timeline

WORDS = "石门银峰海拔八百米一盒一百六十八元"
SAMPLE = shipped("campaigns") / "2098-spring-tea" / "recordings" / "opening-night.mp4"


@dataclass(frozen=True)
class Cost:
    wall: float
    cpu: float

    def __sub__(self, other):
        return Cost(self.wall - other.wall, self.cpu - other.cpu)


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


def bare(frames):
    """The limit: x264 alone, on raw frames, as the renderer sets it."""
    given = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "1080x1920", "-r", "30", "-i", frames]
    coded = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"]
    ffmpeg(*given, *coded, frames.with_suffix(".mp4"))


def raw(clip):
    """A clip's own frames, raw: what the bare encode starts from."""
    frames = clip.with_suffix(".yuv")
    ffmpeg("-i", clip, "-f", "rawvideo", "-pix_fmt", "yuv420p", frames)
    return frames


def drawn(job: Timeline, file: Path) -> Path:
    """The job's own frames, raw, as the render hands them to x264: decoded from a clip they would be easier to code."""
    given = arguments(job, file)
    until_mapped = given[: given.index("-map") + 2]
    ffmpeg(*until_mapped, "-frames:v", job.frames, "-f", "rawvideo", "-pix_fmt", "yuv420p", file)
    return file


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="session")
def sentences():
    """Twelve of the sample's sentences of about one length: what is said and when."""
    said = json.loads(SAMPLE.with_suffix(".truth.json").read_text(encoding="utf-8"))
    return sorted(said, key=lambda one: abs(one["end"] - one["start"] - 4.3))[:12]


@pytest.fixture(scope="session")
def recording(folder, sentences) -> Recording:
    """Filmed pictures where BENCH_MEDIA names a folder with them, else drawn ones."""
    shared = os.environ.get("BENCH_MEDIA")
    if shared:
        given = [a for name in ("meadow_bbb.webm", "talk_en.mp4") for a in ("-t", "30", "-i", Path(shared, name))]
    else:
        drawn = ["mandelbrot=s=1280x720:r=30", "testsrc2=s=1280x720:r=30"]
        given = [a for source in drawn for a in ("-f", "lavfi", "-t", "30", "-i", source)]
    shaped = (
        "fps=30,scale=1920:1080:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p,"
        "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv,"
        "tpad=stop=-1:stop_mode=clone,trim=end_frame=900"
    )
    picture = f"[0:v]{shaped}[a];[1:v]{shaped}[b];[a][b]concat=n=2[v]"
    host = "[2:v]crop=500:520:377:230,fps=30[h];[v][h]overlay=710:560:shortest=1,noise=alls=6:allf=t,format=yuv420p[p]"
    file = folder / "source.mp4"
    coded = ["-c:v", "libx264", "-preset", "veryfast", "-b:v", "2500k", "-g", "60", "-keyint_min", "60",
             "-sc_threshold", "0", "-c:a", "aac", "-b:a", "128k", "-t", "60"]  # fmt: skip
    given += ["-i", SAMPLE, "-i", spoken(folder, sentences)]
    ffmpeg(*given, "-filter_complex", f"{picture};{host}", "-map", "[p]", "-map", "3:a", *coded, file)
    return probe(file)


def spoken(folder, sentences):
    """A sentence every 5 s, over a faint hush."""
    given = [a for one in sentences for a in ("-ss", one["start"], "-t", one["end"] - one["start"], "-i", SAMPLE)]
    fitted = [
        f"[{n}:a]atempo={(one['end'] - one['start']) / 2.93:.5f},aresample=48000,asetpts=N/SR/TB,adelay=200:all=1,"
        f"apad=whole_len=240000,atrim=end_sample=240000[s{n}]"
        for n, one in enumerate(sentences)
    ]
    joined = "".join(f"[s{n}]" for n in range(12)) + "concat=n=12:v=0:a=1[said]"
    mixed = "anoisesrc=c=pink:a=0.003:r=48000:d=60[hush];[said][hush]amix=normalize=0[s]"
    ffmpeg(*given, "-filter_complex", ";".join([*fitted, joined, mixed]), "-map", "[s]", folder / "spoken.wav")
    return folder / "spoken.wav"


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


def rendered(job: Timeline, out: Path) -> None:
    """The job as a file: its sound is cut, measured and brought to its loudness beside its pictures."""
    spans = [Span(moment_of(k.first, job.rate), moment_of(k.last, job.rate)) for k in job.keeps]
    with sound.mastering(lambda: sound.cut(job.sources[0].path, spans), job.sound) as loudness:
        render(job, out, mastered=loudness)
