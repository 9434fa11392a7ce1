"""A room in a process of its own on this machine's loop, as a facilitator starts it, and requests to both of its sides."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from common import ROOT

SECONDS = 120  # how long a test waits for what must come
NAME = "room.test"


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def said(self):
        """The answer as a page reads it."""
        return json.loads(self.text)


def ask(port: int, method: str, path: str, body: object = None, **headers: str) -> Answer:
    """Send one request to this machine; what is sent is JSON, from the room's own page unless headers say else."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {"Host": f"127.0.0.1:{port}", "Content-Type": "application/json", **given}
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    line.request(method, path, data, sent)
    got = line.getresponse()
    answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read().decode())
    line.close()
    return answer


@dataclass
class Running:
    """A room that is served."""

    process: subprocess.Popen
    home: Path
    said: list[str]
    deck: str = ""
    port: int = 0
    phones: int = 0

    @property
    def secret(self) -> str:
        """The path of the deck."""
        return self.deck.rsplit("/", 2)[1]

    @property
    def folder(self) -> Path:
        """Where the room writes."""
        return self.home.parent / "my_room"

    def act(self, act: str, **said: object) -> Answer:
        """Do what a key of the facilitator does, which the room must take."""
        answer = ask(self.port, "POST", f"/{self.secret}/{act}", said, Origin=f"http://127.0.0.1:{self.port}")
        assert answer.status == 200, answer.text
        return answer

    def now(self) -> dict:
        """Return what phones see."""
        return ask(self.phones, "GET", "/now").said

    def come_in(self, page: str) -> None:
        """Look at the room from one page more, named by sixteen signs."""
        ask(self.phones, "GET", f"/now?page={page}")

    def vote(self, ticket: int, choice: str, token: str = "", **more: object) -> Answer:
        """Vote with a ticket, in the vote that is open."""
        said = {"token": token or self.now()["token"], "ticket": f"{ticket:016x}", "choice": choice, **more}
        return ask(self.phones, "POST", "/vote", said)

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.kill()
        self.process.wait(SECONDS)

    def stop(self) -> str:
        """End it as Ctrl+C does; return what it said last."""
        self.process.send_signal(signal.SIGINT)
        rest = self.process.stdout.read()
        self.process.wait(SECONDS)
        return rest


def start(home: Path, *arguments: str) -> Running:
    """Start a room; with `--phones` its phones come in by this machine's loop and a plain name."""
    way = ("--address", "127.0.0.1", "--name", NAME) if "--phones" in arguments or "--try" in arguments else ()
    command = [sys.executable, "-u", "-m", "medsocial", "room", "--no-browser", *arguments, *way]
    environment = {**os.environ, "MEDSOCIAL_HOME": str(home), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    room = Running(process, home, [])
    end = time.monotonic() + SECONDS
    for line in process.stdout:
        room.said.append(line.rstrip())
        if found := re.search(rf"http://{NAME}:(\d+)", line):
            room.phones = int(found[1])
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/[\w-]+/", line):
            room.deck, room.port = found[0], int(found[1])
        if "Ctrl+C" in line or time.monotonic() > end or ("--try" in arguments and room.phones):
            return room
    raise AssertionError("the room did not start:\n" + "\n".join(room.said))
