"""The ASGI process around the pages: uploads, files, the Chinese shell. `main.py` composes it."""
