"""Clips on their way to approval: kept, changed by hand, shown to the brand office, approved or returned with a note.

Nouns: a kept clip, its state, the facts it is judged by, a group of clips that share them. Start at `clip.py`.
"""
