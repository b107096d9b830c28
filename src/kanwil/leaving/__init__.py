"""Leaving: what somebody takes along, how they still get at it, and the day on which it is erased."""
