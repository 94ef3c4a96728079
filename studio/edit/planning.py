"""Planning one clip: its window heard, tightened, framed and captioned, as data and without rendering anything."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.core.units import Seconds
from studio.edit import coverframe, reframe
from studio.edit.clip import ClipPlan
from studio.edit.edits import Edit
from studio.edit.overlays import looks
from studio.edit.overlays.draw import END_CARD
from studio.edit.overlays.facts import Facts
from studio.edit.overlays.looks import Look
from studio.edit.platforms import Platform
from studio.edit.tighten import as_spans, in_frames, shortened, tightened, without
from studio.edit.windows import Window
from studio.library.catalogue import Library, names
from studio.media import sound
from studio.media.captions import Sentence
from studio.media.frames import glimpses
from studio.media.hearing import Heard, hear
from studio.media.probe import Recording
from studio.media.speech import estimate, script, settle
from studio.media.speech.transcriber import Transcriber
from studio.media.timeline import Canvas, Span
from studio.plan import coach
from studio.plan.runofshow import Segment

_SHORTEST = Seconds(0.5)
"""Less than this is no clip."""

NOT_BURNT = mark(
    "The captions are estimated (估计): the script laid over the speech, unheard. They lie beside the clip and are not "
    "in the picture. Read them, then say --accept-estimated, or get a model: `studio model`."
)
BURNT = mark(
    "The captions are estimated (估计): the script laid over the speech, unheard. Check them before publishing."
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What holds for all clips of a run. `name` is the recording's content, `longest` the limit for a clip."""

    recording: Recording
    name: str
    canvas: Canvas
    platform: Platform
    look: Look
    longest: Seconds | None
    transcriber: Transcriber | None
    burn_estimates: bool
    library: Library
    margin: Seconds


def planned(
    segment: Segment, window: Window, facts: Facts, notices: Sequence[Notice], wishes: Wishes, edit: Edit
) -> ClipPlan | None:
    """The plan of a segment's clip, None where nothing of its window is left. `edit` is what people changed of it."""
    recording = wishes.recording
    heard = [_heard(stretch, wishes) for stretch in without(window.spans, window.dropped)]
    terms = (*names(wishes.library), *segment.points)
    said = _said(segment, window, heard, terms, wishes)
    frames = _frames(segment, window, heard, said, wishes)
    if sum(last - first for first, last in frames) < _SHORTEST * recording.rate:
        return None
    kept = as_spans(frames, recording.rate)
    seen = glimpses.look(recording.path, kept)
    crops = reframe.crops(kept, seen, (recording.width, recording.height), wishes.canvas)
    estimated = wishes.transcriber is None and bool(said) and edit.captions is None
    return ClipPlan(
        segment=segment.id, product=segment.product or "", recording=recording, name=wishes.name, window=window,
        frames=tuple(frames), crops=tuple(crops), cover_at=coverframe.choose(seen, kept), canvas=wishes.canvas,
        look=looks.load(edit.look) if edit.look else wishes.look, platform=wishes.platform,
        facts=replace(facts, cover_title=edit.title) if edit.title else facts,
        sentences=tuple(said), by_hand=edit.captions, terms=terms,
        engine=wishes.transcriber.name if wishes.transcriber else "script", estimated=estimated,
        burn=not estimated or wishes.burn_estimates, margin=wishes.margin,
        notices=(*notices, *_spoken_notices(segment, said, estimated, wishes)),
    )  # fmt: skip


def _heard(stretch: Span, wishes: Wishes) -> Heard:
    if not wishes.recording.sound:
        return Heard((), (), ())
    return hear(wishes.recording.path, wishes.name, stretch, wishes.transcriber)


def _said(
    segment: Segment, window: Window, heard: Sequence[Heard], terms: Sequence[str], wishes: Wishes
) -> list[Sentence]:
    """The sentences of the segment: heard and held against its script, else the script laid over its speech."""
    lines = script.sentences(segment.script)
    speech = [span for one in heard for span in one.speech]
    if wishes.transcriber is None:
        silent = not wishes.recording.sound
        return estimate.estimated(lines, without(window.spans, window.dropped) if silent else speech)
    utterances = [utterance for one in heard for utterance in one.utterances]
    return settle.settle(lines, utterances, speech, terms, _proof(wishes, wishes.transcriber))


def _proof(wishes: Wishes, transcriber: Transcriber) -> Callable[[Span, str], float]:
    """How likely it is that a text was said in a span of the recording."""

    def likely(span: Span, text: str) -> float:
        pcm = sound.decode(wishes.recording.path, span)
        return transcriber.likelihood(pcm, Span(Seconds(0.0), span.length), text, None)

    return likely


def _frames(
    segment: Segment, window: Window, heard: Sequence[Heard], said: Sequence[Sentence], wishes: Wishes
) -> list[tuple[int, int]]:
    speech = [span for one in heard for span in one.speech]
    lively = {span for one in heard for span in one.lively}
    words = [word for sentence in said for word in sentence.words]
    kept = tightened(window, speech, words, lambda pause: _within_any(pause, lively), wishes.margin)
    limit = None if wishes.longest is None else Seconds(wishes.longest - END_CARD)
    if limit is not None:
        kept = shortened(kept, speech, said, segment.points, window.highlights, limit)
    return in_frames(kept, window, wishes.recording.rate, wishes.recording.length, limit)


def _within_any(pause: Span, spans: Collection[Span]) -> bool:
    return any(pause.overlap(span) > 0.8 * pause.length for span in spans)


def _spoken_notices(segment: Segment, said: Sequence[Sentence], estimated: bool, wishes: Wishes) -> list[Notice]:
    """What is worth telling of the words: estimates, and figures said otherwise."""
    notices = [Notice(BURNT if wishes.burn_estimates else NOT_BURNT)] if estimated else []
    if wishes.transcriber is not None:
        notices += coach.said_otherwise(script.sentences(segment.script), segment.price, said)
    return notices
