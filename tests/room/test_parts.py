"""What a room is made of: addresses by name, limits, what is written down, and words without keys."""

import dataclasses
import json
import stat

import pytest
import sample_session

from medsocial.exports.session import pages
from medsocial.model import session, test_items
from medsocial.model.storyboard import Option
from medsocial.results import reading
from medsocial.room import addresses, class_forms, codes, questions, trial
from medsocial.room.booth import Booth, Refused
from medsocial.room.desk import Desk, NotSo
from medsocial.room.gate import Bucket, Gate, Guest
from medsocial.room.keep import Journal, Ledger

THUMB = "thumb"


@pytest.fixture
def desk(tmp_path):
    """A desk with the sample's questions, and a booth that writes into a folder."""
    return made(tmp_path)


def made(folder, **more):
    """Return a desk as a process that begins makes it."""
    chapters = pages.chapters(sample_session.sample(), 24, live=True)
    booth = Booth(questions.forms(), Journal(folder / "open_vote.jsonl"), folder / "class", "1", **more)
    ledger = Ledger(folder / "room.json", "30", "2026-11-29")
    return Desk(booth, ledger, questions.questions(chapters), questions.advisers(chapters))


def ticket(n):
    """Return the ticket of a phone."""
    return f"{n:016x}"


# ---- addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ([("lo", "127.0.0.1"), ("wlp3s0", "192.168.1.20"), ("tun0", "10.8.0.2")], "192.168.1.20"),
        ([("Ethernet", "10.1.2.3"), ("Wi-Fi", "192.168.0.7"), ("vEthernet (WSL)", "172.20.0.1")], "192.168.0.7"),
        ([("Wi-Fi", "10.0.0.5"), ("Local Area Connection* 10", "192.168.137.1")], "192.168.137.1"),
        ([("en0", "192.168.1.3"), ("bridge100", "192.168.2.1"), ("utun4", "10.9.0.1")], "192.168.2.1"),
        ([("docker0", "172.17.0.1"), ("eth0", "10.0.0.9"), ("tailscale0", "100.90.1.2")], "10.0.0.9"),
        ([("Ethernet 2", "100.77.1.2"), ("Ethernet", "169.254.10.1")], None),
        ([], None),
    ],
)
def test_the_address_for_phones_follows_from_the_names_of_the_networks(found, chosen):
    picked = addresses.choose(addresses.ranked(found))
    assert (picked.ip if picked else None) == chosen


def test_tunnels_and_networks_inside_the_computer_are_marked():
    kinds = {one.name: one.kind for one in addresses.ranked([
        ("wg0", "10.6.0.1"), ("Cisco AnyConnect", "10.7.0.1"), ("veth1a", "172.18.0.1"), ("lo", "127.0.0.1"),
        ("eth1", "169.254.3.4"), ("eth0", "192.168.5.5"), ("Ethernet 3", "100.100.1.1"),
    ])}  # fmt: skip
    assert kinds == {
        "wg0": "tunnel", "Cisco AnyConnect": "tunnel", "veth1a": "virtual", "lo": "loopback", "eth1": "no_network", "eth0": "",
        "Ethernet 3": "tunnel",
    }  # fmt: skip
    assert all(one.kind != "loopback" for one in addresses.own()), "this computer's own loop is no way in"


# ---- limits ------------------------------------------------------------------------------------------------------


def test_a_bucket_gives_its_size_at_once_and_then_so_many_a_second():
    bucket = Bucket(3, 2)
    assert [bucket.take(now) for now in (10, 10, 10, 10, 10.4, 10.5, 10.6)] == [True, True, True, False, False, True, False]
    assert bucket.take(99) and bucket.take(99) and bucket.take(99) and not bucket.take(99)


def test_one_connection_brings_three_tickets_to_a_vote_and_as_many_to_the_next():
    guest = Guest()
    assert [guest.brings("one", name) for name in "aabbcdca"] == [True, True, True, True, True, False, True, True]
    assert guest.brings("two", "d")


