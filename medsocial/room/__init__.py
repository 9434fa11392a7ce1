"""Votes from the room's own phones: two small servers in a process of their own, no internet, no account, counts only."""
