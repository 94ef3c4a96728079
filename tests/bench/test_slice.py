"""The whole command, analysis, cover, QR and verification included, against the bare encode of the clip it makes."""

import json
import os
import statistics
import subprocess
import sys

import pytest

from studio.core.settings import shipped
from studio.media.probe import counted
from tests.bench.conftest import bare, cost, raw

ROUNDS = 3
LINK = "https://shop.example/yinfeng"
SESSION = """id: bench
title: 量一量
host: tea-farmer
spot: huping-mountain
starts: 2027-04-05T20:00:00+08:00
segments:
  - {{id: tea, kind: product, product: shimen-yinfeng, title: 石门银峰, seconds: 60, price: "168.00",
     points: [海拔八百米], link: "{link}", script: "{script}"}}
"""


@pytest.fixture
def slice_tea(folder, recording, sentences):
    """Run `studio slice` on the reference recording into `out`; `found` is whether the recording is there."""
    session, markers = folder / "bench.yaml", folder / "markers.csv"
    session.write_text(SESSION.format(link=LINK, script="".join(one["text"] for one in sentences)), encoding="utf-8")
    markers.write_text("at,kind,segment,note\n0.0,start,tea,\n60.0,end,tea,\n", encoding="utf-8")

    def run(out, home, found=True):
        video = recording.path if found else folder / "missing.mp4"
        command = [
            sys.executable, "-m", "studio", "slice", video, "--session", session, "--markers", markers, "--out", out,
            "--library", shipped("campaigns") / "library", "--engine", "script", "--progress", "none", "--json",
        ]  # fmt: skip
        ran = subprocess.run(list(map(str, command)), env=os.environ | {"STUDIO_HOME": str(home)}, capture_output=True)
        assert ran.returncode == (0 if found else 2), ran.stderr.decode()
        return json.loads(ran.stdout)["clips"][0] if found else None

    return run


def test_whole_command_against_the_bare_encode(folder, slice_tea):
    clip = slice_tea(folder / "first", folder / "home-first")
    file = folder / "first" / clip["path"]
    frames, picture, heard = counted(file)
    body = sum(end - start for start, end in clip["keeps"])
    assert len(clip["keeps"]) == 12
    assert body == pytest.approx(40, abs=1)
    assert frames == round((body + clip["end_card_s"]) * 30)
    assert abs(picture - heard) <= 1 / 30
    assert clip["burnt_in"]
    assert clip["mark"]
    assert clip["qr"] == LINK
    encoded = raw(file)

    def round_of(number):
        """What start-up, the command and the bare encode cost; of before only ffmpeg's self-test is kept."""
        home = folder / f"home-{number}"
        slice_tea(folder / "none", home, found=False)
        start = cost(lambda: slice_tea(folder / "none", home, found=False))
        whole = cost(lambda: slice_tea(folder / f"out-{number}", home))
        return start, whole, cost(lambda: bare(encoded))

    rounds = [round_of(number) for number in range(ROUNDS)]
    wall, cpu = (
        statistics.median(getattr(whole - start, what) / getattr(limit, what) for start, whole, limit in rounds)
        for what in ("wall", "cpu")
    )
    print(
        f"\nwhole command beyond start-up / bare encode: wall {wall:.2f}, CPU {cpu:.2f}, median of {ROUNDS}; {rounds}"
    )
    assert wall <= 1.65
