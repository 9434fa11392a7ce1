"""The privacy checker: what it finds, how surely, how fast, and that nothing leaves the process."""

import html
import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path
from re import _parser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import privacy as bench

from medsocial.activities.check_post import check_post
from medsocial.display import marked
from medsocial.ground import paths
from medsocial.model import privacy
from medsocial.model.privacy import LETTERS, SEVERITIES, check, find_identifiers
from medsocial.model.privacy.checker import ORDER
from medsocial.model.privacy.finding import content
from medsocial.store import data

# Words that would promise what no software can.
PROMISES = re.compile(r"\b(?:safe|anonym\w+|de-?identified|cleared|approved|no risk|risk-free)\b", re.IGNORECASE)


def found(text):
    """Return what is found as pairs: the words, and category with severity."""
    return {text[f.start : f.end]: f"{f.category} {f.severity}" for f in find_identifiers(text)}


def letters(text):
    """Return the categories found."""
    return {f.category for f in find_identifiers(text)}


# ---- the eighteen categories --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("I saw Mrs Kowalczuk and she smiled.", "Mrs Kowalczuk", "A stop"),
        ("My patient lives at 14 Tern Close.", "14 Tern Close", "B stop"),
        ("She was admitted on 3 May 2026.", "3 May 2026", "C stop"),
        ("Her mobile is 07700 900142.", "07700 900142", "D stop"),
        ("Fax her notes to 01632 960555 please.", "01632 960555", "E stop"),
        ("She writes from j.doe@example.org daily.", "j.doe@example.org", "F stop"),
        ("His SSN is 987-65-4321.", "987-65-4321", "G stop"),
        ("MRN 44871902 needs a bed.", "44871902", "H stop"),
        ("Her policy number is POL-7781-204.", "POL-7781-204", "I stop"),
        ("He paid from account 00012345678.", "00012345678", "J stop"),
        ("His passport is 925076473.", "925076473", "K stop"),
        ("He drove off with plate QX12 ZZZ.", "QX12 ZZZ", "L stop"),
        ("Her pacemaker, serial PJN204417H, was recalled.", "PJN204417H", "M stop"),
        ("She is on facebook.com/joan.hale.104 now.", "facebook.com/joan.hale.104", "N stop"),
        ("He booked from 192.0.2.44 at home.", "192.0.2.44", "O stop"),
        ("Listen to the voice note from my patient.", "voice note", "P think"),
        ("See this rash, he was happy that we took it.", "See this rash", "Q think"),
        ("My patient has a dragon tattoo on her neck.", "a dragon tattoo on her neck", "R think"),
    ],
)
def test_each_category_of_the_rule_is_found(text, words, said):
    assert found(text).get(words) == said


def test_the_rules_cover_every_category():
    assert {rule["category"].upper() for rule in content()["rules"].values()} == {*LETTERS, "CLUE"}
    assert set(ORDER) == set(content()["rules"]), "every rule has a place in the order and words"
    assert {rule["clue"] for rule in content()["rules"].values() if "clue" in rule} <= set(content()["clues"])
    for rule in content()["rules"].values():
        levels = [SEVERITIES.index(rule[key]) for key in ("severity", "without_person")]
        assert levels[0] <= levels[1], "a post about nobody is never told more loudly"


@pytest.mark.parametrize(
    ("age", "marked_"),
    [
        ("a 90-year-old man", True),
        ("she turned 103", True),
        ("an 89-year-old man", False),
        ("a 91 yo lady", True),
        ("he is 45", False),
    ],
)
def test_ages_over_89_only(age, marked_):
    assert any(f.rule == "age_over_89" for f in find_identifiers(f"I saw {age} with a cough.")) == marked_


