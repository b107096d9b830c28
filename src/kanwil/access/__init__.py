"""Who may see and do what, said once, as queries with a reason."""
