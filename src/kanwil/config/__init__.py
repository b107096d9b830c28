"""How one installation is set up: settings, environment, addresses, server."""
