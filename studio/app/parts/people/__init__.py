"""The page of people in parts: everybody, one account, links and their QR codes. Start at `list.py`."""
