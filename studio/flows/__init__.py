"""Stories that cross rooms, one file each. Start at `session_to_clips.py`."""
