"""Open the workshop as a reader does, fetch the first page from it, and end it.

    py .ci/front_door.py py workshop.py --no-browser
    python3 .ci/front_door.py python3 workshop.py --no-browser

The words after the name of this file are the command that opens the workshop; the first time it also installs. Standard
library only. The exit code is 1 if the command ends before it opens, if it opens too late, or if the page is not there.
"""

import re
import subprocess
import sys
import threading
import urllib.request

MINUTES = 20
ADDRESS = re.compile(r"http://localhost:\d+/\S+")
PAGE = "jupyter-config-data"  # what JupyterLab writes into each of its pages


def fetched(address):
    """Return whether the page at an address is JupyterLab's."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status == 200 and PAGE in answer.read().decode("utf-8")


def main(command):
    """Run the command until it names its address; fetch the page there."""
    sys.stdout.reconfigure(errors="replace")  # a Windows log may not know every letter
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    late = threading.Timer(MINUTES * 60, process.kill)
    late.start()
    try:
        for line in process.stdout:
            found = ADDRESS.search(line)
            print(line.split("?token=")[0].rstrip(), flush=True)  # the key to the page stays out of the log
            if found:
                there = fetched(found.group())
                print("The first page was fetched." if there else "What came is not the workshop's page.", flush=True)
                return 0 if there else 1
        print("The command ended before the workshop was open.", flush=True)
        return 1
    finally:
        late.cancel()
        process.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
