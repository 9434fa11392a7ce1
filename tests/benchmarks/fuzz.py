"""Damaged and hostile input by the minute: what another program, another system or a hand may hand to the workshop.

    python tests/benchmarks/fuzz.py results --minutes 10       one target
    python tests/benchmarks/fuzz.py --minutes 10               all of them, one after the other
    python tests/benchmarks/fuzz.py results --only 1-482       one input again, with its traceback

Every input follows from its number alone (`--seed`, then 1, 2, 3, ...), so a fault can be had again. Each target states what
must hold for any input: an answer in sentences and no traceback, nothing lost, no secret shown. A kind of fault is told
once, with its first input. What was found here stands as a case in the tests; this file is no part of the test run.
The exit code is 1 if a fault was found.
"""

import argparse
import contextlib
import io
import json
import os
import random
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS.parent), str(TESTS)]

ODD = (
    "", " ", "\x00", "\ufeff", "\ud800", "\u202e", "é", "e\u0301", "İ", "ß", "𝟗𝟐", "٤", "\u200d", "\n", "\r", "\t", ",", ";", '"',
    "'", "=1+1", "@x", "-", "+", "..", "../../x", "/", "\\", "%s", "{}", "{{", "<script>", "null", "NaN", "1e999", "-0", "0x10",
    "9" * 400, "2026-02-30", "9999-12-31", "A" * 3000, "&a", "*a", "!!python/object", "# x", "key: value", "[", "]", "{", "}",
)  # fmt: skip
CODE = re.compile("[0-9A-Z]{4}")
VALUES = (None, True, False, 0, -1, 1, 2**70, 0.5, 1e308, "", "A", "own", [], {}, [[]], {"a": {}}, ["A"] * 50, *ODD)
CODECS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp037")


class Wrong(AssertionError):
    """What must hold did not hold."""


def need(holds: object, said: str) -> None:
    """Raise a fault unless something holds."""
    if not holds:
        raise Wrong(said)


# ---- how input is damaged ------------------------------------------------------------------------------------


def nested(depth: int) -> list:
    """Return a list in a list, so many deep."""
    made: list = []
    for _n in range(depth):
        made = [made]
    return made


def bent(dice: random.Random, value: Any, share: float = 0.08) -> Any:
    """Return a value as JSON has it, with some parts replaced, lost, doubled or renamed."""
    if dice.random() < share:
        return nested(dice.choice((3, 60))) if dice.random() < 0.05 else dice.choice(VALUES)
    if isinstance(value, dict):
        kept = [(k if dice.random() > share / 2 else dice.choice(ODD), bent(dice, v, share)) for k, v in value.items()]
        return dict(one for one in kept if dice.random() > share / 2)
    if isinstance(value, list):
        return [bent(dice, v, share) for v in value for _n in range(dice.choice((1,) * 18 + (0, 2)))]
    return value


def written(dice: random.Random, value: Any) -> bytes:
    """Return a value as a file's bytes, now and then in another encoding, or damaged."""
    if dice.random() < 0.02:
        return b"[" * 20_000 + b"]" * dice.choice((0, 20_000))
    return encoded(dice, json.dumps(value, ensure_ascii=dice.random() < 0.5, indent=dice.choice((None, 1))))


def encoded(dice: random.Random, text: str) -> bytes:
    """Return a text in some encoding, now and then damaged."""
    codec = dice.choice(CODECS)
    raw = text.encode(codec, "surrogatepass" if codec.startswith("utf") else "replace")
    return damaged(dice, raw) if dice.random() < 0.5 else raw


