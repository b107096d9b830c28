"""The pages of the skills language."""
