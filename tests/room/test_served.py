"""A room that is served: what phones can get, who can steer it, and what happens when something breaks."""

import asyncio
import gc
import html
import json
import re
import signal
import socket
import subprocess
import sys
import types
from pathlib import Path

import pytest
import running_room
from running_room import NAME, SECONDS, ask

from medsocial.exports.session import pages
from medsocial.model import session, storyboard, test_items
from medsocial.room import phones, questions
from medsocial.room.booth import Booth
from medsocial.room.gate import Gate
from medsocial.room.keep import Journal

ORIGIN = "http://evil.example"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """Serve the session of half an hour for the whole module."""
    home = tmp_path_factory.mktemp("room") / "my_workshop"
    running = running_room.start(home, "--minutes", "30", "--phones", "--people", "500")
    yield running
    running.kill()


@pytest.fixture(scope="module")
def chapters():
    """Return the pages of the same session, with keys and reasons."""
    return pages.chapters(session.load(30), 500, live=True)


def secrets_of(chapters) -> set[str]:
    """Return all words that phones must never get: reasons, consequences, last words, findings, what the presenter reads."""
    found = {item_option.reason for item in test_items.items() for item_option in item.options}
    for page in (page for chapter in chapters for page in chapter.pages):
        found |= {one.reason for one in page.answers} | {one.follows for one in page.answers} | {page.notes.say, page.notes.do}
        if page.vote:
            found |= {page.headline, page.vote.last_word} - {page.question}
    return {words for words in found if len(words) > 12}


# Every address of either side, in every way; and some that a curious person would try.
PATHS = (
    "/", "/now", "/now?has=x&page=0123456789abcdef", "/vote", "/form", "/events", "/open", "/close", "/state", "/deck", "/key",
    "/room.json", "/open_vote.jsonl", "/static/", "/../data/cases.yaml", "/%2e%2e/data/cases.yaml", "/data/cases.yaml",
    "/favicon.ico",
)  # fmt: skip


def crawl(room, codes: list[str]) -> list[str]:
    """Return every answer that a phone can get at this moment."""
    token = room.now()["token"]
    paths = [*PATHS, f"/{room.secret}/", f"/{room.secret}/events", f"/{room.secret}/open"]
    got = [ask(room.phones, method, path) for path in paths for method in ("GET", "OPTIONS")]
    bodies = [
        ("/vote", {"token": token, "ticket": "0123456789abcdef", "choice": "A"}),
        ("/vote", {"token": token, "ticket": "0123456789abcdef", "choice": "Z"}),
        ("/vote", {"token": "old", "ticket": "0123456789abcdef", "choice": "A"}),
        ("/vote", {"token": token, "ticket": "x"}), ("/vote", {}), ("/vote", [1]), ("/now", {}), ("/", {}),
        (f"/{room.secret}/open", {"id": "net_mender", "round": 1}),
        *(("/form", {"code": code}) for code in codes),
    ]  # fmt: skip
    got += [ask(room.phones, "POST", path, body) for path, body in bodies]
    assert all(200 <= one.status < 500 for one in got), [one.status for one in got]
    read = [html.unescape(one.text.encode().decode("unicode_escape", "replace")) for one in got]
    return [json.dumps(one.headers) + words + one.text for one, words in zip(got, read, strict=True)]


def test_no_answer_that_a_phone_can_get_before_or_after_any_step_holds_a_key_or_a_reason(room, chapters):
    hidden = secrets_of(chapters)
    assert len(hidden) > 80
    asked = questions.questions(chapters)
    said = crawl(room, ["K7TR"])
    for name, question in asked.items():
        for turn in range(1, question.rounds + 1):
            room.act("open", id=name, round=turn)
            now = room.now()
            assert set(now) == {"state", "token", "question", "options", "turn", "turns", "code"}
            assert [words for _letter, words in now["options"]] == [words for _letter, words in question.options]
            said += crawl(room, []) if turn == 1 else []
            room.act("close", id=name, round=turn)
            said += crawl(room, []) if turn == 1 else []
    for which in ("short_first", "short_second"):
        room.act("form", which=which)
        said += crawl(room, ["K7TR", "M3QM", "P3WP", "AAAA"])
    room.act("form", which="")
    found = {words for words in hidden for text in said if words in text}
    assert found == set()
    for words in ("a speciality that he never had", "a drug firm's speaker"):  # the first item of each form
        assert any(words in text for text in said), "the forms themselves were seen"
    assert not any(mark in text for text in said for mark in ('"best"', '"reason"', '"right"', "net_mender"))