@pytest.mark.parametrize(("year", "counts"), [(1931, True), (1936, True), (1937, False), (1946, False), (1987, False)])
def test_a_year_of_birth_that_reveals_an_age_over_89_counts(monkeypatch, year, counts):
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2026-11-22")  # who was born in 1936 turns 90 this year, in 1937 not yet
    assert letters(f"My patient was born in {year}.") == ({"C"} if counts else set())
    assert letters(f"My patient, born {year}, came back.") == ({"C"} if counts else set())


def test_a_bare_year_may_stay_and_a_month_may_not():
    assert not find_identifiers("She has had it since 2019.")
    assert letters("She has had it since March 2019.") == {"C"}


def test_three_digit_areas_follow_the_shipped_edition():
    assert found("She is from ZIP 036.")["036"] == "B stop"
    assert found("She is from ZIP 941.")["941"] == "B note"
    assert found("She is from ZIP 82104.")["82104"] == "B stop"
    assert len(content()["restricted_zip3"]["codes"]) == 17


# ---- formats of several countries ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "category"),
    [
        ("Ramesh S/o Suresh came again.", "Ramesh S/o Suresh", "A"),
        ("Lakshmi W/o Gopal came again.", "Lakshmi W/o Gopal", "A"),
        ("UHID AP2233445 awaits dialysis.", "AP2233445", "H"),
        ("ABHA 91-1234-5678-9012 on the form.", "91-1234-5678-9012", "H"),
        ("Aadhaar 0123 4567 8901 on the form.", "0123 4567 8901", "R"),
        ("He lives in Pune 411 001 now.", "411 001", "B"),
        ("She is from Kothapalli village.", "Kothapalli village", "B"),
        ("He is from Taluka Shirur.", "Taluka Shirur", "B"),
        ("NHS number 999 123 4567 please.", "999 123 4567", "H"),
        ("He lives near SB9 4QT with a dog.", "SB9 4QT", "B"),
        ("Her number is +61 491 570 156.", "+61 491 570 156", "D"),
        ("He is from Dubbo NSW 2830.", "2830", "B"),
        ("Medicare number 2951 23456 1 is not valid.", "2951 23456 1", "I"),
        ("She rang from (212) 555-0199.", "(212) 555-0199", "D"),
        ("Her DOB is 14/03/1987.", "14/03/1987", "C"),
    ],
)
def test_formats_of_several_countries(text, words, category):
    assert (found(text).get(words) or "?").split()[0] == category


@pytest.mark.parametrize(
    "text",
    [
        "saw mrs okonkwo in clinic",
        "my patient oluwaseun went home",
        "Nguyễn Thị Hoa brought spring rolls",
        "𝗠𝗿𝘀 𝗕𝗲𝗹𝗹𝗮𝗺𝘆 is back 🙈",
    ]
    + [
        "MARGARET IS BACK ON THE WARD",
        "#PrayForTendai",
        "@katy_bakes was my patient",
        "her husband Kwabena",
        "Zs\u200bófia was my patient",
    ],
)
def test_names_are_found_in_any_case_and_from_anywhere(text):
    assert "A" in letters(text)


@pytest.mark.parametrize(
    "text",
    [
        "Crohn disease and Parkinson's disease run in families.",
        "The Cushing reflex: high pressure, slow heart.",
        "Apixaban, metformin and Humira are on the list.",
        "Staphylococcus aureus and Helicobacter pylori.",
        "BRCA1 and HER2 change the plan.",
        "The March 2026 guideline replaces NG136.",
        "ISRCTN12345678 is recruiting.",
        "Ask Dr Google, then ask your doctor.",
        "New Study Shows Benefit Of Early Mobilisation After Stroke",
        "Welsh, Kenyan and Australian doctors met.",
        "It is in the 80s and sunny; 67% of 402 patients did well.",
    ],
)
def test_harmless_words_are_left_alone(text):
    assert not find_identifiers(text)


def test_a_helpline_is_a_note_at_most():
    assert set(found("Ring 116 123 or the helpline on 0808 800 0303.").values()) == {"D note"}


# ---- clues in sum ---------------------------------------------------------------------------------------


