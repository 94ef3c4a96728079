"""Recordings become clips: windows, cuts, framing, overlays, captions on the picture, rendering. Start at `windows.py`."""
