"""A session as a PowerPoint file that a presenter can edit."""

from .file import presentation

__all__ = ["presentation"]