def test_one_clue_is_a_note_and_two_kinds_are_more():
    one = check("She is a librarian.")
    assert [f.severity for f in one.findings] == ["note"] and not one.in_sum
    two = check("She is the only librarian in a small village, and it was on the news.")
    assert {f.severity for f in two.findings} == {"think"}
    assert set(two.in_sum) == {"unique", "job", "small_place", "news"}


def test_a_post_about_nobody_is_told_more_quietly():
    about = check("My patient from Leeds rang 01632 960555 on 3 May.")
    nobody = check("The office in Leeds is at 01632 960555 from 3 May.")
    assert about.count("stop") == 2
    assert nobody.count("stop") == 0
    assert nobody.findings, "it lowers the voice and hides nothing"


# ---- figures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("part", "least"), [("tuned", 150), ("unseen", 75)])
def test_the_targets_are_reached(part, least):
    chosen = [post for post in bench.posts() if post[0] == part]
    assert len(chosen) >= least
    gold, hit, right, (good, marks), (stops, harmless), *_rest = bench.score(chosen, bench.own_findings)
    named = [c for c in gold if c != "clue"]
    of = sum(gold[c] for c in named)
    assert sum(hit[c] for c in named) / of >= 0.90
    assert sum(right[c] for c in named) / of >= 0.85
    assert stops / harmless <= 0.10
    assert good / marks >= 0.80
    assert harmless >= 0.45 * len(chosen), "half of the posts are harmless"


def test_the_published_figures_are_those_of_the_command(capsys):
    page = (Path(bench.__file__).parent / "privacy.md").read_text(encoding="utf-8")
    for part in ("tuned", "unseen"):
        bench.report(part, [post for post in bench.posts() if post[0] == part], bench.own_findings, False)
        assert capsys.readouterr().out.strip() in page


def test_the_posts_hold_no_real_number():
    for _part, _harmful, text, gold in bench.posts():
        for start, end, category in gold:
            digits = re.sub(r"\D", "", text[start:end])
            if category == "D":
                assert re.search(r"555010|07700900|01632960|61491570", digits), text
            if category == "H" and len(digits) == 10:
                assert digits.startswith("999")


# ---- what it may never do -----------------------------------------------------------------------------------