def damaged(dice: random.Random, raw: bytes) -> bytes:
    """Return bytes with parts cut out, doubled, turned over or put in."""
    made = bytearray(raw)
    for _n in range(dice.choice((1, 1, 1, 2, 4, 9))):
        start = dice.randint(0, len(made))
        end = min(len(made), start + dice.choice((0, 1, 1, 2, 8, 60, len(made))))
        kind = dice.randrange(5)
        if kind == 0:
            del made[start:end]
        elif kind == 1:
            made[start:start] = made[start : min(end, start + 4000)]
        elif kind == 2:
            made[start:end] = bytes(byte ^ (1 << dice.randrange(8)) for byte in made[start : min(end, start + 60)])
        elif kind == 3:
            made[start:start] = dice.choice(ODD).encode("utf-8", "surrogatepass")
        else:
            made[start:start] = dice.randbytes(dice.choice((1, 3, 20)))
    return bytes(made)


# ---- the targets: each returns what tries one input ------------------------------------------------------------

Try = Callable[[random.Random], None]


def in_the_open(value: Any) -> bool:
    """Return whether the secret stands outside the entries of own words, where damage may have put it."""
    if isinstance(value, dict):
        return any("SECRET" in key or in_the_open(inner) for key, inner in value.items() if key != "own_words")
    return any(map(in_the_open, value)) if isinstance(value, list) else "SECRET" in str(value)


def answers(folder: Path) -> Try:
    """A lesson's file as a sync tool, an editor or a crash may leave it: read, written, exported, deleted."""
    from medsocial.store import answers as store

    os.environ["MEDSOCIAL_HOME"] = str(folder / "home")
    sound = {"choice": "view", "n": 2, "seen": ["a", "b"], "own_words": {"label": "SECRET words"}, "deep": {"x": [{"y": None}]}}
    whole = {"format": 2, "lesson": "04_dangers", "updated": "2026-11-29", "stopped_at": "é", "answers": {"a": sound, "b": sound}}

    def attempt(dice: random.Random) -> None:
        shutil.rmtree(folder / "home", ignore_errors=True)
        path = store.lesson_file("04_dangers")
        path.parent.mkdir(parents=True)
        raw = written(dice, bent(dice, whole))
        path.write_bytes(raw)
        said: list[str] = []
        known = store.load("04_dangers", said.append)
        need(isinstance(known, dict), "no answers by activity")
        need(all(line.endswith(".") for line in said), "no sentence")
        store.save("05_patients_and_boundaries", "c", {"choice": "x"})
        try:
            store.save("04_dangers", "new", {"choice": "view"})
        except store.NotSaved as refused:  # it cannot be read for good, so it stays as it is
            need(path.read_bytes() == raw and str(refused).endswith("."), "refused, and not as it was")
            return
        kept = [one.read_bytes() for one in path.parent.rglob("*") if one.is_file()]
        again = store.load("04_dangers")
        need(again.get("new") == {"choice": "view"}, "the new answer is lost")
        need(raw in kept or all(again.get(k) == v for k, v in known.items() if k != "new"), "an older answer is lost")
        need(store.load("05_patients_and_boundaries") == {"c": {"choice": "x"}}, "another lesson is lost")
        store.last_stop()
        exported = store.export().read_text(encoding="utf-8")
        need(in_the_open(store.all_lessons()) or "SECRET" not in exported, "own words out")
        store.delete_all()
        left = [one.name for one in path.parent.rglob("*") if one.is_file()]
        need(not left, f"left after deleting: {left}")

    return attempt


