"""Meegebracht: checking a passport that somebody brings, without login, and keeping what one brings oneself."""
