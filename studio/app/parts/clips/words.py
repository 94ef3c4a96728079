"""What a clip's state and facts are called."""

from studio.app.words import _
from studio.edit.review.clip import Facts, KeptClip, State

ICONS = {
    State.DRAFT: ":material/edit:",
    State.WAITING: ":material/hourglass_top:",
    State.RETURNED: ":material/undo:",
    State.APPROVED: ":material/check_circle:",
}
COLOURS = {State.DRAFT: "gray", State.WAITING: "orange", State.RETURNED: "red", State.APPROVED: "green"}


def state_word(state: State) -> str:
    """The state in a word or two."""
    words = {
        State.DRAFT: _("Draft"),
        State.WAITING: _("Waiting for approval"),
        State.RETURNED: _("Given back"),
        State.APPROVED: _("Approved"),
    }
    return words[state]


def fact_lines(facts: Facts) -> list[tuple[str, str]]:
    """The facts a clip is judged by, as (name, value)."""
    none = _("none")
    return [
        (_("Price"), f"¥{facts.price}" if facts.price else none),
        (_("Batch"), facts.batch or none),
        (_("Report"), facts.report or none),
        (_("Licence"), facts.licence or none),
        (_("Mark"), _("shown") if facts.mark else _("not shown")),
    ]


def clip_line(clip: KeptClip) -> str:
    """What a clip is, in a line."""
    seconds = round(float(clip.details.get("duration_s", 0)))
    lasts = _("{seconds} s", seconds=seconds)
    return f"{state_word(clip.state)} · {lasts}"
