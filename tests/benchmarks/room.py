"""How many phones a room carries: ours against a bare handler of the same web server, in one run.

    python tests/benchmarks/room.py                     about four minutes
    python tests/benchmarks/room.py --phones 200 --over 5       a first look

Both servers run in processes of their own; the phones are connections from this process, each with a ticket of its own,
on this machine's loop. Each opens the page's door first, then votes: all at the same moment, or spread over some seconds
while all of them go on asking every two seconds what is open. Time runs from the vote to its answer. At the end the deck
is asked for the counts, so a vote that was answered and not counted is a lost one. `to the board` is the time from the
last answer to the number on the projector. The last rows add a hostile client in a process of its own (tests/room/hostile.py).

Verdicts are on ratios of one run and on votes lost; milliseconds are for orientation. The exit code is 1 if a goal was
missed, 2 if the machine was too busy to judge (the bare handler's own runs differ by more than a factor of two).
"""

import argparse
import asyncio
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "benchmarks")]

import running_room  # noqa: E402  (found by the line above)
from table import Goal, print_table  # noqa: E402

QUESTION, POLL = "net_mender", 2.0
RATIO, HOSTILE_RATIO = 3.0, 3.0
BARE = """
import json, sys
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler
votes = {}
class Now(RequestHandler):
    def get(self):
        self.finish({"token": "bare", "votes": len(votes)})
class Vote(RequestHandler):
    def post(self):
        said = json.loads(self.request.body)
        votes[said["ticket"]] = said["choice"]
        self.finish({"state": "counted", "choice": said["choice"]})
app = Application([("/now", Now), ("/vote", Vote)], log_function=lambda handler: None)
server = app.listen(0, "127.0.0.1")
print(next(iter(server._sockets.values())).getsockname()[1], flush=True)
IOLoop.current().start()
"""


@dataclass
class Run:
    """What one round of votes gave: seconds from vote to answer, votes that were answered, and seconds to the board."""

    took: list[float] = field(default_factory=list)
    answered: int = 0
    board: float = float("nan")

    def percentile(self, share: float) -> float:
        """Return a percentile of the times, in milliseconds."""
        return 1000 * sorted(self.took)[max(0, min(len(self.took) - 1, round(share * len(self.took)) - 1))]


class Phone:
    """One phone: a connection that is opened anew when it was closed."""

    def __init__(self, port: int, ticket: int) -> None:
        self.port, self.ticket, self.line = port, f"{ticket:016x}", None

    async def ask(self, method: str, path: str, said: object = None) -> dict:
        """Send one request and return its answer; a line that was closed in the meantime is opened again."""
        body = json.dumps(said).encode() if said is not None else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/json\r\n"
        for tries in range(8):
            try:
                if self.line is None:
                    self.line = await asyncio.open_connection("127.0.0.1", self.port)
                reader, writer = self.line
                writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                answer = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"Content-Length: (\d+)", answer)
                content = await reader.readexactly(int(length[1])) if length else b""
                if b"Connection: close" in answer:
                    self.close()
                return json.loads(content) if content else {}
            except (OSError, asyncio.IncompleteReadError):
                self.close()
                await asyncio.sleep(0.1 * 2**tries * random.random())
        return {}

    def close(self) -> None:
        """Close the line."""
        if self.line:
            self.line[1].close()
        self.line = None


async def play(port: int, phones: int, over: float, first: int, board=None) -> Run:
    """Let phones join, then vote at once or over some seconds; `board` returns when the projector shows them all."""
    run, crowd = Run(), [Phone(port, first + n) for n in range(phones)]
    door = asyncio.Semaphore(50)

    async def join(phone: Phone) -> None:
        async with door:
            phone.token = (await phone.ask("GET", "/now"))["token"]

    async def vote(phone: Phone, after: float) -> float:
        # A phone that has not voted goes on asking what is open, as its page does.
        while over and after > POLL:
            await asyncio.sleep(POLL)
            after -= POLL
            await phone.ask("GET", f"/now?has={phone.token}&page={phone.ticket}")
        await asyncio.sleep(max(0.0, after))
        begun = time.perf_counter()
        said = await phone.ask("POST", "/vote", {"token": phone.token, "ticket": phone.ticket, "choice": "B"})
        run.took.append(time.perf_counter() - begun)
        run.answered += said.get("state") in ("counted", "changed")
        return time.perf_counter()

    await asyncio.gather(*map(join, crowd))
    seen = asyncio.ensure_future(board(phones)) if board else None
    ended = await asyncio.gather(*(vote(phone, over * random.random()) for phone in crowd))
    if seen:
        run.board = await asyncio.wait_for(seen, 30) - max(ended)
    for phone in crowd:
        phone.close()
    return run


def shown(room: running_room.Running):
    """Return a function that waits until the projector has been told of so many votes, and says when."""

    async def wait(votes: int) -> float:
        reader, writer = await asyncio.open_connection("127.0.0.1", room.port)
        writer.write(f"GET /{room.secret}/events HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\n\r\n".encode())
        while line := await reader.readline():
            if line.startswith(b"data: ") and json.loads(line[6:])["votes"] >= votes:
                writer.close()
                return time.perf_counter()
        raise AssertionError("the projector's line was closed")

    return wait


