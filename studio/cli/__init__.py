"""The command `studio`: thin commands over flows, one file each; `main.py` gathers them."""
