"""Stands in for `studio slice`: it tells its progress and leaves clips. PRETEND=fail|break|wait changes its mind."""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from PIL import Image

from studio.jobs.processes import hold_tether

CLIPS = [("yinfeng", "石门银峰"), ("honey", "壶瓶山蜂蜜"), ("orange", "石门柑橘")]
SRT = "1\n00:00:00,200 --> 00:00:01,000\n先看这一盒石门银峰\n\n2\n00:00:01,100 --> 00:00:01,900\n一百六十八元\n"


def tell(done, step, told, segment=None):
    line = {"done": done, "step": step, "segment": segment, "told": told}
    say(json.dumps(line, ensure_ascii=False))


def say(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def make_clip(folder, title, colour, canvas):
    folder.mkdir(parents=True, exist_ok=True)
    size = (180, 320) if canvas == "9:16" else (320, 180)
    source = f"color=c={colour}:s={size[0]}x{size[1]}:r=25:d=2"
    line = f"-v error -y -f lavfi -i {source} -f lavfi -i sine=f=440:d=2 -pix_fmt yuv420p -movflags +faststart"
    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), *line.split(), str(folder / "clip.mp4")]
    subprocess.run(command, check=True)
    Image.new("RGB", size, colour).save(folder / "cover.jpg")
    (folder / "captions.srt").write_text(SRT, encoding="utf-8")
    name = folder.name
    return {
        "segment": name, "product": name, "title": title, "path": f"{name}/clip.mp4", "cover": f"{name}/cover.jpg",
        "captions": {"srt": f"{name}/captions.srt"}, "window": [0, 2], "windows": [[0, 2]], "keeps": [[0, 2]],
        "margin_s": 0.1, "end_card_s": 0.5, "duration_s": 62.04, "width": size[0], "height": size[1], "fps": 25.0,
        "lufs": -16.02, "true_peak_db": -1.8, "engine": "script", "estimated": name == "honey", "burnt_in": True,
        "mark": True, "qr": None, "notices": ["没有画二维码：平台不允许。"] * (name == "orange"),
    }  # fmt: skip


def main():
    hold_tether()
    options = argparse.ArgumentParser()
    options.add_argument("command")
    options.add_argument("recording")
    for name in ("--session", "--out", "--canvas", "--look", "--markers", "--progress", "--platform", "--recorded-at"):
        options.add_argument(name)
    options.add_argument("--accept-estimated", action="store_true")
    given = options.parse_args()
    out = Path(given.out)
    tell(0.1, "listening", "听录像", "yinfeng")
    if os.environ.get("PRETEND") == "fail":
        say("录像读不出来。\n请重新拷贝一次。")
        raise SystemExit(2)
    if os.environ.get("PRETEND") == "break":
        raise RuntimeError(given.out)
    while os.environ.get("PRETEND") == "wait":
        time.sleep(0.1)
    tell(0.3, "making the clip", "出片")
    clips = []
    for (name, title), colour in zip(CLIPS, ("#3c6e47", "#d99a2b", "#e07b1f"), strict=True):
        tell(0.4 + 0.15 * len(clips), "making the clip", "出片", name)
        clips.append(make_clip(out / name, title, colour, given.canvas))
    manifest = {"recording": {}, "session": "opening-night", "clips": clips, "notices": ["没有打点，剪点是估计的。"]}
    (out / "slices.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    tell(1.0, "done", "完成")


if __name__ == "__main__":
    main()
