"""Finding words for what one can do: from a few sentences, step by step, or with cards. Only for oneself."""
