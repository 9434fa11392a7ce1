"""Class results: participants' files and paper lists in, one report out."""

from .command import main

__all__ = ["main"]
