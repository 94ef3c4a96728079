"""The page of settings in parts: what is everybody's, the studio's health, the log. Start at `page.py`."""
