"""Keeping things: the database, media by their content, uploads on their way, files written whole or not at all."""
