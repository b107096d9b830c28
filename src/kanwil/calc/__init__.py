"""The hard thinking, in plain Python: no Django, no clock, no database.

Every formula has a page in docs/calculations, in words that a works council can follow.
"""
