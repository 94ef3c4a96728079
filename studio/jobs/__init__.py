"""Long work in the background: asked for by a page, done by a worker, surviving both.

Nouns: a job (what was asked, how far it is), its owner, its worker, the hand a runner holds while it works. The table
of jobs is the truth; DBOS hands each job to one worker and back when that worker dies. Start at `queue.py`.
"""