def reached(root: object, limit: int = 200_000) -> list[object]:
    """Return every object that can be reached from one by what it holds, not by the code that made it."""
    seen, edge, skipped = {}, [root], (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type, types.CodeType)
    while edge and len(seen) < limit:
        one = edge.pop()
        if id(one) in seen or isinstance(one, skipped):
            continue
        seen[id(one)] = one
        edge += gc.get_referents(one)
    return list(seen.values())


def test_the_phones_application_holds_no_object_with_a_key_or_a_reason(tmp_path, chapters):
    booth = Booth(questions.forms(), Journal(None), tmp_path, "1")
    gate = Gate()
    booth.open(questions.questions(chapters)["net_mender"], 1)
    held = reached(phones.application(booth, gate, lambda: 0.0))
    assert any(one is booth for one in held) and any(isinstance(one, questions.Question) for one in held)
    kinds = (storyboard.Vote, storyboard.Option, storyboard.Slide, storyboard.Session, test_items.Item, pages.Page, pages.Answer)
    assert [one for one in held if isinstance(one, kinds)] == []
    words = "\n".join(one for one in held if isinstance(one, str))
    assert [secret for secret in secrets_of(chapters) if secret in words] == []


def test_phones_get_one_small_page_with_a_strict_policy_and_no_cookie(room):
    page, again = ask(room.phones, "GET", "/"), ask(room.phones, "GET", "/")
    assert len(page.text.encode()) < 60_000
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]+)'", policy)[1]
    assert "unsafe" not in policy and nonce not in again.text
    assert page.text.count(f'nonce="{nonce}"') == 2 == page.text.count("<script") + page.text.count("<style")
    assert " style=" not in page.text and " onclick" not in page.text
    for answer in (page, ask(room.phones, "GET", "/now"), room.vote(1, "A"), ask(room.phones, "GET", "/x")):
        assert "set-cookie" not in answer.headers and "server" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_another_page_on_this_computer_cannot_steer_the_room_or_read_the_deck(room):
    own, port = f"http://127.0.0.1:{room.port}", room.port
    said = {"id": "thumb", "round": 1}

    def steer(secret: str, **headers: str) -> int:
        return ask(port, "POST", f"/{secret}/open", said, **headers).status

    assert steer("guessed-secret", Origin=own) == 404
    assert steer(room.secret) == 403, "a browser always says where a POST comes from"
    assert steer(room.secret, Origin=ORIGIN) == 403
    assert steer(room.secret, Origin="null") == 403
    assert steer(room.secret, Origin=f"http://127.0.0.1:{room.phones}") == 403, "the phones' page is another page"
    assert steer(room.secret, Origin=f"http://{NAME}:{port}", Host=f"{NAME}:{port}") == 404
    assert steer(room.secret, Origin=own, Sec_Fetch_Site="cross-site") == 403
    assert steer(room.secret, Origin=own) == 400, "only then the question itself is looked at"
    for path in ("/", "/guessed/", "/guessed/events", f"/{room.secret}"):
        assert ask(port, "GET", path).status == 404
    assert ask(port, "GET", f"/{room.secret}/", Host=f"evil.example:{port}").status == 404
    assert ask(port, "GET", f"/{room.secret}/events", Sec_Fetch_Site="cross-site").status == 403
    deck = ask(port, "GET", f"/{room.secret}/")
    assert deck.status == 200 and "script-src 'nonce-" in deck.headers["content-security-policy"]
    assert "unsafe-inline' " not in deck.headers["content-security-policy"].partition("style-src-attr")[0]
    with socket.socket() as line, pytest.raises(OSError):
        line.connect(("127.0.0.2", port))


