"""Start JupyterLab for the workshop: on this machine only, at the welcome page, without code in sight."""

import argparse
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote, urlencode

from ..ground import commands, paths
from ..ground.text import _
from . import front_end, ports

WELCOME = "00_start_here.ipynb"
DEFAULT_PORT = 8888


def start(argv: list[str]) -> int:
    """Start the server with the command line's choices and wait until it is stopped."""
    parser = commands.Parser("lab", _("Open the workshop in the browser."))
    parser.add_argument("--no-browser", action="store_true", help=_("only print the address"))
    parser.add_argument("--port", type=commands.port, default=DEFAULT_PORT, help=_("the port to try first"))
    options = parser.parse_args(argv)
    if not paths.notebooks_dir().is_dir():
        print(
            _("The folder {folder} is missing. Get a fresh copy of the workshop.").format(folder=paths.notebooks_dir()),
            file=sys.stderr,
        )
        return 1
    try:
        free = ports.free_port("localhost", options.port)
    except ports.NoPort as error:
        print(error, file=sys.stderr)
        return 1
    if options.port and free != options.port:
        print(_("Port {busy} is in use, so the workshop uses port {port}.").format(busy=options.port, port=free))
    options.port = free
    set_kernel_environment()
    # A workspace of its own: no tab of an earlier day comes back, the reader's other JupyterLab is left alone.
    with tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True) as folder:
        return _serve(options, Path(folder))


def set_kernel_environment() -> None:
    """Set what every kernel of ours starts with."""
    # A file named like a library beside a page must not run in its place.
    os.environ["PYTHONSAFEPATH"] = "1"
    # The debugger's remark on frozen modules is no news for a clinician.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"


def encrypted_kernels() -> str:
    """Return the option for encrypted messages to kernels where the libraries can: they have nothing to warn about then."""
    import zmq

    return f"--KernelManager.transport_encryption={'auto' if zmq.has('curve') else 'disabled'}"


def _lay_out(folder: Path) -> None:
    """Lay out the front end and its settings as JupyterLab looks for them, fresh from the source tree."""
    settings = paths.PACKAGE / "jupyter" / "labsettings"
    front_end.lay_out(folder / "labextensions" / "medsocial")
    (folder / "labconfig").mkdir()
    shutil.copy(settings / "medsocial.json", folder / "labconfig" / "default_setting_overrides.json")
    # Side bars for programmers stay away.
    shutil.copy(settings / "page_config.json", folder / "labconfig")
    shutil.copy(settings / "jupyter_server_config.json", folder)


def _arguments(options: argparse.Namespace, folder: Path, token: str) -> list[str]:
    notebooks = paths.notebooks_dir()
    page = notebooks / WELCOME
    address = "/doc/tree/" + quote(f"{notebooks.name}/{WELCOME}") if page.is_file() else "/lab"
    return [
        "--ServerApp.ip=localhost",
        f"--ServerApp.port={options.port}",
        # The port was free a moment ago; where it is not any more, the next ones are tried, as far as there are any.
        f"--ServerApp.port_retries={min(ports.TRIED, 65_535 - options.port)}",
        f"--ServerApp.root_dir={notebooks.parent}",
        f"--ServerApp.open_browser={not options.no_browser}",
        "--ServerApp.allow_root=True",
        "--ServerApp.answer_yes=True",
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        f"--IdentityProvider.token={token}",
        f"--LabApp.default_url={address}",
        f"--LabApp.workspaces_dir={folder / 'workspaces'}",
        f"--LabApp.extra_labextensions_path={folder / 'labextensions'}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        encrypted_kernels(),
    ]


def _announce(address: str) -> None:
    print(_("The workshop is open at {address}").format(address=address))
    print(_("Keep this window open while you work. To stop, press Ctrl+C here."), flush=True)


def _serve(options: argparse.Namespace, folder: Path) -> int:
    from jupyterlab.labapp import LabApp

    _lay_out(folder)
    token = secrets.token_hex(24)
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(folder), before]))
    server = LabApp.initialize_server(argv=_arguments(options, folder, token))
    if options.port and server.port != options.port:
        print(_("Port {busy} is in use, so the workshop uses port {port}.").format(busy=options.port, port=server.port))
    address = f"http://localhost:{server.port}{server.default_url}?{urlencode({'token': token})}"
    # The server listens from its first turn of the loop on: an address printed earlier would be refused.
    server.io_loop.add_callback(_announce, address)
    server.start()
    return 0


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
