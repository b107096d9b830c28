"""What happened and who looked: an append-only, chained log that nobody can quietly change."""
