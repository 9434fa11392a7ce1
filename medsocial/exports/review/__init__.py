"""The sheet for reviewers: one offline page with a set of items, each with three answers and a line of words."""

from .page import write

__all__ = ["write"]
