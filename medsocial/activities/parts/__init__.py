"""What only serves activities: controls, words, panes, static forms."""
