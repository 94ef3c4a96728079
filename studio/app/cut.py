"""Cut: a session, its recording, where each product begins, how it should look; then one button."""

from studio.app.parts.cut.form import draw_cut
from studio.app.parts.person import current_user

draw_cut(current_user())
