"""Jupyter's side of the house: the start, the server extension, the front end and its settings, pages without code."""
