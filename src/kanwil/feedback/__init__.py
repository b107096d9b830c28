"""What colleagues saw: a question to somebody about one moment, their story, and the card nobody asked for."""