def memory(process: int) -> float:
    """Return the resident memory of a process, in MB (Linux; elsewhere not a number)."""
    try:
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())[1]) / 1024
    except OSError:
        return float("nan")


def line(words: str, run: Run, lost: object, process: int) -> None:
    """Print one row."""
    print(
        f"{words:34} {run.percentile(0.5):8.0f} {run.percentile(0.95):8.0f} {max(run.took) * 1000:8.0f} "
        f"{lost:>6} {run.board * 1000:9.0f} {memory(process):8.0f}",
        flush=True,
    )


def rows(room: running_room.Running, bare: subprocess.Popen, port: int, options: argparse.Namespace) -> tuple[list[Goal], bool]:
    """Measure both servers in turns, then ours beside a hostile client; return the goals, and whether it can be judged."""
    goals, first, lost, floors = [], 1, 0, []
    heads = f"{'median':>8} {'p95':>8} {'slowest':>8} {'lost':>6} {'to board':>9} {'memory':>8}"
    print(f"\n{'':34} {heads}\n{'':34} {'ms':>8} {'ms':>8} {'ms':>8} {'':6} {'ms':>9} {'MB':>8}")

    def ours(phones: int, over: float) -> tuple[Run, int]:
        nonlocal first
        first += phones
        room.act("anew", id=QUESTION, round=1)
        run = asyncio.run(play(room.phones, phones, over, first, shown(room)))
        counts = room.act("close", id=QUESTION, round=1).said["counts"][QUESTION]["1"]["phones"]
        return run, phones - min(counts[1], run.answered)

    asyncio.run(play(port, options.phones[0], 0.0, 1))  # neither is measured while it is cold
    ours(options.phones[0], 0.0)
    at_once = {}
    for phones in options.phones:
        for over in (0.0, options.over):
            how, ratios = f"{phones} phones, " + (f"over {over:.0f} s" if over else "at once"), []
            base = []
            for _round in range(1 if over else options.rounds):
                floor = asyncio.run(play(port, phones, over, 1))
                line(f"{how}: bare", floor, phones - floor.answered, bare.pid)
                run, missed = ours(phones, over)
                line(f"{how}: ours", run, missed, room.process.pid)
                lost += missed
                base.append(floor.percentile(0.95))
                ratios.append(run.percentile(0.95) / floor.percentile(0.95))
                if not over:
                    at_once.setdefault(phones, []).append(run.percentile(0.95))
            floors += [max(base) / min(base)]
            if not over:
                goals.append(Goal(f"p95, {how}: ours / bare", ratios, RATIO))
    goals.append(Goal("votes lost", [float(lost)], 0.0))
    phones = options.phones[0]
    command = [sys.executable, str(TESTS / "room" / "hostile.py"), str(room.phones)]
    ratios, missing = [], 0
    for _round in range(options.rounds):
        room.act("anew", id=QUESTION, round=1)
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as hostile:
            while room.act("hands", id=QUESTION, round=1, counts=[0, 0, 0, 0]).said["votes"] < 20:
                pass
            first += phones
            run = asyncio.run(play(room.phones, phones, 0.0, first))
            counts = room.act("close", id=QUESTION, round=1).said["counts"][QUESTION]["1"]["phones"]
            reached = json.loads(hostile.communicate("", timeout=60)[0])
        missed = phones - min(counts[1], run.answered)
        line(f"{phones} at once beside a hostile one", run, missed, room.process.pid)
        rate = reached["requests"] / reached["seconds"]
        print(f"    it sent {reached['requests']} votes on {reached['connections']} connections in {reached['seconds']} s "
              f"({rate:.0f} a second), of which {counts[0]} were counted")  # fmt: skip
        missing += missed
        ratios.append(run.percentile(0.95) / statistics.median(at_once[phones]))
    goals.append(Goal("p95 beside a hostile client / alone", ratios, HOSTILE_RATIO))
    goals.append(Goal("votes lost beside a hostile client", [float(missing)], 0.0))
    return goals, max(floors) <= 2


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--phones", type=int, nargs="*", default=[200, 500])
    parser.add_argument("--over", type=float, default=20.0, help="seconds over which the second rows spread the votes")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8_192, hard) if hard > 0 else 8_192, hard))
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, tornado {version('tornado')}")
    print("Load average at the start:", *(f"{load:.1f}" for load in os.getloadavg()))
    bare = subprocess.Popen([sys.executable, "-c", BARE], stdout=subprocess.PIPE, text=True)
    with tempfile.TemporaryDirectory(prefix="medsocial-") as folder:
        room = running_room.start(Path(folder) / "my_workshop", "--minutes", "60", "--phones", "--people", "500")
        try:
            goals, quiet = rows(room, bare, int(bare.stdout.readline()), options)
        finally:
            room.kill()
            bare.kill()
            bare.wait()
    missed = print_table(goals, judge=quiet)
    return 1 if quiet and missed else 0 if quiet else 2


if __name__ == "__main__":
    sys.exit(main())
