"""Settings: the language, my account; for administrators where things lie, what is missing, who did what."""

from studio.app.parts.person import current_user
from studio.app.parts.settings.page import draw_settings

draw_settings(current_user())
