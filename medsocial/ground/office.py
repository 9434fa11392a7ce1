"""Files of Word and PowerPoint that are the same whenever they are made."""

import io
import zipfile
from typing import Any

_FIXED = (1980, 1, 1, 0, 0, 0)


def saved(document: Any) -> bytes:
    """Return a document of python-docx or python-pptx as a file, with fixed dates in its container."""
    first, second = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return second.getvalue()
