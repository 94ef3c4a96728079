"""Which pages there are, and who is shown which. A page is a file of this folder."""

from dataclasses import dataclass

from studio.core.access import Deed
from studio.core.i18n import mark


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its file, its address (ASCII, or Chinese titles become addresses), its title, and the right it takes.

    A phone's bar has room for the `is_daily` ones; the rest stands behind “more”.
    """

    file: str
    address: str
    title: str
    icon: str
    deed: Deed = Deed.SEE
    is_daily: bool = False


PLACES = (
    Place("today.py", "today", mark("Today"), ":material/wb_sunny:", is_daily=True),
    Place("sessions.py", "sessions", mark("Sessions"), ":material/live_tv:", is_daily=True),
    Place("clips.py", "clips", mark("Clips"), ":material/movie:", is_daily=True),
    Place("cut.py", "cut", mark("Cut"), ":material/content_cut:", Deed.MAKE, is_daily=True),
    Place("product_video.py", "video", mark("Product video"), ":material/video_camera_back:", Deed.MAKE),
    Place("campaigns.py", "campaigns", mark("Campaigns"), ":material/celebration:"),
    Place("library.py", "library", mark("Library"), ":material/inventory_2:"),
    Place("brought.py", "brought", mark("Files"), ":material/hard_drive:", Deed.MAKE),
    Place("jobs.py", "jobs", mark("Jobs"), ":material/hourglass_top:", Deed.MAKE),
    Place("people.py", "people", mark("People"), ":material/group:", Deed.INVITE),
    Place("settings.py", "settings", mark("Settings"), ":material/settings:"),
)