def test_no_socket_is_opened_and_nothing_is_written():
    """The whole run: import, the activity, a check of every sample, under an audit hook."""
    program = """
import sys
sys.path[:0] = [{root!r}]
import ipywidgets, anywidget, yaml, gzip, babel.dates
seen = []
def hook(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        seen.append((event, str(arguments)[:80]))
    if event == "open" and isinstance(arguments[1], str) and any(c in arguments[1] for c in "wax+"):
        seen.append((event, str(arguments)[:80]))
    if event in ("os.mkdir", "os.rename", "os.remove", "subprocess.Popen", "os.system", "shutil.copyfile"):
        seen.append((event, str(arguments)[:80]))
from medsocial.activities.check_post import check_post
activity = check_post()
sys.addaudithook(hook)
for post in activity.posts:
    activity.menu.value = post.post_id
    activity.run.click()
    assert activity.result.value
activity.draft.value = "Saw Mrs Kowalczuk today."
activity.run.click()
assert "Kowalczuk" in activity.result.value
print("SEEN", seen)
"""
    root = str(Path(bench.__file__).resolve().parents[2])
    run = subprocess.run([sys.executable, "-B", "-c", program.format(root=root)], capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "SEEN []"
    assert "Kowalczuk" not in run.stdout + run.stderr


def test_the_audit_hook_sees_what_it_should():
    program = (
        "import sys, socket, tempfile\nseen=[]\nsys.addaudithook(lambda e, a: seen.append(e))\n"
        "tempfile.TemporaryFile().close()\ns=socket.socket(); s.settimeout(0.1)\n"
        "try: s.connect(('192.0.2.1', 9))\nexcept OSError: pass\nprint('socket.connect' in seen, 'open' in seen)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600)
    assert run.stdout.split() == ["True", "True"]


def test_the_answers_folder_stays_empty(home):
    activity = check_post()
    activity.draft.value = "Saw Mrs Kowalczuk today."
    activity.run.click()
    assert not list(home.glob("*")) if home.exists() else True


def test_an_error_is_told_without_the_words(monkeypatch, caplog):
    from medsocial.activities import check_post as module

    def broken(text):
        raise ValueError(text)

    monkeypatch.setattr(module, "check", broken)
    activity = check_post()
    activity.draft.value = "Saw Mrs Kowalczuk today."
    activity.run.click()
    assert "failed" in activity.said.text
    assert "Kowalczuk" not in caplog.text


@pytest.mark.parametrize(
    "text", ["", "All good here.", "Drink water.", "Saw Mrs Kowalczuk today.", "Hoy vi a una paciente en la clínica"]
)
def test_it_never_promises_anything_and_always_asks(text):
    activity = check_post()
    activity.draft.value = text
    activity.run.click()
    shown = html.unescape(re.sub(r"<[^>]+>", " ", activity.result.value)) + " " + activity.said.text
    assert not PROMISES.search(shown)
    assert activity.said.kind != "good"
    if text:
        for question in content()["questions"]:
            assert question["text"] in shown


def test_the_static_form_promises_nothing():
    shown = html.unescape(re.sub(r"<[^>]+>", " ", check_post().to_html()))
    assert not PROMISES.search(shown)
    assert not PROMISES.search((data.resource_path("privacy_rules")).read_text(encoding="utf-8").replace("safe_words", ""))


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Hoy vi a una paciente en la clínica y me contó toda su vida, qué mujer tan fuerte.", False),
        ("Heute kam ein Patient mit Brustschmerzen in die Notaufnahme und wurde sofort operiert.", False),
        ("Сегодня видел пациентку с болью в груди", False),
        ("আজ আমার রোগী বাড়ি গেছেন", False),
        ("Aaj mera patient ghar gaya aur bahut khush tha, uski maa ne mithai di", False),
        ("pt in bay 2 wants chips lol", True),
        ("Today I learnt that Ozempic and Wegovy hold the same drug.", True),
        ("Mrs Oyelaran Adebayo-Okonkwo of Ibadan", True),
    ],
)
def test_another_language_is_told_first_and_not_counted(text, english):
    report = check(text)
    assert report.english == english
    if not english:
        assert "does not look like English" in marked.counted(report)
        assert not re.search(r"\d", marked.counted(report))


# ---- the display ------------------------------------------------------------------------------------------------


def test_marks_are_numbered_and_listed():
    text = "Saw <b>Mrs Kowalczuk</b> & her husband Piotr in Leeds."
    findings = find_identifiers(text)
    shown = marked.marked_text(text, findings)
    assert "<b>" not in shown
    assert [int(n) for n in re.findall(r"<sup>\[(\d+)\]</sup>", shown)] == list(range(1, len(findings) + 1))
    assert marked.findings_list(text, findings).count("<li>") == len(findings) >= 3
    plain = html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", shown))
    assert plain == text, "nothing of the draft is lost or changed"


def test_the_heading_follows_the_country(home):
    from medsocial.store import answers

    def heading():
        activity = check_post()
        activity.draft.value = "Drink water."
        activity.run.click()
        return activity.result.value

    assert content()["lens"]["other"]["heading"] in heading()
    assert "The US list, in brackets, is that of the US privacy rule." in heading()
    answers.save("00_start_here", "choose_country", {"country": "US"})
    assert content()["lens"]["us"]["heading"] in heading()
    answers.save("00_start_here", "choose_country", {"country": "IN"})
    assert content()["lens"]["other"]["heading"] in heading() and "US list" not in heading()
    assert "Digital Personal Data Protection Act 2023" in heading() and "(Read in a report of it.)" in heading()
    answers.save("00_start_here", "choose_country", {"country": "OTHER"})
    assert "We have not read the rule of your country." in heading()


