"""Files people bring: tables and graphs read safely, columns recognised, and batches with a dry run and an undo."""
