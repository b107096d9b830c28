"""What happened and who looked: an append-only, chained log that nobody can quietly change.

Use `from kanwil.audit.record import action, record` and `from kanwil.audit.looks import looked`.
"""
