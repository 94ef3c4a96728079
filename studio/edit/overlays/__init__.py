"""Graphics over the picture: looks as data, drawn once as pieces that every use shares.

A `Look` (looks.py) is a template; `Facts` (facts.py) are the words; `draw` (draw.py) makes the pieces of one clip.
"""
