"""What is written out for a room, a phone, a printer or another system."""
