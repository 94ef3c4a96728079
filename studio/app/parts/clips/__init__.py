"""The clips page in parts: the list, one clip, what is changed by hand, what is decided. Start at `list.py`."""
