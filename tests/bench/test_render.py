"""The render against the physical limit, a bare encode of the same frames, and against moviepy doing the same job."""

import statistics

import pytest

from studio.media.probe import counted
from tests.bench.conftest import WORDS, bare, cost, drawn, ffmpeg, rendered

ROUNDS = 5


@pytest.fixture(scope="module")
def frames(folder, job):
    """The job's own frames, raw: what the bare encode starts from."""
    ours(job, folder)
    return drawn(job, folder / "frames.yuv")


def ours(job, folder):
    rendered(job, folder / "ours.mp4")


def test_frames_are_exact_and_sound_keeps_with_them(folder, frames):
    count, picture, heard = counted(folder / "ours.mp4")
    assert count == 1200
    assert frames.stat().st_size == 1200 * 1080 * 1920 * 3 // 2
    assert abs(picture - heard) <= 1 / 30


def test_render_against_the_bare_encode(folder, job, frames):
    pairs = [(cost(lambda: ours(job, folder)), cost(lambda: bare(frames))) for _ in range(ROUNDS)]
    wall = statistics.median(a.wall / b.wall for a, b in pairs)
    cpu = statistics.median(a.cpu / b.cpu for a, b in pairs)
    print(f"\nrender / bare encode: wall {wall:.2f}, CPU {cpu:.2f}, median of {ROUNDS}; {pairs}")
    assert wall <= 1.4


def test_render_against_moviepy(folder, job, frames):
    mine = cost(lambda: ours(job, folder))
    theirs = cost(lambda: by_moviepy(job, folder))
    print(f"\nmoviepy / render: wall {theirs.wall / mine.wall:.1f}, CPU {theirs.cpu / mine.cpu:.1f}; {mine} {theirs}")
    assert theirs.wall / mine.wall >= 9


def by_moviepy(job, folder):
    from moviepy import CompositeVideoClip, ImageClip, TextClip, VideoFileClip, concatenate_videoclips
    from moviepy.video.fx import Crop, Resize

    font = next(job.fonts.glob("*.ttf"))
    with VideoFileClip(str(job.sources[0].path)) as source:
        parts = [source.subclipped(k.first / 30, k.last / 30) for k in job.keeps]
        whole = concatenate_videoclips(parts).with_effects(
            [Crop(x1=656, y1=0, width=608, height=1080), Resize((1080, 1920))]
        )
        laid = [ImageClip(str(p.file)).with_duration(40).with_position((p.x, p.y)) for p in job.pieces]
        words = [
            TextClip(font=str(font), text=WORDS, font_size=52, color="white", stroke_color="black", stroke_width=4)
            .with_start(i * 100 / 30).with_duration(3.2).with_position(("center", 1560))
            for i in range(12)
        ]  # fmt: skip
        CompositeVideoClip([whole, *laid, *words]).write_videofile(
            str(folder / "theirs.mp4"), codec="libx264", preset="veryfast", ffmpeg_params=["-crf", "23"], threads=2,
            logger=None,
        )  # fmt: skip


def test_late_clip_costs_no_more_than_an_early_one(folder, job, recording):
    """A clip at minute 58 of an hour against one at minute 0, in CPU seconds."""
    from dataclasses import replace

    from studio.media.probe import probe

    hour = folder / "hour.mp4"
    ffmpeg("-stream_loop", "59", "-i", recording.path, "-c", "copy", "-t", "3600", hour)
    long = probe(hour)

    def clip(minute):
        keeps = tuple(replace(k, first=k.first + minute * 1800, last=k.last + minute * 1800) for k in job.keeps[:3])
        part = replace(job, sources=(long,), keeps=keeps)
        rendered(part, folder / "part.mp4")

    pairs = [(cost(lambda: clip(58)), cost(lambda: clip(0))) for _ in range(ROUNDS)]
    extra = statistics.median(late.cpu - early.cpu for late, early in pairs)
    print(f"\nminute 58 − minute 0: {extra:+.2f} CPU s, median of {ROUNDS}")
    assert extra <= 0.3
