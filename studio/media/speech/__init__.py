"""What was said: voice activity, recognisers behind one interface, models, and a script laid over speech."""
