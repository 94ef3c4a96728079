"""From the dry voice to the recording's sound: a small room, a stream and birds far below."""

import numpy as np
from voice import RATE

OUT = 48_000
"""Samples a second of the recording."""


def recorded(voice: np.ndarray) -> np.ndarray:
    """The voice in its place, at `OUT` samples a second; loudness is set later."""
    near = _filtered(voice, RATE, low=90, high=9_500)
    wide = np.interp(np.arange(len(near) * 2) / 2, np.arange(len(near)), near)
    wide = np.tanh(wide / np.percentile(np.abs(wide), 99.7) * 0.9)
    whole = 0.5 * (wide + 0.10 * _room(wide))
    return whole + ambience(len(whole))


def _filtered(sound: np.ndarray, rate: int, low: float, high: float) -> np.ndarray:
    """Only what lies between two frequencies, with soft edges."""
    spectrum = np.fft.rfft(sound)
    pitch = np.fft.rfftfreq(len(sound), 1 / rate)
    gain = 1 / (1 + (low / np.maximum(pitch, 1)) ** 6) / (1 + (pitch / high) ** 8)
    return np.fft.irfft(spectrum * gain, len(sound))


def _room(sound: np.ndarray) -> np.ndarray:
    """What comes back from wooden walls within a quarter of a second."""
    chance = np.random.default_rng(7)
    length = round(0.22 * OUT)
    echo = chance.normal(size=length) * np.exp(-np.arange(length) / (0.045 * OUT))
    echo[: round(0.006 * OUT)] = 0
    echo /= np.sqrt(np.sum(echo**2))
    size = len(sound) + length
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(echo, size), size)[: len(sound)]


def ambience(length: int) -> np.ndarray:
    """A far stream with a bird now and then; peaks stay below −45 dB of full scale."""
    chance = np.random.default_rng(11)
    stream = _filtered(chance.normal(size=length), OUT, low=350, high=1_600)
    seconds = np.arange(length // OUT + 2)
    slow = np.interp(np.arange(length) / OUT, seconds, chance.uniform(0.7, 1, len(seconds)))
    sound = stream / np.max(np.abs(stream)) * slow * 0.0036
    at = 2.0
    while at < length / OUT - 2:
        call = _bird(chance)
        first = round(at * OUT)
        sound[first : first + len(call)] += call * 0.0016
        at += chance.uniform(4, 11)
    return sound


def _bird(chance: np.random.Generator) -> np.ndarray:
    """Two to five falling or rising whistles."""
    notes = []
    for _ in range(int(chance.integers(2, 6))):
        time = np.arange(round(chance.uniform(0.07, 0.16) * OUT)) / OUT
        pitch = chance.uniform(2_600, 4_200) + chance.uniform(-5_000, 5_000) * time
        notes += [np.sin(2 * np.pi * np.cumsum(pitch) / OUT) * np.hanning(len(time)), np.zeros(round(0.05 * OUT))]
    return np.concatenate(notes)


def mouth(voice: np.ndarray, fps: float, frames: int) -> tuple[np.ndarray, np.ndarray]:
    """How far the mouth opens (0–1) and spreads (−1 round, 1 wide) in each drawing."""
    step = RATE / fps
    opening, spread = np.zeros(frames), np.zeros(frames)
    window = np.hanning(1024)
    pitch = np.fft.rfftfreq(1024, 1 / RATE)
    band = (pitch > 200) & (pitch < 4_000)
    for frame in range(frames):
        middle = round((frame + 0.5) * step)
        piece = voice[max(0, middle - 512) : middle + 512]
        if len(piece) < 1024:
            continue
        opening[frame] = np.sqrt(np.mean(piece**2))
        power = np.abs(np.fft.rfft(piece * window))[band]
        spread[frame] = np.sum(power * pitch[band]) / max(np.sum(power), 1e-9)
    voiced = opening > 0.004
    opening = np.clip(opening / np.percentile(opening[voiced], 92), 0, 1) ** 0.8
    spread = np.where(voiced, np.clip((spread - 1_050) / 650, -1, 1), 0)
    return opening, spread
