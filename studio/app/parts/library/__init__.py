"""The library's page in parts: the lists, one entry, its form, import and export. Start at `list.py`."""
