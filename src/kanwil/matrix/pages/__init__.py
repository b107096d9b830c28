"""The pages of the matrix: your own list, sharing, and the team."""
