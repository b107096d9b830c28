"""The pages of people, teams and roles."""
