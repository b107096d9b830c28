"""The shared skills language: frameworks, skills, words for them, scales and their levels."""
