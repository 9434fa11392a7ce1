"""Reviews: the sheet that people fill in, and the merging of what they saved into the data."""

from .command import main

__all__ = ["main"]
