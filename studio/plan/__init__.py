"""What is meant to happen: campaigns, the run-of-show, and what is judged against it."""
