"""What in a post could identify someone: rules first, with lists of words known to be harmless."""

from .checker import LETTERS, SEVERITIES, Finding, Report, check, find_identifiers

__all__ = ["LETTERS", "SEVERITIES", "Finding", "Report", "check", "find_identifiers"]
