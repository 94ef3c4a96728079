"""Recordings become clips: windows, cuts, framing, overlays, captions, rendering. Start at `windows.py`."""