def test_votes_come_from_the_rooms_own_page_by_a_name_that_is_ours(room):
    room.act("anew", id="first_act", round=1)
    token = room.now()["token"]
    body = {"token": token, "ticket": "00000000000000aa", "choice": "A"}

    def sent(body, **headers):
        return ask(room.phones, "POST", "/vote", body, **headers)

    assert sent(body, Origin=ORIGIN).said["state"] == "origin"
    assert sent(body, Content_Type="text/plain").said["state"] == "origin", "a form of another page sends no JSON"
    assert ask(room.phones, "GET", "/now", Host=f"evil.example:{room.phones}").said["state"] == "name"
    for host in ("127.0.0].1", "[127.0.0.1", "]", "[::1]x"):
        assert ask(room.phones, "GET", "/now", Host=host).said["state"] == "name", "found by fuzzing: an exception"
    assert sent(b"{", ).said["state"] == "unknown"
    assert sent(b'{"token": ' + b'"' + b"x" * 3_000 + b'"}').status == 400, "too long to be a vote"
    counted = sent(body, Host=f"{NAME}:{room.phones}", Origin=f"http://{NAME}:{room.phones}")
    assert counted.said == {"state": "counted", "choice": "A"}
    room.act("close", id="first_act", round=1)
    closed = sent(body)
    assert (closed.status, closed.said["words"]) == (409, "This vote is closed. The next one comes by itself.")


def test_killed_in_mid_vote_and_started_again_it_goes_on_with_the_counts(tmp_path):
    home = tmp_path / "my_workshop"
    room = running_room.start(home, "--minutes", "30", "--phones")
    room.act("open", id="first_act", round=1)
    for n, letter in enumerate("ABBBC"):
        assert room.vote(n, letter).said["state"] == "counted"
    token = room.now()["token"]
    room.act("hands", id="first_act", round=1, counts=[0, 0, 0, 2])
    room.kill()
    again = running_room.start(home, "--minutes", "30", "--phones")
    try:
        assert any("Going on with the room that was cut off today (5 votes" in line for line in again.said)
        assert (again.deck, again.phones) == (room.deck, room.phones), "deck and phones find it where it was"
        assert again.now()["token"] == token
        assert again.vote(0, "C", token).said["state"] == "changed"
        assert again.vote(9, "C", token).said["state"] == "counted"
        counts = again.act("close", id="first_act", round=1).said["counts"]["first_act"]["1"]
        assert counts["phones"] == [0, 3, 3, 0] and counts["hands"] == [0, 0, 0, 2]
        assert "its counts are deleted" in again.stop()
        assert not list(again.folder.glob("room.json")) and not list(again.folder.glob("open_vote*"))
    finally:
        again.process.kill()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--minutes", "61"], "There is no deck of 61 minutes. There are decks of 30, 60, 90, 180 minutes."),
        (["--lesson", "12"], "There is no lesson 12."),
        (["--lesson", "05", "--minutes", "60"], "give either --minutes or --lesson."),
        (["--minutes", "30", "--forms"], "30"),
        (["--people", "0"], "--people 0 is no room."),
        (["--codes", "-1"], "--codes -1 cannot be."),
        (["--phones", "--address", "203.0.113.7"], "The address 203.0.113.7 cannot be used here."),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(arguments, words, capsys):
    from medsocial.room import command

    assert command.main(["--no-browser", *arguments]) == 1
    said = capsys.readouterr().err
    assert words in said and "Traceback" not in said


def test_a_port_that_is_taken_is_named_and_without_one_the_next_is_used(capsys):
    from medsocial.room import serving

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(serving.NoRoom, match=f"Port {port} of 127.0.0.1 cannot be used"):
            serving.listening("127.0.0.1", port, 1)
        sockets, other = serving.listening("127.0.0.1", 0, port)
        assert other > port
        for one in sockets:
            one.close()


