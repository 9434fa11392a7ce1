"""A port to listen on, found before a server says where it is."""

import errno
import os
import socket

from ..ground.text import _

TRIED = 50


class NoPort(OSError):
    """Nothing can listen there; the message says why and what to do."""


def free_port(address: str, first: int) -> int:
    """Return the first port from `first` on that nobody uses; for 0 any that is free.

    Raises
    ------
    NoPort
        If the address is not this computer's, the port needs more rights, or all of them are taken.
    """
    for port in range(first, min(first + TRIED, 65_536)):
        try:
            with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as wanted:
                if os.name == "posix":  # the port of a command that has just been stopped is free, though the system still counts
                    wanted.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                wanted.bind((address, port))
                return wanted.getsockname()[1]
        except PermissionError:
            if port < 1024:
                said = _("Port {port} needs more rights than you have here. Choose one from 1024 on.")
                raise NoPort(said.format(port=port)) from None
        except (OSError, UnicodeError) as error:
            if getattr(error, "errno", None) != errno.EADDRINUSE:
                break
    said = _("The workshop cannot listen on {address}, port {port} and after. Choose another with --address or --port.")
    raise NoPort(said.format(address=address, port=first))
