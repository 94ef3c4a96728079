"""Long work in the background: knows callables and commands, no rooms."""