def test_an_address_brings_a_whole_room_at_once_and_is_then_held_back():
    gate = Gate(most_open=5_000)
    admitted = sum(gate.admits("10.0.0.1", 5.0) for _n in range(2_500))
    assert admitted == 2_000 and gate.turned_away == 500
    assert gate.admits("10.0.0.2", 5.0), "another address is not held back"
    gate.open = 5_000
    assert not gate.admits("10.0.0.3", 5.0)
    assert Gate(most_open=400).crowded is False
    gate.open = 3_751
    assert gate.crowded


# ---- words without keys --------------------------------------------------------------------------------------------


def moved(vote):
    """Return a vote whose best option is another one, with other reasons."""
    right = next((place for place, one in enumerate(vote.options) if one.best), None)
    options = tuple(
        Option(one.id, one.text, right is not None and place == (right + 1) % len(vote.options), f"Other reason {place}")
        for place, one in enumerate(vote.options)
    )
    return dataclasses.replace(vote, options=options)


@pytest.mark.parametrize("minutes", [30, 60, 90, 180])
def test_what_phones_get_is_the_same_wherever_the_key_lies(minutes):
    told = session.load(minutes)
    other = dataclasses.replace(told, parts=tuple(
        dataclasses.replace(part, slides=tuple(
            dataclasses.replace(one, headline="Found", vote=moved(one.vote) if one.vote else None) for one in part.slides
        ))
        for part in told.parts
    ))  # fmt: skip
    asked, again = (questions.questions(pages.chapters(one, 24, live=True)) for one in (told, other))
    assert asked and asked == again
    assert all(2 <= len(one.options) <= 6 and one.text for one in asked.values())
    kinds = {vote for part in told.parts for one in part.slides if (vote := one.vote and one.vote.vote_id)}
    assert kinds <= set(asked), "every vote of the deck can be taken by phone"


def test_the_forms_of_phones_hold_neither_keys_nor_reasons(monkeypatch):
    before = questions.forms()
    real = test_items.short_form
    monkeypatch.setattr(test_items, "short_form", lambda name: tuple(
        dataclasses.replace(one, right=(one.right + 1) % 4, options=tuple(
            dataclasses.replace(option, reason="Another") for option in one.options
        ))
        for one in real(name)
    ))  # fmt: skip
    assert questions.forms() == before and {len(items) for items in before.values()} == {4}


# ---- a vote from its beginning to its end ----------------------------------------------------------------------------


def test_the_number_of_votes_is_shown_and_the_counts_only_after_going_on(desk):
    desk.open({"id": THUMB, "round": 1})
    token = desk.booth.token
    for n, letter in enumerate("AABDD"):
        desk.booth.vote(token, ticket(n), letter)
    state = desk.state(0)
    assert state["votes"] == 5 and state["counts"] == {} and state["open"] == {"id": THUMB, "round": 1}
    desk.close({"id": THUMB, "round": 1})
    assert desk.state(0)["counts"][THUMB]["1"]["phones"] == [2, 1, 0, 2]
    with pytest.raises(Refused, match="This vote is closed"):
        desk.booth.vote(token, ticket(9), "A")
    desk.open({"id": THUMB, "round": 2})
    assert desk.booth.token != token and desk.booth.total == 0
    desk.booth.vote(desk.booth.token, ticket(0), "D")
    desk.close({"id": THUMB, "round": 2})
    assert {turn: one["phones"] for turn, one in desk.state(0)["counts"][THUMB].items()} == {"1": [2, 1, 0, 2], "2": [0, 0, 0, 1]}


def test_a_closed_vote_is_opened_again_on_request_only(desk):
    desk.open({"id": THUMB, "round": 1})
    desk.booth.vote(desk.booth.token, ticket(1), "C")
    desk.close({"id": THUMB, "round": 1})
    desk.open({"id": THUMB, "round": 1})
    assert desk.state(0)["open"] is None and desk.state(0)["counts"][THUMB]["1"]["phones"] == [0, 0, 1, 0]
    desk.anew({"id": THUMB, "round": 1})
    assert desk.state(0)["open"] == {"id": THUMB, "round": 1} and desk.state(0)["counts"][THUMB] == {}