def results(folder: Path) -> Try:
    """A class's folder as mail, learning platforms and hands fill it; one sound person is always in it."""
    from medsocial.model import test_items
    from medsocial.results import command, people, reading, simulate

    classes = simulate.simulate(40, seed=7)
    mark = {name: test_items.edition_mark(test_items.form(name)) for name in "AB"}

    def one(dice: random.Random) -> tuple[str, bytes]:
        person = dice.choice(classes)
        if dice.random() < 0.6:
            name = dice.choice(("class_{}.json", "smith_{}_class_{}.json", "class_{}.json.txt", "class_{}.JSON", "{}.json"))
            content = bent(dice, {**person, "simulated": dice.random() < 0.1}, 0.03)
            return name.replace("{}", person["code"]), written(dice, content)
        lines = []
        for _n in range(dice.randint(0, 6)):
            form = dice.choice("AB")
            word = dice.choice(("", "", "AGAIN", "PLAN 2 done", "BOOSTER", dice.choice(ODD)))
            given = "".join(dice.choice("ABCDabcd-?") for _n in range(dice.choice((8, 8, 8, 4, 5, 3))))
            parts = [dice.choice(classes)["code"], word, form + mark[form], given]
            lines.append(dice.choice((" ", ";", ",", "\t")).join(part for part in parts if part))
        ending = dice.choice((".txt", ".txt", ".txt", ".csv", ".TXT", ".docx", ".xlsx", ".zip", ""))
        return f"list{dice.randrange(99)}{ending}", encoded(dice, "\n".join(lines))

    def archive(dice: random.Random) -> bytes:
        out = io.BytesIO()
        warnings.simplefilter("ignore")  # a name twice
        with zipfile.ZipFile(out, "w", dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as made:
            for _n in range(dice.randint(0, 4)):
                name, raw = one(dice)
                made.writestr(dice.choice(("", "Anna Svensson_12_file/", "../../", "/", "__MACOSX/._")) + name, raw)
        return damaged(dice, out.getvalue()) if dice.random() < 0.4 else out.getvalue()

    def attempt(dice: random.Random) -> None:
        place = folder / "class"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        sound = {**classes[0], "code": "Y9YX"}
        del sound["simulated"]
        (place / "class_Y9YX.json").write_text(json.dumps(sound), encoding="utf-8")
        for _n in range(dice.randint(1, 6)):
            name, raw = ("all.zip", archive(dice)) if dice.random() < 0.25 else one(dice)
            under = place / dice.choice(("", "", "Anna Svensson_12_file", "a/b/c"))
            under.mkdir(parents=True, exist_ok=True)
            (under / name).write_bytes(raw)
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = command.main([str(place)])
        need(code == 0, f"ended with {code}: {said.getvalue()[-200:]}")
        need("Traceback" not in said.getvalue(), "a traceback")
        # Besides the list of what was not used.
        told = [line for line in said.getvalue().splitlines() if not line.startswith("  ")]
        need(told and all(line.rstrip().endswith(".") for line in told), f"no sentence: {told}")
        page = (place / "class_report.html").read_text(encoding="utf-8")
        need("<script" not in page.lower(), "a script in the report")
        need("Svensson" not in page, "a name in the report")
        need("Y9YX" not in page, "a code in the report")
        found = reading.read_folder(place)
        told_of = any("Y9YX" in note.where for note in found.notes)
        need("Y9YX" in people.put_together(found)[0] or told_of, "a person is lost")
        # A hand may write signs that no code of ours holds; a file may not.
        need(all(CODE.fullmatch(sheet.code) for sheet in found.sheets), "a code that is none")

    return attempt


def posts(_folder: Path) -> Try:
    """A draft as people type and paste it: no exception, marks within the text, time that grows with the length only."""
    from medsocial.model.privacy import check

    whole = (TESTS / "data" / "privacy_posts.txt").read_text(encoding="utf-8")
    lines = [line[2:] for line in whole.split("\n") if line[:1] in ("+", "-")]
    pieces = ["07700 900123", "Mrs ", "Dr. ", "ward 12", "bed 4", "92 years", "K7T 1R", "@", "#", "https://", "12.03.", "🙂"]
    least = 0.05  # seconds; under this the clock says nothing about growth

    def seconds(text: str) -> float:
        since = time.thread_time()
        check(text)
        return time.thread_time() - since

    def attempt(dice: random.Random) -> None:
        text = " ".join(dice.choice(lines) for _n in range(dice.choice((1, 1, 1, 2, 5))))
        if dice.random() < 0.3:
            text = "".join(dice.choice((*pieces, *ODD, " ", " ")) for _n in range(dice.randint(1, 60)))
        text = damaged(dice, text.encode("utf-8", "surrogatepass")).decode("utf-8", dice.choice(("replace", "surrogateescape")))
        text = text[:6000]
        if dice.random() < 0.03:
            text = (text[: dice.randint(1, 40)] or " ") * 300
            one, two = (min(seconds(text * n) for _again in range(2)) for n in (1, 2))
            need(two < max(least, 3.2 * one), f"time grows faster than the length: {one:.3f} s, then {two:.3f} s")
        found = check(text)
        last = 0
        for one in found.findings:
            need(last <= one.start < one.end <= len(text), f"a mark outside the text or across another: {one}")
            need(one.reason and one.suggestion and one.severity in ("stop", "think", "note"), f"no reason: {one}")
            last = one.end

    return attempt


def tables(folder: Path) -> Try:
    """The data as a spreadsheet or an editor leaves them: every fault a sentence; mostly some files alone, else all of them."""
    from medsocial.upkeep import check

    shipped = TESTS.parent / "data"
    some = ("platforms.csv", "icons.csv", "glossary.csv", "sources.csv", "lessons.csv", "stories.yaml")
    some += ("schemas/stories.schema.json",)
    few = folder / "some"
    (few / "schemas").mkdir(parents=True)
    for name in some:
        shutil.copyfile(shipped / name, few / name)
    package = json.loads((shipped / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["path"] in some]
    (few / "datapackage.json").write_text(json.dumps(package, indent=1), encoding="utf-8")
    few_kept = Path(shutil.copytree(few, folder / "kept"))
    every = Path(shutil.copytree(shipped, folder / "data"))

    def attempt(dice: random.Random) -> None:
        place = every if dice.random() < 0.05 else few
        base = shipped if place is every else few_kept
        names = sorted(p.relative_to(base).as_posix() for p in base.rglob("*") if p.suffix in (".csv", ".yaml", ".json"))
        changed = dice.sample(names, dice.choice((1, 1, 2)))
        try:
            for name in changed:
                raw = (base / name).read_bytes()
                if dice.random() < 0.3:
                    raw = raw.decode("utf-8").replace(",", dice.choice((";", "\t"))).encode(dice.choice(CODECS), "replace")
                (place / name).write_bytes(damaged(dice, raw) if dice.random() < 0.8 else raw)
            said = io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                code = check.main([str(place)])
            lines = said.getvalue().splitlines()
            need(code in (0, 1) and lines, f"ended with {code}")
            need("Traceback" not in said.getvalue(), "a traceback")
            open_ended = [line for line in lines if line.rstrip()[-1:] not in (".", "?")]
            need(not open_ended, f"no sentence: {open_ended}")
        finally:
            for name in changed:
                shutil.copyfile(base / name, place / name)

    return attempt


def room(folder: Path) -> Try:
    """Requests to both doors of a room by hand-made bytes: no fault of ours (500), no secret, and a vote given before stays."""
    import running_room

    running = running_room.start(folder / "my_workshop", "--minutes", "30", "--phones", "--people", "500")
    printed: list[str] = []
    threading.Thread(target=lambda: printed.extend(running.process.stdout), daemon=True).start()
    running.act("open", id="net_mender", round=1)
    running.vote(1, "A")
    acts = [f"/{running.secret}/{act}" for act in ("open", "close", "hands", "form", "anew")]
    paths = ("/", "/now", "/now?has=x&page=0123456789abcdef", "/vote", "/form", "/x", f"/{running.secret}/", acts[2])

    def attempt(dice: random.Random) -> None:
        desk = dice.random() < 0.4
        port = running.port if desk else running.phones
        path = dice.choice(acts if desk and dice.random() < 0.7 else paths)
        said = {"token": token, "ticket": f"{dice.randrange(9):016x}", "choice": dice.choice("ABCZ"), "code": "K7TR"}
        said |= {"id": dice.choice(("net_mender", "x")), "round": dice.choice((1, 2))}
        said |= {"counts": [1, 2, 3, 4], "which": "short_first"}
        said |= {"answers": {"A1": "x"}} if dice.random() < 0.3 else {}
        if desk:  # what is opened and counted here is another vote
            said["id"] = dice.choice(("x", None, 5))
        body = written(dice, bent(dice, said))
        method = dice.choice(("POST", "POST", "GET", "PUT", "HEAD", "OPTIONS"))
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        raw = head.encode() + body
        raw = damaged(dice, raw[: len(head)]) + body if dice.random() < 0.5 else raw
        got = b""
        with contextlib.suppress(ConnectionError, TimeoutError), socket.create_connection(("127.0.0.1", port), 30) as line:
            line.settimeout(30)
            line.sendall(raw)
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_WR)
            while len(got) < 2_000_000 and (more := line.recv(65536)):
                got += more
        need(b" 500 " not in got[:40] and b"Traceback" not in got, f"a fault of ours (500): {raw[:200]!r} gave {got[:200]!r}")
        need(desk or running.secret.encode() not in got, "the deck's secret")
        need(running.process.poll() is None, "the room has ended")
        said_there = "".join(printed)
        printed.clear()
        need("Traceback" not in said_there and "Uncaught" not in said_there, f"an exception in the room: {said_there[-1200:]}")
        for wait in (0.02, 0.2, 1, 3, None):  # the door holds back an address with more than three hundred arrivals a second
            try:
                now = running_room.ask(running.phones, "GET", "/now")
                break
            except OSError:
                need(wait, "phones are shut out")
                time.sleep(wait)
        need(now.status == 200, f"phones see {now.status}")

    token = running.now()["token"]
    attempt.stop = running.kill
    return attempt


TARGETS = {"answers": answers, "results": results, "posts": posts, "tables": tables, "room": room}

# ---- the run -----------------------------------------------------------------------------------------------------


def kind_of(error: BaseException) -> str:
    """Return what tells one kind of fault from another: its type and the last own line it went through."""
    if isinstance(error, Wrong):
        return f"Wrong: {str(error).split(':')[0][:60]}"
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if "medsocial" in Path(frame.filename).parts]
    at = f"{Path(own[-1].filename).name}:{own[-1].lineno} {own[-1].name}" if own else "this file"
    return f"{type(error).__name__} at {at}"


