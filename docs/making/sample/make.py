"""Make the sample recording, its markers and its truth: `python docs/making/sample/make.py`.

Only for developers; see docs/making/README.md. Takes a quarter of an hour on two cores.
"""

import csv
import json
import subprocess
import tempfile
import wave
from dataclasses import asdict
from pathlib import Path

import film
import numpy as np
import sound
import voice

CAMPAIGN = Path(__file__).parents[3] / "campaigns/2098-spring-tea"
NAME = "opening-night"
FPS = 25
LOUDNESS = "-20"


def main() -> None:
    """Everything, from the session file to the folder `recordings/`."""
    folder = CAMPAIGN / "recordings"
    folder.mkdir(exist_ok=True)
    talk = voice.talk(CAMPAIGN / "sessions" / f"{NAME}.yaml", FPS)
    write_markers(folder / f"{NAME}.markers.csv", talk)
    write_truth(folder / f"{NAME}.truth.json", talk)
    with tempfile.TemporaryDirectory() as held:
        wav = Path(held) / "sound.wav"
        write_sound(wav, sound.recorded(talk.samples))
        draw(Path(held) / "drawn.mkv", talk)
        encode(Path(held) / "drawn.mkv", wav, folder / f"{NAME}.mp4")


def write_markers(path: Path, talk: voice.Talk) -> None:
    """The markers as a live session's assistant would have set them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("at", "kind", "segment", "note"))
        rows.writerows((f"{at:.2f}", kind, segment, note) for at, kind, segment, note in sorted(talk.markers))


def write_truth(path: Path, talk: voice.Talk) -> None:
    """Every sentence with the time at which it is said."""
    lines = ",\n".join(json.dumps(asdict(said), ensure_ascii=False) for said in talk.sentences)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def write_sound(path: Path, samples: np.ndarray) -> None:
    """Mono 16 bit."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.OUT)
        file.writeframes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())


def draw(path: Path, talk: voice.Talk) -> None:
    """All drawings, kept without loss."""
    import imageio_ffmpeg

    count = int(len(talk.samples) / voice.RATE * film.DRAWINGS)
    acts = film.score(talk, *sound.mouth(talk.samples, film.DRAWINGS, count))
    maker = film.Film(talk, acts)
    command = [
        *(
            imageio_ffmpeg.get_ffmpeg_exe(),
            "-y",
            "-v",
            "error",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgba",
            "-s",
            "1920x1080",
        ),
        *("-r", str(film.DRAWINGS), "-i", "-", "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", str(path)),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as writer:
        for number in range(count):
            writer.stdin.write(maker.drawing(number).tobytes())
        writer.stdin.close()
    if writer.returncode:
        raise SystemExit(writer.returncode)


def encode(drawn: Path, wav: Path, out: Path) -> None:
    """Picture and sound as one small file."""
    import imageio_ffmpeg

    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    heard = subprocess.run(
        [ffmpeg, "-hide_banner", "-nostats", "-i", wav, "-af", "ebur128", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    gain = float(LOUDNESS) - float(heard.rsplit("I:", 1)[1].split()[0])
    command = [
        *(ffmpeg, "-y", "-v", "error", "-i", drawn, "-i", wav),
        *("-vf", f"fps={FPS}", "-af", f"volume={gain:.2f}dB,alimiter=limit=0.8:level=false", "-shortest"),
        *("-c:v", "libx264", "-preset", "medium", "-tune", "animation", "-refs", "4", "-crf", "35"),
        *("-g", str(FPS * 20)),
        *("-pix_fmt", "yuv420p", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"),
        *("-c:a", "aac", "-b:a", "36k", "-ac", "1", "-ar", "48000", "-cutoff", "11000"),
        *("-movflags", "+faststart", "-metadata", "title=云造工坊示例录像", str(out)),
    ]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
