"""A JupyterHub on one machine, for a rehearsal: everybody is one user of the operating system, so nothing is kept apart.

Start it from the checkout, in an environment that has the workshop and `jupyterhub`, with `configurable-http-proxy`
on the path:

    WORKSHOP_PASSWORD=choose-one jupyterhub --config docs/hub/jupyterhub_config.py

For a real room use The Littlest JupyterHub (see docs/many_participants.md): it gives each person a user of their own.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from medsocial.ground import paths

c = get_config()  # noqa: F821 - JupyterHub provides it

HOMES = Path(os.environ.get("WORKSHOP_HOMES") or tempfile.mkdtemp(prefix="workshop-homes-"))
c.JupyterHub.bind_url = os.environ.get("WORKSHOP_ADDRESS", "http://127.0.0.1:8000")
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["WORKSHOP_PASSWORD"]
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.SimpleLocalProcessSpawner.home_dir_template = str(HOMES / "{username}")
c.JupyterHub.concurrent_spawn_limit = 10  # more at once only makes everybody wait
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
if os.geteuid() == 0:  # in a container
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
