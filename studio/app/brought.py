"""Files: what I brought in, how much room it takes, and deleting what is not needed any more."""

from studio.app.parts.files.list import draw_files
from studio.app.parts.person import current_user

draw_files(current_user())
