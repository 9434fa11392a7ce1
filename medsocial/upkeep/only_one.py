"""One install at a time: two impatient double-clicks must not write into one folder. Standard library only."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator


@contextlib.contextmanager
def at(name: str) -> Iterator[int]:
    """Hold the lock of this name and give its handle; a lock ends with the processes that have it open."""
    with open(os.path.join(tempfile.gettempdir(), name), "a+") as handle:
        told = False
        while True:
            try:
                if os.name == "nt":
                    import msvcrt
                    handle.seek(0)
                    msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    import fcntl
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if not told:
                    print("Another window is preparing the workshop; this one waits for it.", flush=True)
                told = True
                time.sleep(0.5)
        yield handle.fileno()
