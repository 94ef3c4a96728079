"""The ASGI process around the pages: uploads, files, the Chinese shell.

`main.py` composes it; `door.py` decides who is let in, `shell.py` makes Streamlit's page Chinese.
"""
