"""A hostile client in a process of its own: as many votes as it can for the first option, until its input is closed.

    python hostile.py PORT

Prints at the end what it reached, as JSON: requests sent, votes that were counted, connections, seconds.
"""

import http.client
import json
import secrets
import sys
import threading
import time

DONE = threading.Event()
SAID = threading.Lock()
REACHED = {"requests": 0, "counted": 0, "connections": 0}


def note(name: str) -> None:
    """Count what happened."""
    with SAID:
        REACHED[name] += 1


def flood(port: int) -> None:
    """Vote with new tickets on one connection after the other, each until it is closed."""
    while not DONE.is_set():
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", "/now")
            note("connections")
            token = json.loads(line.getresponse().read())["token"]
            while not DONE.is_set():
                said = json.dumps({"token": token, "ticket": secrets.token_hex(16), "choice": "A"})
                line.request("POST", "/vote", said, {"Content-Type": "application/json"})
                note("requests")
                answer = line.getresponse()
                if json.loads(answer.read())["state"] == "counted":
                    note("counted")
        except (OSError, http.client.HTTPException, ValueError):
            pass
        finally:
            line.close()


def main(port: int) -> None:
    """Flood from four threads until the parent closes our input."""
    since = time.monotonic()
    threads = [threading.Thread(target=flood, args=(port,), daemon=True) for _n in range(4)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    DONE.set()
    for thread in threads:
        thread.join(15)
    print(json.dumps({**REACHED, "seconds": round(time.monotonic() - since, 1)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
