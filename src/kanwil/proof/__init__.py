"""Showing that you can do something: a story, a file, a link or a diploma, and asking somebody to look at it."""
