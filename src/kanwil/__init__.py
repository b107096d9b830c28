"""Kanwil: leading people by what they can and want to learn."""

__version__ = "0.1.0"