def run(name: str, minutes: float, seed: int, only: str) -> int:
    """Try one target; return how many kinds of fault were found."""
    found: dict[str, int] = {}
    count, since, first = 0, time.monotonic(), int(only.split("-")[1]) if only else 1
    with tempfile.TemporaryDirectory(prefix="medsocial-fuzz-", ignore_cleanup_errors=True) as folder:
        attempt = TARGETS[name](Path(folder))
        try:
            while time.monotonic() - since < minutes * 60 and not (only and count):
                number = f"{only or f'{seed}-{first + count}'}"
                count += 1
                try:
                    attempt(random.Random(f"{name} {number}"))
                except Exception as error:  # whatever it is, it is what we look for
                    kind = kind_of(error)
                    found[kind] = found.get(kind, 0) + 1
                    if found[kind] == 1:
                        shown = traceback.format_exc() if only else f"{error!r}"[:1500]
                        print(f"{name} {number}: {kind}\n    {shown}", flush=True)
        finally:
            getattr(attempt, "stop", lambda: None)()
    listed = "; ".join(f"{kind} ({times})" for kind, times in found.items()) or "none"
    print(f"{name}: {count} inputs in {time.monotonic() - since:.0f} s (seed {seed}); kinds of fault: {listed}.", flush=True)
    return len(found)


def main() -> int:
    """Run the targets that were asked for."""
    parser = argparse.ArgumentParser(description="Damaged and hostile input by the minute.")
    parser.add_argument("target", nargs="*", help=f"of {', '.join(TARGETS)}; all if left out")
    parser.add_argument("--minutes", type=float, default=1, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", metavar="SEED-NUMBER", help="one input again")
    asked = parser.parse_args()
    if unknown := set(asked.target) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    return 1 if sum(run(name, asked.minutes, asked.seed, asked.only) for name in asked.target or TARGETS) else 0


if __name__ == "__main__":
    sys.exit(main())
