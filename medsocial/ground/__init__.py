"""What everything stands on: where files are, palette, wording, the clock, the browser found."""
