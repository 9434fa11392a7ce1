"""Which stories a session plays, and in which version."""

# Lesson 05 says the same in its notes: three decisions in 30 minutes, both stories in 180.
PLAYED = {
    30: (("friend_request", "short"),),
    60: (("friend_request", "full"),),
    90: (("friend_request", "full"),),
    180: (("friend_request", "full"), ("online_review", "full")),
}


def played(minutes: int) -> tuple[tuple[str, str], ...]:
    """Return the stories of a session with their version, in order."""
    return PLAYED[minutes]
