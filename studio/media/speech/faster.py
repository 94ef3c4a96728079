"""faster-whisper: Whisper by CTranslate2 in 8-bit numbers. The recogniser of the default install."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from studio.core.units import Seconds
from studio.media.captions import Word
from studio.media.speech import models
from studio.media.speech.simplified import simplified_pieces
from studio.media.speech.transcriber import RATE, Utterance, believed, language_of, sounds, usual
from studio.media.timeline import Span
from studio.storage.files import fingerprint

BEAM = 5
TEMPERATURES = (0.0, 0.2, 0.4, 0.6)
_MOST_THREADS = 8


class FasterWhisper:
    """A CTranslate2 model, loaded. Raises `models.BrokenModel` when the library cannot read it."""

    name: ClassVar[str] = "faster-whisper"

    def __init__(self, model: Path, beam: int = BEAM, compute: str = "int8") -> None:
        from faster_whisper import WhisperModel

        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        try:
            self._model = WhisperModel(
                str(model), device="cpu", compute_type=compute, cpu_threads=threads, local_files_only=True
            )
        except (RuntimeError, ValueError, OSError, json.JSONDecodeError) as error:
            raise models.BrokenModel(path=str(model), reason=str(error).splitlines()[0][:200]) from error
        self._beam = beam
        self.identity = f"{self.name}-{compute}-{beam}-{fingerprint(model / 'model.bin')}"

    def transcribe(self, pcm: np.ndarray, chunks: Sequence[Span], language: str | None) -> list[Utterance]:
        """Hear each chunk by itself."""
        heard = [self._hear(samples, language) for _, samples in sounds(pcm, chunks)]
        common = usual([(guess, p, chunk.length) for (_, guess, p), chunk in zip(heard, chunks, strict=True)])
        found: list[Utterance] = []
        for (segments, guess, p), chunk, (start, samples) in zip(heard, chunks, sounds(pcm, chunks), strict=True):
            spoken = language or believed(guess, p, common)
            if spoken != guess:
                segments, _, _ = self._hear(samples, spoken)
            found.append(_utterance(segments, chunk, start, spoken))
        return found

    def likelihood(self, pcm: np.ndarray, chunk: Span, text: str, language: str | None) -> float:
        """The mean token probability of `text` forced upon the chunk."""
        from faster_whisper.tokenizer import Tokenizer

        _, samples = next(sounds(pcm, [chunk]))
        features = self._model.feature_extractor(samples)
        frames = min(features.shape[-1], self._model.feature_extractor.nb_max_frames)
        padded = np.pad(
            features, ((0, 0), (0, max(0, self._model.feature_extractor.nb_max_frames - features.shape[-1])))
        )
        encoded = self._model.encode(padded[:, : self._model.feature_extractor.nb_max_frames])
        tokenizer = Tokenizer(
            self._model.hf_tokenizer, self._model.model.is_multilingual, "transcribe", language or language_of(text)
        )
        tokens = tokenizer.encode(text)
        if not tokens:
            return 0.0
        result = self._model.model.align(encoded, tokenizer.sot_sequence, [tokens], frames)[0]
        return float(np.mean(result.text_token_probs[: len(tokens)]))

    def _hear(self, samples: np.ndarray, language: str | None) -> tuple[list[Any], str, float]:
        """The engine's segments, the language and how sure it is."""
        if len(samples) < RATE // 20:
            return [], language or "", 0.0
        segments, info = self._model.transcribe(
            samples,
            language=language,
            beam_size=self._beam,
            temperature=list(TEMPERATURES),
            condition_on_previous_text=False,
            word_timestamps=True,
        )
        return list(segments), info.language, info.language_probability


def _utterance(segments: Iterable[Any], chunk: Span, start: Seconds, language: str) -> Utterance:
    words = [word for segment in segments for word in segment.words or ()]
    texts = [word.word for word in words]
    if language == "zh":
        texts = simplified_pieces(texts)
    timed = tuple(
        Word(text, Span(Seconds(start + word.start), Seconds(start + word.end)), float(word.probability))
        for text, word in zip(texts, words, strict=True)
    )
    return Utterance(chunk, "".join(texts).strip(), timed)
