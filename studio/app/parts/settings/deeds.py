"""What the log's deeds and things are called."""

from studio.app.words import _


def deed_word(deed: str) -> str:
    """The deed in words; as it is written where it is none of ours."""
    words = {
        "logged_in": _("logged in"), "password_changed": _("changed the password of"),
        "password_wrong": _("saw a wrong password for"), "account_changed": _("changed the rights of"),
        "account_closed": _("closed"), "account_opened": _("opened again"),
        "sample_made": _("made for the demonstration"),
        "invited": _("made the link for"), "link_made": _("made a password link for"), "withdrawn": _("ended"),
        "joined": _("joined with"), "added": _("wrote anew"), "changed": _("changed"), "removed": _("took out"),
        "restored": _("brought back"), "brought": _("brought in"), "deleted": _("deleted"), "edited": _("edited"),
        "asked": _("asked for approval of"), "withdrew": _("took back the question about"), "approved": _("approved"),
        "returned": _("gave back"), "reopened": _("took back the approval of"),
    }  # fmt: skip
    return words.get(deed, deed)


def kind_word(kind: str) -> str:
    """The kind of thing in a word."""
    words = {
        "account": _("account"), "invite": _("link"), "product": _("product"), "spot": _("spot"), "brand": _("brand"),
        "host": _("host"), "campaign": _("campaign"), "session": _("session"), "clip": _("clip"),
        "recording": _("recording"), "footage": _("footage"), "table": _("table"), "mark": _("picture of a mark"),
        "voice": _("voice"),
    }  # fmt: skip
    return words.get(kind, kind)
