"""What is meant to happen: campaigns, the run-of-show, and what is judged against it.

Start at `runofshow`; `check` tells everything that is wrong in files that people wrote.
"""
