"""What people brought in: how much room it takes, and its deletion."""
