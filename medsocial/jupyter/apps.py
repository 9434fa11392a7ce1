"""The lessons as live pages without code, served by Voilà: for a screen that shows no JupyterLab, or for a room.

Each open page has a process of its own. Its answers are kept apart from all others, and go when the command is stopped.
"""

import argparse
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from ..ground import paths
from ..ground.text import _
from .lab import encrypted_kernels, set_kernel_environment

DEFAULT_PORT = 8866
WELCOME = "00_start_here.ipynb"


def _lay_out(folder: Path) -> None:
    """Lay out the template as Voilà looks for it, with the house's style beside it."""
    template = folder / "voila" / "templates" / "medsocial"
    shutil.copytree(paths.slides_dir() / "voila" / "medsocial", template)
    shutil.copy(paths.slides_dir() / "voila" / "apps.css", template)
    for sheet in ("house.css", "icons.css"):
        shutil.copy(paths.static_dir() / sheet, template)


def _free_port(address: str, first: int) -> int | None:
    """Return the first port from `first` on that nobody uses; None if the address is not this computer's."""
    for port in range(first, min(first + 50, 65536)):
        with socket.socket() as wanted:
            try:
                wanted.bind((address, port))
            except OSError:
                continue
            return port
    return None


def _arguments(options: argparse.Namespace, port: int) -> list[str]:
    warm = ["--preheat_kernel=True", f"--pool_size={options.warm}"] if options.warm else []
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
        # A page says goodbye with a bare message, without the token that this check wants; its process would stay.
        "--Voila.tornado_settings=disable_check_xsrf=True",
        encrypted_kernels(),
        *warm,
    ]


def main(arguments: list[str]) -> int:
    """Serve the lessons as pages without code until stopped."""
    parser = argparse.ArgumentParser(prog="workshop.py apps", description=_("Serve the lessons as live pages without code."))
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=_("the port to use"))
    parser.add_argument("--address", default="localhost", help=_("the address to listen on; this computer only if left out"))
    parser.add_argument("--warm", type=int, default=0, help=_("processes kept ready for each lesson (about 95 MB each)"))
    parser.add_argument("--no-browser", action="store_true", help=_("only print the address"))
    options = parser.parse_args(arguments)
    port = _free_port(options.address, options.port)
    if port is None:
        said = _("The workshop cannot listen on {address}, port {port} and after. Choose another with --address or --port.")
        print(said.format(address=options.address, port=options.port), file=sys.stderr)
        return 1
    from voila.app import Voila

    with tempfile.TemporaryDirectory(prefix="medsocial-apps-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        _lay_out(folder)
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(folder), os.environ.get("JUPYTER_PATH")]))
        os.environ["MEDSOCIAL_VISITORS"] = str(folder / "visitors")
        set_kernel_environment()
        print(_("The lessons are open at {address}").format(
            address=f"http://{options.address}:{port}/voila/render/{WELCOME}"))
        print(_("Keep this window open while people work. To stop, press Ctrl+C here."), flush=True)
        Voila.launch_instance(_arguments(options, port))
    return 0
