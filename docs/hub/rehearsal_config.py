"""A rehearsal of a hub on one machine. It is no hub for a room: everybody is one user of the operating system.

Nothing is kept apart, so it listens to this machine only, knows no names but p000 to p199, and says on each of its pages
what it is. Start it from the checkout, in an environment that has the workshop and `jupyterhub`, with
`configurable-http-proxy` on the path:

    WORKSHOP_PASSWORD=choose-a-long-one jupyterhub --config docs/hub/rehearsal_config.py

For a real room use The Littlest JupyterHub (see docs/many_participants.md): it gives each person a user of their own.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from medsocial.ground import paths

c = get_config()  # noqa: F821 - JupyterHub provides it

SHORTEST_PASSWORD = 12
address = os.environ.get("WORKSHOP_ADDRESS", "http://127.0.0.1:8000")
password = os.environ.get("WORKSHOP_PASSWORD", "")
as_root = getattr(os, "geteuid", lambda: 1)() == 0
if urlsplit(address).hostname not in ("127.0.0.1", "localhost", "::1"):
    sys.exit(f"The rehearsal listens to this machine only, not to {address}. For others, use The Littlest JupyterHub.")
if len(password) < SHORTEST_PASSWORD:
    sys.exit(f"Set WORKSHOP_PASSWORD to a password of at least {SHORTEST_PASSWORD} letters, for this rehearsal only.")
if as_root and os.environ.get("WORKSHOP_REHEARSAL_AS_ROOT") != "yes":
    sys.exit("Start the rehearsal as an ordinary user. In a container that knows none, set WORKSHOP_REHEARSAL_AS_ROOT=yes.")

HOMES = Path(os.environ.get("WORKSHOP_HOMES") or tempfile.mkdtemp(prefix="workshop-homes-"))
c.JupyterHub.bind_url = address
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = password
c.Authenticator.allow_all = False
c.Authenticator.allowed_users = {f"p{n:03d}" for n in range(200)}
c.JupyterHub.template_vars = {"announcement": "A rehearsal: nothing is kept apart here. Write nothing that is true of anybody."}
c.JupyterHub.spawner_class = "simple"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.SimpleLocalProcessSpawner.home_dir_template = str(HOMES / "{username}")
c.JupyterHub.concurrent_spawn_limit = 10  # more at once only makes everybody wait
c.JupyterHub.active_server_limit = 200
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
if as_root:
    c.Spawner.args = ["--allow-root"]
c.Spawner.default_url = "/doc/tree/workshop/notebooks/00_start_here.ipynb"
c.Spawner.environment = {
    "PYTHONSAFEPATH": "1",  # without it no lesson runs by itself
    "MEDSOCIAL_NOTEBOOKS": "~/workshop/notebooks",
    "MEDSOCIAL_HOME": "~/my_workshop",
}


def put_lessons(spawner) -> None:
    """Copy the lessons into a newcomer's home, as nbgitpuller does on a real hub."""
    target = HOMES / spawner.user.name / "workshop" / "notebooks"
    if not target.is_dir():
        lessons = shutil.ignore_patterns("my_workshop", "conftest.py", ".*", "__pycache__")
        shutil.copytree(paths.notebooks_dir(), target, ignore=lessons)


c.Spawner.pre_spawn_hook = put_lessons

# The benchmark tests/benchmarks/hub.py talks to the hub as a service; without its token there is none.
if token := os.environ.get("WORKSHOP_SERVICE_TOKEN"):
    c.JupyterHub.services = [{"name": "rehearsal", "api_token": token}]
    scopes = ["admin:users", "admin:servers", "access:servers", "list:users"]
    c.JupyterHub.load_roles = [{"name": "rehearsal", "scopes": scopes, "services": ["rehearsal"]}]