def test_a_reader_elsewhere_sees_no_letters_of_the_us_list():
    text = "Mrs Kowalczuk came on 3 March."
    findings = find_identifiers(text)
    assert "of the US list" in marked.findings_list(text, findings)
    assert "of the US list" in marked.findings_list(text, findings, "US")
    assert "US list" not in marked.findings_list(text, findings, "GB") and "Names." in marked.findings_list(text, findings, "GB")


def test_on_a_shared_server_it_says_that_the_words_travel(monkeypatch):
    def notice():
        return " ".join(w.value for w in check_post().children if hasattr(w, "value"))

    assert "server" not in notice()
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody")
    assert "travel there" in notice()


def test_the_box_switches_helpers_off_and_sends_nothing_while_one_types():
    from medsocial.ground import paths

    script = (paths.static_dir() / "draft.js").read_text(encoding="utf-8")
    for setting in ('autocomplete: "off"', 'autocorrect: "off"', 'spellcheck: "false"', '"data-gramm": "false"'):
        assert setting in script
    # While one types, the box only compares; what is sent leaves with the box, once.
    assert re.findall(r'addEventListener\("(\w+)", (\w*)', script) == [("input", "compare"), ("change", "")]
    comparing = script[script.index("function compare") : script.index("box.addEventListener")]
    assert script.count("save_changes") == 1 and "save_changes" not in comparing and "model.set" not in comparing


def test_the_samples_range_from_harmless_to_harmful():
    posts = data.rows("sample_posts")
    assert len(posts) >= 16
    assert {post.harm for post in posts} == {"harmless", "risky", "harmful"}
    assert sorted(post.shown for post in posts if post.shown) == [1, 2, 3]
    for post in posts:
        loud = [f for f in find_identifiers(post.text) if f.severity == "stop"]
        if post.harm == "harmless":
            assert not loud, post.post_id
        if post.harm == "harmful":
            report = check(post.text)
            assert loud or report.in_sum, post.post_id
        if post.rewrite:
            assert not find_identifiers(post.rewrite), f"{post.post_id}: the rewritten draft still has a mark"


# ---- any input, any length ------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        *(
            "Mrs",
            "mr",
            "Dr",
            "S/o",
            "D/o",
            "@",
            "#",
            "of",
            "the",
            "only",
            "in",
            "from",
            "Leeds",
            "joan",
            "Okonkwo",
            "07700",
            "900142",
        ),
        *(
            "92-year-old",
            "MRN",
            "12/03/2026",
            "zip",
            "036",
            "SB9",
            "4QT",
            "192.0.2.1",
            "2001:db8::1",
            "a@b.co",
            "www.x.org",
            "<b>",
        ),
        *("🙈", "👩‍⚕️", "é", "’", "“", "7️⃣", "𝗠", "ﬁ", "ß", "İ", "\u200b", "\u0301", "\u202e", "\n", "\t", "\x00", "\ud800", "\\"),
        *".,;:!?()[]/-_'&+*",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map(" ".join), st.lists(_PIECES, max_size=60).map("".join))
)
def test_no_input_crashes_it(text):
    report = check(text)
    last = 0
    for finding in report.findings:
        assert last <= finding.start < finding.end <= len(text)
        last = finding.end
    assert check(text) == report, "the same text gives the same findings"
    shown = html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", marked.marked_text(text, report.findings).replace("<br>", "\n")))
    assert shown == text


