"""Bevoegdheden: what the law asks proof of, until when it is valid, and a word in time before it ends."""
