"""The example organisations, as code."""