def test_opening_the_next_vote_closes_the_one_before_and_keeps_its_counts(desk):
    desk.open({"id": THUMB, "round": 1})
    desk.booth.vote(desk.booth.token, ticket(1), "B")
    desk.open({"id": "warn", "round": 1})
    assert desk.ledger.of(THUMB, 1) == {"phones": [0, 1, 0, 0]}
    assert len(desk.questions["warn"].options) == 6


def test_advice_is_in_heads_of_those_who_voted_by_phone_and_by_hand(desk):
    # Ten of twenty for D is a split room: 35 to 70 per cent of twenty are 7 to 14. Fifteen are more.
    def shown(turn, letters, hands):
        desk.open({"id": THUMB, "round": turn})
        for n, letter in enumerate(letters):
            desk.booth.vote(desk.booth.token, ticket(n), letter)
        desk.hands({"id": THUMB, "round": turn, "counts": hands})
        assert desk.state(0)["counts"][THUMB][str(turn)]["advice"] == [], "no advice before the vote is closed"
        desk.close({"id": THUMB, "round": turn})
        return desk.state(0)["counts"][THUMB][str(turn)]["advice"]

    split = "7 to 14 for D: the room is split."
    assert shown(1, "AAAABBBBDDDDDDDD", [2, 0, 0, 2]) == [
        "20 votes: A 6 · B 4 · C 0 · D 10", f"{split} Let neighbours talk, then vote again.",
    ]  # fmt: skip
    assert shown(2, "AAAABBBBDDDDDDDD", [2, 0, 0, 2])[1] == f"{split} Ask two people for their reasons, then show ours."
    desk.ledger.drop(THUMB, 2)
    assert shown(2, "AABBBDDDDDDDDDDDDDDD", [0, 0, 0, 0])[1] == "15 or more for D: say why in one sentence, and go on."


def test_one_vote_alone_gets_a_sentence_that_can_be_true(desk):
    for letter, said in (("A", "At most 0 of 1 for D: explain it yourself."), ("D", "1 or more for D: say why")):
        desk.anew({"id": THUMB, "round": 1})
        desk.booth.vote(desk.booth.token, ticket(1), letter)
        desk.close({"id": THUMB, "round": 1})
        assert desk.state(0)["counts"][THUMB]["1"]["advice"][1].startswith(said)


@pytest.mark.parametrize(
    ("act", "said", "words"),
    [
        ("open", {"id": "moon", "round": 1}, "no such question"),
        ("open", {"id": THUMB, "round": 3}, "no such vote"),
        ("open", {"id": THUMB, "round": "1"}, "no such vote"),
        ("open", {"id": ["thumb"]}, "no such question"),
        ("hands", {"id": THUMB, "round": 1, "counts": [1, 2, 3]}, "whole number from 0 to 999"),
        ("hands", {"id": THUMB, "round": 1, "counts": [1, 2, 3, -1]}, "whole number from 0 to 999"),
        ("hands", {"id": THUMB, "round": 1, "counts": [1, 2, 3, True]}, "whole number from 0 to 999"),
    ],
)
def test_what_a_deck_cannot_ask_for_is_said_in_a_sentence(desk, act, said, words):
    with pytest.raises(NotSo, match=words):
        getattr(desk, act)(said)


def test_a_vote_that_cannot_be_taken_gets_a_calm_sentence(desk):
    def refused(*vote):
        with pytest.raises(Refused) as caught:
            desk.booth.vote(*vote)
        return caught.value.state

    assert refused("", ticket(1), "A") == "closed"
    desk.open({"id": "service", "round": 1})
    assert refused("0123", ticket(1), "A") == "closed"
    assert refused(desk.booth.token, ticket(1), "C") == "unknown", "two options only"
    assert refused(desk.booth.token, ticket(1), "") == "unknown"
    assert desk.booth.total == 0


def test_more_votes_than_people_are_said_to_the_facilitator(desk):
    desk.people = 2
    desk.open({"id": THUMB, "round": 1})
    for n in range(2):
        desk.booth.vote(desk.booth.token, ticket(n), "A")
    assert desk.state(0)["trouble"] == ""
    desk.booth.vote(desk.booth.token, ticket(3), "A")
    assert desk.state(0)["trouble"].startswith("3 votes, but you expected 2 people.")