PIECES = [
    *(
        "a",
        "1",
        "1 ",
        "12-",
        "a.b.",
        "A",
        "a-",
        "@",
        "Mr ",
        " ",
        "x@x.",
        "Ab ",
        "my ",
        "#abcdefgh",
        "\n",
        "the only ",
        "12 Ab Ab ",
    ),
    *(
        "(1",
        "S/o A ",
        "é",
        "😀",
        "dob ",
        "mrn no id ",
        "Ab Ab Ab Street ",
        "ab at cd ",
        "/",
        "1:",
        "in Abx ",
        "@a.",
        "insta: a.b ",
        "she is 92 ",
    ),
    *("AB12 ", "the a of the b ", "9.", "12/3 ", "bed 1 and 2 ", "19850709-", "patient is a "),
]


def longest(items):
    """Return how many signs a pattern can look at from one place, what it looks ahead and back at included."""
    total = 0
    for operation, argument in items:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _least, most, part = argument
            total += float("inf") if str(most) == "MAXREPEAT" else most * longest(part)
        elif name == "SUBPATTERN":
            total += longest(argument[-1])
        elif name == "BRANCH":
            total += max(longest(part) for part in argument[1])
        elif name in ("ASSERT", "ASSERT_NOT"):
            total += longest(argument[1])
        elif name != "AT":
            assert name in ("LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY"), name
            total += 1
    return total


def patterns():
    """Yield every compiled pattern of the checker with its name."""

    def inside(name, value):
        if isinstance(value, re.Pattern):
            yield name, value
        elif isinstance(value, (tuple, list)):
            for place, part in enumerate(value):
                yield from inside(f"{name}[{place}]", part)

    for module in pkgutil.iter_modules(privacy.__path__):
        for name, value in vars(importlib.import_module(f"{privacy.__name__}.{module.name}")).items():
            yield from inside(f"{module.name}.{name}", value)


def test_no_pattern_looks_further_than_a_fixed_way():
    """From each place of a text a pattern sees at most so many signs: its work follows the length, never the square."""
    # These two take a text apart: each sign belongs to one match, and is read once.
    apart = {"tokens._WORD", "cues._PARTS"}
    seen = {name: longest(_parser.parse(pattern.pattern, pattern.flags)) for name, pattern in patterns()}
    assert len(seen) > 60
    assert {name for name, signs in seen.items() if signs == float("inf")} == apart
    assert max(signs for name, signs in seen.items() if name not in apart) < 1000


def test_a_pattern_without_end_is_seen():
    assert longest(_parser.parse("a+b", 0)) == float("inf")
    assert longest(_parser.parse("(?:ab|c){2,3}(?=d{4})", 0)) == 10


def lines_run(function, text):
    """Return how many lines of Python run for a text: the same count on every machine, however busy."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_text_takes_four_times_the_work(piece):
    check("Warm up, Mrs Kowalczuk.")
    short, long = ((piece * length)[:length] for length in (500, 2000))
    assert lines_run(check, long) <= 4.6 * lines_run(check, short) + 1000


def test_work_that_follows_the_square_is_seen():
    def square(text):
        for _first in text:
            for _second in text:
                pass

    assert lines_run(square, "a" * 400) > 10 * lines_run(square, "a" * 100)


def test_it_needs_less_than_thirty_megabytes():
    root = str(Path(bench.__file__).resolve().parents[2])
    program = (
        f"import sys; sys.path[:0]=[{root!r}]\nimport medsocial.ground.text\n"
        "def held(): return next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmRSS'))\n"
        "before=held()\nfrom medsocial.model.privacy import check\ncheck('Saw Mrs Kowalczuk today.')\nprint(held()-before)"
    )
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600)
    assert int(run.stdout) < 30 * 1024, run.stderr


def test_a_hospitals_own_tables_need_no_word_lists(monkeypatch, tmp_path):
    for name in ("datapackage.json", "privacy_rules.yaml"):
        shutil.copy(paths.shipped_data_dir() / name, tmp_path)
    monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path))
    assert found("Saw Mrs Kowalczuk today.")["Mrs Kowalczuk"] == "A stop"


def test_a_date_with_a_short_year_is_no_address():
    assert "address" not in {f.rule for f in find_identifiers("Meet me 12 March 14 at the desk.")}
