"""The pages of this room: checking without login, what I brought myself, and whose signatures are known here."""
