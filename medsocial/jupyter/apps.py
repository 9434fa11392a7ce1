"""The lessons as live pages without code, served by Voilà: for a screen that shows no JupyterLab, or for a room.

Each open page has a process of its own. A visitor's answers are kept apart from all others, go from lesson to lesson,
and are deleted after a long rest or when the command is stopped.
"""

import argparse
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from ..ground import commands, paths
from ..ground.text import _
from . import ports
from .front_end import BROWSER_KERNEL
from .lab import encrypted_kernels, set_kernel_environment

DEFAULT_PORT = 8866
PAGES = 20
REST_MINUTES = 60


def _lay_out(folder: Path) -> None:
    """Lay out the template as Voilà looks for it, with the house's style beside it."""
    template = folder / "voila" / "templates" / "medsocial"
    shutil.copytree(paths.slides_dir() / "voila" / "medsocial", template)
    for part in ("apps.css", "apps.js"):
        shutil.copy(paths.slides_dir() / "voila" / part, template)
    for sheet in ("house.css", "icons.css"):
        shutil.copy(paths.static_dir() / sheet, template)


def _arguments(options: argparse.Namespace, port: int) -> list[str]:
    return [
        str(paths.notebooks_dir()),
        "--template=medsocial",
        "--theme=light",
        f"--port={port}",
        f"--Voila.ip={options.address}",
        f"--Voila.open_browser={options.address == 'localhost' and not options.no_browser}",
        "--Voila.log_level=ERROR",
        # Extensions that dress notebooks in JupyterLab find no notebook here.
        "--VoilaConfiguration.extension_denylist=medsocial",
        "--VoilaConfiguration.extension_denylist=@jupyter-notebook/lab-extension",
        f"--VoilaConfiguration.extension_denylist={BROWSER_KERNEL}",
        # A process that died and was started again would know nothing of its page, which would look alive.
        "--KernelManager.autorestart=False",
        encrypted_kernels(),
    ]


def _announce(address: str) -> None:
    print(_("The lessons are open at {address}").format(address=address))
    print(_("Keep this window open while people work. To stop, press Ctrl+C here."), flush=True)


def main(arguments: list[str]) -> int:
    """Serve the lessons as pages without code until stopped."""
    parser = commands.Parser("apps", _("Serve the lessons as live pages without code."))
    add = parser.add_argument
    add("--port", type=commands.port, default=DEFAULT_PORT, help=_("the port to use"))
    add("--address", default="localhost", help=_("the address to listen on; this computer only if left out"))
    add("--name", action="append", default=[], help=_("a name under which others reach this computer"))
    add("--pages", type=commands.at_least_one, default=PAGES, help=_("how many may be open at once (about 110 MB each)"))
    add("--rest", type=commands.at_least_one, default=REST_MINUTES, help=_("minutes until an unused page is closed"))
    add("--no-browser", action="store_true", help=_("only print the address"))
    options = parser.parse_args(arguments)
    try:
        port = ports.free_port(options.address, options.port)
    except ports.NoPort as error:
        print(error, file=sys.stderr)
        return 1
    from tornado.ioloop import IOLoop

    from .apps_server import Apps

    with tempfile.TemporaryDirectory(prefix="medsocial-apps-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        _lay_out(folder)
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(folder), os.environ.get("JUPYTER_PATH")]))
        set_kernel_environment()
        server = Apps.instance()
        server.initialize(_arguments(options, port))
        server.prepare(folder / "visitors", options.pages, options.rest * 60, options.name)
        # “Everywhere” is no address that a browser could open.
        shown = socket.gethostname() if options.address in ("", "0.0.0.0", "::") else options.address
        # The server listens from its first turn of the loop on: an address printed earlier would be refused.
        IOLoop.current().add_callback(_announce, f"http://{shown}:{port}/")
        server.start()
    return 0
