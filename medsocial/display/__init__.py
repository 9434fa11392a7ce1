"""What a page shows: every element has a picture or text for the eye, one sentence, and a recipe."""

from .elements import Callout, Chart, References, Table, define, references
from .recipe import RECIPE_TYPE, with_recipe

__all__ = ["RECIPE_TYPE", "Callout", "Chart", "References", "Table", "define", "references", "with_recipe"]