def test_a_phone_counts_as_here_for_a_few_seconds(desk):
    for n, when in enumerate((0.0, 5.0, 9.0)):
        desk.booth.seen(ticket(n), when)
    assert [desk.booth.phones(now) for now in (10.0, 14.0, 20.0, 40.0)] == [3, 2, 1, 0]


# ---- what is written down --------------------------------------------------------------------------------------------


def test_nothing_but_counts_stays_and_only_the_owner_can_read_it(desk, tmp_path):
    desk.open({"id": THUMB, "round": 1})
    desk.booth.vote(desk.booth.token, "feedfeedfeedfeed", "C")
    written = (tmp_path / "open_vote.jsonl").read_text(encoding="utf-8")
    assert "feedfeed" not in written and len(written.splitlines()) == 2
    assert stat.S_IMODE((tmp_path / "open_vote.jsonl").stat().st_mode) == 0o600
    desk.close({"id": THUMB, "round": 1})
    assert not (tmp_path / "open_vote.jsonl").exists()
    kept = json.loads((tmp_path / "room.json").read_text(encoding="utf-8"))
    assert kept["counts"] == {THUMB: {"1": {"phones": [0, 0, 1, 0]}}}
    assert set(kept) == {"format", "deck", "day", "secret", "ports", "counts"}
    assert stat.S_IMODE((tmp_path / "room.json").stat().st_mode) == 0o600


def test_a_new_process_goes_on_with_votes_tickets_and_counts(desk, tmp_path):
    desk.open({"id": "service", "round": 1})
    desk.booth.vote(desk.booth.token, ticket(7), "A")
    desk.close({"id": "service", "round": 1})
    desk.open({"id": THUMB, "round": 2})
    token = desk.booth.token
    for n, letter in enumerate("ABB"):
        desk.booth.vote(token, ticket(n), letter)
    with (tmp_path / "open_vote.jsonl").open("a", encoding="utf-8") as file:
        file.write('["half')  # where the process was killed
    again = made(tmp_path)
    assert again.ledger.go_on()
    again.go_on()
    assert again.state(0)["open"] == {"id": THUMB, "round": 2} and again.booth.total == 3
    assert json.loads(again.booth.said)["token"] == again.booth.token == token
    assert again.booth.vote(token, ticket(0), "D") == "changed", "a ticket is known again, so nobody counts twice"
    again.close({"id": THUMB, "round": 2})
    assert again.ledger.counts == {"service": {"1": {"phones": [1, 0]}}, THUMB: {"2": {"phones": [0, 2, 0, 1]}}}


def test_a_vote_whose_counts_are_written_is_not_open_after_a_start(desk, tmp_path):
    desk.open({"id": THUMB, "round": 1})
    desk.booth.vote(desk.booth.token, ticket(1), "A")
    desk.ledger.put(THUMB, 1, "phones", [1, 0, 0, 0])  # killed before the box forgot
    again = made(tmp_path)
    assert again.ledger.go_on()
    again.go_on()
    assert again.state(0)["open"] is None and again.ledger.of(THUMB, 1) == {"phones": [1, 0, 0, 0]}


@pytest.mark.parametrize(("deck", "day"), [("60", "2026-11-29"), ("30", "2026-11-30")])
def test_another_deck_or_day_begins_afresh(desk, tmp_path, deck, day):
    desk.hands({"id": THUMB, "round": 1, "counts": [1, 1, 1, 1]})
    assert not Ledger(tmp_path / "room.json", deck, day).go_on()
    (tmp_path / "room.json").write_text("{damaged", encoding="utf-8")
    assert not Ledger(tmp_path / "room.json", "30", "2026-11-29").go_on()


# ---- codes and forms -------------------------------------------------------------------------------------------------


