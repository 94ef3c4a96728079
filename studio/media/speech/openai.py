"""openai-whisper: Whisper by PyTorch, for those who have it or own its models. A full peer of faster-whisper."""

import pickle
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from studio.core.units import Seconds
from studio.media.captions import Word
from studio.media.speech import models
from studio.media.speech.simplified import simplified_pieces
from studio.media.speech.transcriber import RATE, Utterance, believed, language_of, sounds, usual
from studio.media.timeline import Span
from studio.storage.files import fingerprint

if TYPE_CHECKING:
    from whisper.model import Whisper

TEMPERATURES = (0.0, 0.2, 0.4, 0.6)
_KNOWN = {
    (4, 384, 51864, 80): "tiny.en",
    (4, 384, 51865, 80): "tiny",
    (6, 512, 51864, 80): "base.en",
    (6, 512, 51865, 80): "base",
    (12, 768, 51864, 80): "small.en",
    (12, 768, 51865, 80): "small",
    (24, 1024, 51864, 80): "medium.en",
    (24, 1024, 51865, 80): "medium",
    (32, 1280, 51865, 80): "large-v2",
    (32, 1280, 51866, 128): "large-v3",
    (4, 1280, 51866, 128): "turbo",
}
"""Text layers, width, vocabulary and mels of the published models; only a name loads the heads that time words."""


class OpenAiWhisper:
    """A `.pt` model, loaded. Raises `models.BrokenModel` when the library cannot read it."""

    name: ClassVar[str] = "whisper"

    def __init__(self, model: Path, beam: int | None = None) -> None:
        import torch
        import whisper

        try:
            self._model: Any = whisper.load_model(str(model), device="cpu")
        except (RuntimeError, KeyError, TypeError, ValueError, EOFError, OSError, pickle.UnpicklingError) as error:
            raise models.BrokenModel(path=str(model), reason=str(error).splitlines()[0][:200]) from error
        _set_alignment_heads(self._model)
        self._beam = beam
        self._torch = torch
        self.identity = f"{self.name}-{beam or 1}-{fingerprint(model)}"

    def transcribe(self, pcm: np.ndarray, chunks: Sequence[Span], language: str | None) -> list[Utterance]:
        """Hear each chunk by itself."""
        languages = [language] * len(chunks) if language else self._languages(pcm, chunks)
        return [
            _utterance(self._hear(samples, spoken), chunk, start, spoken)
            for chunk, (start, samples), spoken in zip(chunks, sounds(pcm, chunks), languages, strict=True)
        ]

    def likelihood(self, pcm: np.ndarray, chunk: Span, text: str, language: str | None) -> float:
        """The mean token probability of `text` forced upon the chunk."""
        from whisper.tokenizer import get_tokenizer

        _, samples = next(sounds(pcm, [chunk]))
        tokenizer = get_tokenizer(
            self._model.is_multilingual,
            num_languages=self._model.num_languages,
            language=language or language_of(text),
            task="transcribe",
        )
        tokens = tokenizer.encode(text)
        if not tokens:
            return 0.0
        start = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        given = self._torch.tensor([[*start, *tokens, tokenizer.eot]])
        with self._torch.no_grad():
            logits = self._model(self._mel(samples).unsqueeze(0), given)[0, len(start) - 1 : -2, : tokenizer.eot]
            chances = logits.softmax(dim=-1)[np.arange(len(tokens)), tokens]
        return float(chances.mean())

    def _languages(self, pcm: np.ndarray, chunks: Sequence[Span]) -> list[str]:
        if not self._model.is_multilingual:
            return ["en"] * len(chunks)
        guesses: list[tuple[str, float, float]] = []
        for chunk, (_, samples) in zip(chunks, sounds(pcm, chunks), strict=True):
            chances = self._model.detect_language(self._mel(samples))[1]
            best = max(chances, key=lambda language: chances[language])
            guesses.append((best, chances[best], chunk.length))
        common = usual(guesses)
        return [believed(guess, p, common) for guess, p, _ in guesses]

    def _mel(self, samples: np.ndarray) -> Any:
        import whisper

        sound = whisper.pad_or_trim(self._torch.from_numpy(np.array(samples, np.float32)))
        return whisper.log_mel_spectrogram(sound, self._model.dims.n_mels)

    def _hear(self, samples: np.ndarray, language: str) -> list[dict[str, Any]]:
        if len(samples) < RATE // 20:
            return []
        self._torch.manual_seed(0)
        result = self._model.transcribe(
            np.array(samples, np.float32),
            language=language,
            beam_size=self._beam,
            temperature=TEMPERATURES,
            condition_on_previous_text=False,
            word_timestamps=True,
            fp16=False,
            verbose=None,
        )
        return result["segments"]


def _set_alignment_heads(model: "Whisper") -> None:
    """Loaded from a path, a model times words by default heads, half of which hear nothing; use the published ones."""
    import whisper

    dims = model.dims
    name = _KNOWN.get((dims.n_text_layer, dims.n_text_state, dims.n_vocab, dims.n_mels))
    if name:
        model.set_alignment_heads(whisper._ALIGNMENT_HEADS[name])


def _utterance(segments: Iterable[dict[str, Any]], chunk: Span, start: Seconds, language: str) -> Utterance:
    words = [word for segment in segments for word in segment.get("words", ())]
    texts = [word["word"] for word in words]
    if language == "zh":
        texts = simplified_pieces(texts)
    timed = tuple(
        Word(
            text,
            Span(Seconds(float(start + word["start"])), Seconds(float(start + word["end"]))),
            float(word["probability"]),
        )
        for text, word in zip(texts, words, strict=True)
    )
    return Utterance(chunk, "".join(texts).strip(), timed)
