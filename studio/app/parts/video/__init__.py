"""The product video page in parts: the form, a finished video, its shots, their pictures. Start at `form.py`."""
