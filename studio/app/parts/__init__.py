"""What pages are drawn from. Each module draws one thing and says so in its name."""