def test_another_address_gets_a_new_code_and_phones_find_the_same_vote_there(tmp_path, monkeypatch):
    from medsocial.room import addresses, serving

    there = [addresses.Address("wlan0", "127.0.0.2")]
    monkeypatch.setattr(addresses, "own", lambda: list(there))
    monkeypatch.setattr(serving, "WATCH", 0.01)
    told = []

    async def moves():
        booth = Booth(questions.forms(), Journal(None), tmp_path, "1")
        side = serving.PhonesSide(booth, serving.Way(), serving.now, lambda address, _typed: told.append(address))
        side.listen()
        booth.open(questions.trial(), 1)
        following = asyncio.ensure_future(side.follow())
        there[0] = addresses.Address("wlan1", "127.0.0.3")
        while len(told) < 2:
            await asyncio.sleep(0.01)
        reader, writer = await asyncio.open_connection("127.0.0.3", side.port)
        writer.write(b"GET /now HTTP/1.1\r\nHost: 127.0.0.3\r\nConnection: close\r\n\r\n")
        answer = await reader.read()
        writer.close()
        following.cancel()
        side.server.stop()
        return answer.decode(), side.port

    answer, port = asyncio.run(moves())
    assert told == [f"http://127.0.0.2:{port}", f"http://127.0.0.3:{port}"]
    assert '"Can you read this?"' in answer


async def honest(port: int, token: str, ticket: int) -> str:
    """Vote as a phone's page does: on a connection of its own, and again if it was cut off."""
    body = json.dumps({"token": token, "ticket": f"{ticket:016x}", "choice": "B"}).encode()
    head = f"POST /vote HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    for _try in range(40):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(re.search(rb"Content-Length: (\d+)", answer)[1])
            said = json.loads(await reader.readexactly(length))
            writer.close()
            return said["state"]
        except (OSError, asyncio.IncompleteReadError):
            await asyncio.sleep(0.2)
    return "lost"


async def all_vote(port: int, token: str, tickets: range) -> list[str]:
    """Let many phones vote at once."""
    return await asyncio.gather(*(honest(port, token, ticket) for ticket in tickets))


def test_two_hundred_phones_behind_one_address_lose_no_vote_beside_a_hostile_client(room):
    name = "friend-request-1"
    room.act("anew", id=name, round=1)
    token = room.now()["token"]
    command = [sys.executable, str(Path(__file__).parent / "hostile.py"), str(room.phones)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as hostile:
        while room.act("hands", id=name, round=1, counts=[0, 0, 0]).said["votes"] < 20:
            pass  # until the flood has begun
        went = asyncio.run(asyncio.wait_for(all_vote(room.phones, token, range(1_000, 1_200)), SECONDS))
        assert went == ["counted"] * 200
        counts = room.act("close", id=name, round=1).said["counts"][name]["1"]["phones"]
        told = hostile.communicate("", timeout=SECONDS)[0]
    reached_by = json.loads(told)
    assert counts[1] == 200 and counts[2] == 0
    # The facilitator closed early; each connection brought at most three tickets and was then turned away.
    assert counts[0] <= 3 * reached_by["connections"]
    assert reached_by["requests"] > reached_by["counted"], "the limits were met"


def test_the_trial_ends_with_the_first_phone(tmp_path):
    room = running_room.start(tmp_path / "my_workshop", "--try")
    assert room.vote(1, "A").said["state"] == "counted"
    rest = room.process.stdout.read()
    assert room.process.wait(SECONDS) == 0
    assert f"A phone has voted. Phones can reach this computer at {NAME}:{room.phones}." in rest


def test_ctrl_c_is_a_clean_end_in_a_room_without_phones(tmp_path):
    room = running_room.start(tmp_path / "my_workshop", "--lesson", "05")
    deck = ask(room.port, "GET", f"/{room.secret}/")
    assert room.phones == 0 and deck.status == 200 and "<title>Answer patients online" in deck.text
    room.process.send_signal(signal.SIGTERM)
    assert "its counts are deleted" in room.process.stdout.read()
    assert room.process.wait(SECONDS) == 0
