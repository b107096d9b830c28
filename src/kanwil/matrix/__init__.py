"""What people can and want, who they share it with, and what a team needs."""
