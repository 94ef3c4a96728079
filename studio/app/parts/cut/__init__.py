"""The cut page in parts: choosing, marking, the look, the start. Start at `form.py`."""
