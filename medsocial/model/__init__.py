"""Pure functions and frozen dataclasses; nothing here draws or shows."""
