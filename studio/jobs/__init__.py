"""Long work in the background: one of our own commands in a process that outlives the tab and the server.

Nouns: a job (what was asked, how far it is), its folder under the studio's home, its result. Start at `queue.py`.
"""
