"""Today: what I have to do, the next live session, what runs, what needs somebody soon."""

from studio.app.parts.person import current_user
from studio.app.parts.today import draw_today

draw_today(current_user())
