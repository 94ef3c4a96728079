"""Pictures, sound and words in time; knows no campaign. Start at `timeline.py`, the value that everything cuts from."""
