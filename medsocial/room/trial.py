"""The evening before: one phone tries the way in, and what is wrong is said in one sentence each."""

import asyncio
import sys
from collections.abc import Callable

from ..ground.text import _
from . import addresses
from .booth import Booth
from .questions import trial
from .serving import PhonesSide

WAIT = 30.0  # seconds until help is given


def no_phone(platform: str) -> list[str]:
    """Return what keeps phones away, and what helps."""
    firewall = (
        _("Windows may block Python: an administrator can allow it under “Allow an app through firewall”.")
        if platform == "win32"
        else _("A firewall on this computer may block the port; allow Python to accept connections, or ask your IT department.")
    )
    return [
        _("No phone has come in the last 30 seconds."),
        _("Is the phone in the same Wi-Fi as this computer, and not on mobile data?"),
        _("A guest network often keeps its devices apart; then use a phone's hotspot or a small travel router for all."),
        firewall,
    ]


def no_vote() -> list[str]:
    """Return what to do where a phone came and has not voted."""
    return [_("A phone has opened the page and has not voted yet. Tap an answer on it; if nothing happens, load the page anew.")]


def offline() -> str:
    """Return what follows where the network leads nowhere else."""
    return _(
        "This network seems to have no internet, so phones in it cannot search: let people do the searches before they "
        "join, or on paper. They leave by switching Wi-Fi off, and come back by scanning the code again."
    )


async def run(booth: Booth, side: PhonesSide, say: Callable[[str], None], clock: Callable[[], float], wait: float = WAIT) -> None:
    """Wait for the vote of one phone, and help until it is there."""
    booth.open(trial(), 1)
    if not addresses.leads_out():
        say(offline())
    since = clock()
    while not booth.total:
        await asyncio.sleep(0.1)
        if clock() - since >= wait:
            for line in no_vote() if booth.phones(clock()) else no_phone(sys.platform):
                say(line)
            since = clock()
    say(_("A phone has voted. Phones can reach this computer at {address}.").format(address=side.address))
