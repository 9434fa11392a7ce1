"""What a build adds to the wheel, editable or not: the JupyterLab extension as front_end.py lays it out."""

import runpy
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Extension(BuildHookInterface):
    """Install the extension with its files in a folder named for their content."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Lay it out beside the build, and name it as shared data."""
        self.folder = tempfile.TemporaryDirectory(prefix="medsocial-")
        laid_out = Path(self.folder.name) / "labextension"
        runpy.run_path(str(Path(self.root) / "medsocial" / "jupyter" / "front_end.py"))["lay_out"](laid_out)
        build_data["shared_data"][str(laid_out)] = "share/jupyter/labextensions/medsocial"

    def finalize(self, version: str, build_data: dict, artifact_path: str) -> None:
        """Take the copy away."""
        self.folder.cleanup()
