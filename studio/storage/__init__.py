"""Keeping things: files written whole or not at all. The database joins here."""
