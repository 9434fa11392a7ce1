"""Charts: rows in, a Chart out."""