def test_single_use_codes_give_one_vote_each_and_stay_good_after_a_start(tmp_path):
    drawn = codes.codes(tmp_path / "codes.json", 3)
    assert len(drawn) == 3 == len({len(code) for code in drawn}) * 3
    assert codes.codes(tmp_path / "codes.json", 5) > drawn
    one, other, _third = sorted(drawn)
    desk = made(tmp_path, codes=drawn)
    desk.open({"id": THUMB, "round": 1})
    token = desk.booth.token
    assert desk.booth.vote(token, ticket(1), "A", one) == "counted"
    typed = f" {one.lower()[:3]} {one.lower()[3:]}"
    assert desk.booth.vote(token, ticket(2), "B", typed) == "changed", "another phone, same slip"
    assert desk.booth.vote(token, ticket(1), "B", other) == "counted", "another slip, same phone"
    with pytest.raises(Refused, match="not one of today's"):
        desk.booth.vote(token, ticket(3), "A", "AAAAAA")
    assert desk.booth.box.counts() == (0, 2, 0, 0)
    slips = codes.slips_html(drawn, "192.168.1.5:8000")
    assert all(code in slips for code in drawn) and "3 codes to vote with" in slips


def test_forms_by_phone_become_class_files_that_results_reads(desk, tmp_path):
    booth = desk.booth
    for which, pick in (("short_first", 0), ("short_second", 3)):
        desk.form({"which": which})
        for code in ("K7TR", "M3QM"):
            handed = booth.form_for(f" {code.lower()}")
            assert handed["code"] == code and len(handed["items"]) == 4
            # The last question is left out; what nobody asked is not kept.
            given = {item["id"]: item["options"][pick][0] for item in handed["items"][:3]} | {"Z9": "x"}
            assert booth.answer(code, given) == code
        assert desk.state(0)["votes"] == 2
    with pytest.raises(Refused, match="has answered already"):
        booth.form_for("K7TR")
    desk.form({"which": ""})
    with pytest.raises(Refused, match="The form is closed"):
        booth.form_for("P3WP")
    found = reading.read_folder(tmp_path / "class")
    assert found.notes == [] and found.files == 2
    sheets = sorted((one.code, one.which, one.form, len(one.answers)) for one in found.sheets)
    orders = {code: test_items.order_of_seat("alone", code) for code in ("K7TR", "M3QM")}
    assert sheets == [(code, which, orders[code][place], 3) for code in ("K7TR", "M3QM")
                      for place, which in enumerate(class_forms.FORMS)]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "words"), [("AAAA", "at least one digit"), ("", "Please type a code"), ("../x", "A code has four signs")]
)
def test_a_code_that_is_none_is_refused_in_a_sentence(desk, code, words):
    desk.form({"which": "short_first"})
    with pytest.raises(Refused, match=words):
        desk.booth.form_for(code)
    with pytest.raises(Refused, match="No question is answered"):
        desk.booth.answer("K7TR", {"A2": "no_such_choice"})


# ---- the evening before ------------------------------------------------------------------------------------------------


async def tried(booth, monkeypatch, *, online, vote_after):
    """Try a room out on a clock of its own, which goes on by ten seconds a look."""
    looks, said = [], []

    def clock():
        looks.append(None)
        if len(looks) == vote_after:
            booth.vote(booth.token, ticket(1), "A")
        return 10.0 * len(looks)

    class Side:
        address = "192.168.1.5:8000"

    async def at_once(_seconds):
        return None

    monkeypatch.setattr(trial.asyncio, "sleep", at_once)
    monkeypatch.setattr(addresses, "leads_out", lambda: online)
    await trial.run(booth, Side, said.append, clock)
    return said


def test_a_trial_says_what_is_wrong_one_sentence_each(desk, monkeypatch):
    import asyncio

    said = asyncio.run(tried(desk.booth, monkeypatch, online=False, vote_after=6))
    assert said[0].startswith("This network seems to have no internet")
    assert said[1] == "No phone has come in the last 30 seconds."
    assert said[2] == "Is the phone in the same Wi-Fi as this computer, and not on mobile data?"
    assert "guest network" in said[3] and "hotspot" in said[3] and "firewall" in said[4]
    assert said[-1] == "A phone has voted. Phones can reach this computer at 192.168.1.5:8000."
    assert "administrator" in trial.no_phone("win32")[-1] and "Windows" not in trial.no_phone("linux")[-1]


def test_a_trial_that_works_at_once_says_so_only(desk, monkeypatch):
    import asyncio

    assert len(asyncio.run(tried(desk.booth, monkeypatch, online=True, vote_after=1))) == 1
