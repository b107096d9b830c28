"""How people get in: passwords, passkeys, one-time codes, and the demo door."""
