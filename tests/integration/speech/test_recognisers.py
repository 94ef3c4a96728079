"""What both recognisers owe the rest of the studio, on a real model and real speech."""

from itertools import pairwise

import numpy as np
import pytest

from studio.media import sound
from studio.media.speech import vad
from studio.media.speech.transcriber import RATE
from studio.media.timeline import Span
from tests.integration.speech.judging import bare, error_rates

SAID = "大家看我拿勺子舀起来，拉出来的丝又细又长。天冷的时候它会结晶，变成奶白色，这是正常的。"
AISHELL, FUNASR = "广州市房地产中介协会分析", "欢迎大家来体验达摩院推出的语音识别模型"
JFK = "And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country."


@pytest.fixture
def pcm(part):
    """Two sentences of the sample recording, a long pause between them."""
    return sound.decode(part(101.7, 114.4))


def heard_in(recogniser, file, language=None):
    pcm = sound.decode(file)
    return "".join(one.text + " " for one in recogniser.transcribe(pcm, vad.chunks(vad.speech(pcm)), language))


def test_utterances_come_in_order_with_their_words_inside(recogniser, pcm):
    chunks = vad.chunks(vad.speech(pcm))
    heard = recogniser.transcribe(pcm, chunks, None)
    assert len(chunks) > 1
    assert [one.span for one in heard] == chunks
    for one in heard:
        assert bare("".join(word.text for word in one.words)) == bare(one.text) != ""
        assert all(one.span.start - 0.3 <= word.span.start <= word.span.end <= one.span.end + 0.3 for word in one.words)
        assert all(a.span.start <= b.span.start for a, b in pairwise(one.words))
        assert all(0 <= word.probability <= 1 for word in one.words)


def test_same_sound_is_heard_the_same(recogniser, pcm):
    clause = [Span(0.2, 1.6)]
    assert recogniser.transcribe(pcm, clause, "zh") == recogniser.transcribe(pcm, clause, "zh")


def test_no_chunks_and_chunks_of_no_length_give_no_words(recogniser, pcm):
    assert recogniser.transcribe(pcm, [], None) == []
    (heard,) = recogniser.transcribe(pcm[:RATE], [Span(0.5, 0.5)], "zh")
    assert (heard.text, heard.words) == ("", ()) or heard.span == Span(0.5, 0.5)


def test_silence_is_given_no_words():
    assert vad.chunks(vad.speech(np.zeros(5 * RATE, np.float32))) == []


@pytest.mark.parametrize(("name", "said"), [("zh_aishell.wav", AISHELL), ("zh_funasr.wav", FUNASR)])
def test_real_mandarin_is_heard_in_simplified_characters(recogniser, shared, name, said):
    wrong, _ = error_rates([(said, True)], bare(heard_in(recogniser, shared(name))))
    assert wrong <= 0.2


def test_real_english_is_heard(recogniser, shared):
    assert bare(heard_in(recogniser, shared("jfk.flac"))).replace(".", "") == bare(JFK).replace(".", "")


def test_sure_text_is_far_likelier_than_a_wrong_one(recogniser, pcm):
    chunk = Span(0.0, 5.0)
    right = recogniser.likelihood(pcm, chunk, "大家看我拿勺子舀起来，拉出来的丝又细又长。", "zh")
    wrong = recogniser.likelihood(pcm, chunk, "一箱五斤，家里人多的可以拍两箱。", "zh")
    assert right >= 4 * wrong
    assert right > 0.35 > wrong
    assert recogniser.likelihood(pcm, chunk, "", "zh") == 0.0
