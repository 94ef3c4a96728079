"""The strip: a recording's pictures and loudness in one line, to tap where each product begins. See `component.py`."""
