"""What the reader does: one file for each activity."""
