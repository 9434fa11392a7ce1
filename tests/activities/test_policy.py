"""The policy: the rules that no setting and no choice can break, and the builder that a reader uses."""

import datetime as dt
import itertools
import json
import re

import pytest
import yaml
from common import choose, controls, live_texts, use, visible_words
from hypothesis import given, settings
from hypothesis import strategies as st

import medsocial as ms
from medsocial.display.policy_sources import cited
from medsocial.ground import clock, paths, text
from medsocial.model import policy_rules as rules
from medsocial.model.policy import Settings, build, offered_sections, usual_channels
from medsocial.store import answers, data
from medsocial.upkeep import check

COUNTRIES = ["US", "GB", "IN", "AU", "CA", "EU", "OTHER"]
KINDS = ["us_private", "us_public", "other"]
CHANNELS = ["official_pages", "video", "direct_messages", "reviews", "staff_chat", "adverts"]
SHORT = ["purpose", "governance", "rights", "patient_information", "photographs", "relationships", "incident", "monitoring"]
LESSON = "06_hospital_policy"
# Typed by hand, apart from the rules' own pattern: a ban, then a word for criticism, in one sentence.
BANNED = re.compile(
    r"\b(must not|may not|shall not|never|nobody|do not|does not|forbidden|prohibited)\b[^.]*"
    r"\b(criticis|negative|disparag|complain|loyal|reputation|bad light|good name)",
    re.IGNORECASE,
)


def marlow(country="GB", kind="other", **more):
    """Return settings with everything switched on."""
    return Settings(hospital="Marlow Bay Hospital", country=country, kind=kind, channels=tuple(CHANNELS), **more)


def clauses(policy):
    """Return the clauses of a policy by key."""
    return {clause.key: clause for section in policy.sections for clause in section.clauses}


def every_key():
    """Return the keys of all clauses and sections, with the ids of the wordings of each clause."""
    sections = data.yaml_content("policy_sections")["sections"]
    keys = {f"{s['id']}.{c['id']}": [o["id"] for o in c.get("options", ())] for s in sections for c in s["clauses"]}
    return keys, [s["id"] for s in sections]


def draws():
    """Return a strategy for choices: any wording of any clause."""
    keys, _sections = every_key()
    return st.fixed_dictionaries({}, optional={k: st.sampled_from(ids) for k, ids in keys.items() if ids})


def omissions():
    """Return a strategy for what is left out: any clauses and any sections."""
    keys, sections = every_key()
    return st.sets(st.sampled_from([*keys, *sections]))


# ---- the content ------------------------------------------------------------------------------------


def test_sections_stand_in_order_and_the_short_ones_are_named():
    sections = data.yaml_content("policy_sections")["sections"]
    assert [s["number"] for s in sections] == list(range(1, len(sections) + 1))
    assert [s["id"] for s in sections if s["short"]] == SHORT, "the short policy has scope, definitions and consequences"
    keys, ids = every_key()
    assert len(keys) == sum(len(s["clauses"]) for s in sections) >= 100, "no clause has the name of another"
    assert len(set(ids)) == len(sections) >= 22
    assert all(any(c.get("short") for c in s["clauses"]) == s["short"] for s in sections)


def test_every_clause_says_why_and_who_reviews_it():
    for section in data.yaml_content("policy_sections")["sections"]:
        for clause in section["clauses"]:
            assert clause["reason"].endswith("."), clause["id"]
            assert all(word["means"].endswith(".") for word in clause.get("options", ()))


def test_every_basis_is_used_and_every_named_basis_exists():
    content = data.yaml_content("policy_sections")
    named = {c["basis"] for s in content["sections"] for c in s["clauses"] if isinstance(c.get("basis"), str)}
    assert named == set(content["bases"])


def test_law_is_never_our_own_judgement():
    for settings_ in (marlow(country, kind) for country in COUNTRIES for kind in KINDS):
        for clause in clauses(build(settings_)).values():
            if clause.level != "practice":
                assert clause.rule, clause.key
                assert "medsocial_judgement" not in clause.source_ids, clause.key


def test_broken_content_is_named(tmp_path):
    """A wrong level and a missing reason are found by `check`, with the place."""
    for name in ("datapackage.json", "sources.csv"):
        (tmp_path / name).write_bytes((paths.shipped_data_dir() / name).read_bytes())
    broken = yaml.safe_load((paths.shipped_data_dir() / "policy_sections.yaml").read_text(encoding="utf-8"))
    broken["sections"][0]["clauses"][0].pop("reason")
    broken["usual"]["level"] = "advice"
    (tmp_path / "policy_sections.yaml").write_text(yaml.safe_dump(broken, sort_keys=False), encoding="utf-8")
    said = " ".join(str(problem) for problem in check.examine(tmp_path).problems if "policy_sections" in str(problem))
    assert "reason" in said
    assert "advice" in said


# ---- the rules --------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("mode", ["all", "short"])
def test_every_country_yields_a_complete_policy(country, mode):
    policy = build(marlow(country, "us_private"), mode=mode)
    assert len(policy.sections) == {"all": 22, "short": 8}[mode]
    assert all(section.clauses for section in policy.sections)
    assert [section.number for section in policy.sections] == list(range(1, len(policy.sections) + 1))
    for clause in clauses(policy).values():
        assert clause.text[0].isupper(), clause.text
        assert clause.text.endswith("."), clause.text
        assert not re.search(r"[{}]", clause.text + clause.reason)
    assert bool(policy.clocks) == (country != "OTHER")
    assert bool(policy.no_clock) == (country == "OTHER")
    assert {row.country_id for row in policy.clocks} <= {country}


@settings(max_examples=60, deadline=None)
@given(
    country=st.sampled_from(COUNTRIES),
    kind=st.sampled_from(KINDS),
    size=st.sampled_from(["small", "medium", "large"]),
    channels=st.sets(st.sampled_from(CHANNELS)),
    mode=st.sampled_from(["all", "short"]),
    choices=draws(),
    left_out=omissions(),
)
def test_no_setting_and_no_choice_breaks_a_rule(country, kind, size, channels, mode, choices, left_out):
    made = Settings("Marlow Bay Hospital", country, kind, size, tuple(channels))
    policy = build(made, choices, left_out, mode)
    texts = [clause.text for clause in clauses(policy).values()]
    assert not [words for words in texts if BANNED.search(words) or rules.forbids_criticism(words)]
    assert not [words for words in texts if "{" in words]
    ids = [section.id for section in policy.sections]
    if mode == "short":
        assert ids == SHORT
    if country == "US" and kind != "us_public":
        kept = {key for key in clauses(policy) if key.startswith("rights.")}
        assert {"rights.working_conditions", "rights.criticism", "rights.whistle"} <= kept
    if country == "AU":
        assert not [c for c in clauses(policy).values() if c.about == "clinical_testimonial"]
    assert (policy.review.year - policy.start.year) * 12 + policy.review.month - policy.start.month <= 24


def test_every_wording_of_every_clause_leaves_criticism_free():
    for section in data.yaml_content("policy_sections")["sections"]:
        for clause in section["clauses"]:
            for words in [clause.get("text", "")] + [one["text"] for one in clause.get("options", ())]:
                assert not BANNED.search(words), words
                assert not rules.forbids_criticism(words), words


@pytest.mark.parametrize(
    "words",
    [
        "Staff must not post anything negative about the hospital.",
        "Nobody criticises the management online.",
        "Employees may not harm the reputation of {hospital}.",
        "Criticism of the hospital is not allowed.",
        "Staff never disparage their employer.",
    ],
)
def test_the_pattern_finds_a_ban_on_criticism(words):
    assert rules.forbids_criticism(words)


@pytest.mark.parametrize(
    "words", ["Honest criticism breaks no rule. Nobody posts a patient's name.", "Criticism stays.", "Complaints are welcome."]
)
def test_the_pattern_lets_free_speech_pass(words):
    assert not rules.forbids_criticism(words)


def test_an_edited_clause_that_bans_criticism_is_dropped(monkeypatch):
    content = json.loads(json.dumps(data.yaml_content("policy_sections"), default=str))
    content["usual"]["checked_on"] = dt.date(2026, 11, 23)
    content["sections"][0]["clauses"][0]["text"] = "Staff must not say anything negative about {hospital}."
    content["bases"] = data.yaml_content("policy_sections")["bases"]
    real = data.yaml_content
    monkeypatch.setattr(data, "yaml_content", lambda name: content if name == "policy_sections" else real(name))
    policy = build(marlow("OTHER"))
    assert "purpose.aim" not in clauses(policy)
    assert any("forbidden criticism" in warning for warning in policy.warnings)


def test_rights_stay_for_private_hospitals_in_the_united_states_only():
    everything = [*every_key()[0], *every_key()[1]]
    private = build(marlow("US", "us_private"), left_out=everything)
    rights = next(section for section in private.sections if section.id == "rights")
    assert len(rights.clauses) == len(rights.offered) == 5
    assert "US law" in rights.locked
    for country, kind in (("US", "us_public"), ("GB", "other")):
        other = build(marlow(country, kind), left_out=everything)
        assert "rights" not in [section.id for section in other.sections]
        assert any("rights of staff is left out" in warning for warning in other.warnings)


def test_the_law_on_acting_together_spares_public_hospitals():
    private, public = (clauses(build(marlow("US", kind)))["rights.working_conditions"] for kind in KINDS[:2])
    assert (private.level, public.level) == ("law", "practice")
    assert public.rule == ""
    assert "rights.public_employer" in clauses(build(marlow("US", "us_public")))
    assert "rights.public_employer" not in clauses(build(marlow("US", "us_private")))


def test_a_kind_counts_in_the_united_states_only():
    assert rules.kind_of("US", "us_public") == "us_public"
    assert rules.kind_of("US", "other") == rules.kind_of("US", "") == "us_private"
    assert rules.kind_of("GB", "us_private") == "other"


@pytest.mark.parametrize("country", COUNTRIES)
def test_testimonial_templates_are_gone_where_they_are_barred(country):
    offered = [c for s in offered_sections(marlow(country, "us_private"), {}, (), "all") for c in s.offered]
    templates = [c for c in offered if c.about == "clinical_testimonial"]
    barred = country in ("AU", "CA", "IN")
    assert bool(templates) == (not barred)
    assert ("reviews.no_testimonial" in {c.key for c in offered}) == barred
    if country == "AU":
        assert not [w for c in offered for one in c.wordings for w in [one.text] if "account of a treatment appears" in w]


def test_india_says_beside_each_point_that_the_text_of_2023_is_not_in_force():
    sections = data.yaml_content("policy_sections")["sections"]
    touched = {f"{s['id']}.{c['id']}" for s in sections for c in s["clauses"] if c.get("india_2023")}
    made = clauses(build(marlow("IN")))
    shown = touched & set(made)
    assert len(shown) >= 8
    for key in shown:
        assert any("not in force" in note.text and note.check for note in made[key].notes), key
    assert any("not in force" in note.text for note in build(marlow("IN")).notes)
    for country in set(COUNTRIES) - {"IN"}:
        policy = build(marlow(country))
        assert not [n for c in clauses(policy).values() for n in c.notes if "2023 text" in n.text]


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (dt.date(2027, 1, 4), 12, dt.date(2028, 1, 4)),
        (dt.date(2027, 1, 31), 1, dt.date(2027, 2, 28)),
        (dt.date(2027, 12, 31), 2, dt.date(2028, 2, 29)),
        (dt.date(2026, 11, 23), 24, dt.date(2028, 11, 23)),
    ],
)
def test_review_dates_by_hand(start, months, day):
    assert rules.review_date(start, months) == day


@pytest.mark.parametrize("months", [0, -3, 25, 600])
def test_a_late_review_is_refused_kindly(months):
    with pytest.raises(rules.Refused, match="from 1 to 24 months"):
        build(marlow(months=months))


def test_what_is_unconfirmed_carries_the_word_check():
    for country, kind in itertools.product(COUNTRIES, KINDS):
        policy = build(marlow(country, kind))
        for clause in clauses(policy).values():
            assert clause.check == (clause.status in ("second_hand", "memory")), clause.key
    us = clauses(build(marlow("US", "us_private")))
    assert us["rights.working_conditions"].check
    assert not us["patient_information.none"].check
    assert (us["patient_information.none"].level, us["patient_information.none"].rule) == (
        "law",
        "US health-privacy rule, 45 C.F.R. 164.502(a)",
    )


def test_a_clause_appears_only_if_its_channel_is_in_use():
    with_chat = Settings(country="GB", channels=("staff_chat",))
    without = Settings(country="GB", channels=("official_pages",))
    assert "messaging.approved" in clauses(build(with_chat))
    assert "messaging" not in [section.id for section in build(without).sections]
    assert "accounts.register" not in clauses(build(with_chat))
    assert any("No channel" in warning for warning in build(Settings()).warnings)


def test_wordings_follow_the_size_unless_somebody_chose():
    small, large = marlow(size="small"), marlow(size="large")
    assert clauses(build(small))["accounts.two_admins"].wording == "one_and_deputy"
    assert clauses(build(large))["accounts.two_admins"].wording == "two"
    chosen = clauses(build(small, {"accounts.two_admins": "two", "no.such": "x", "moderation.hours": "unknown"}))
    assert chosen["accounts.two_admins"].wording == "two"
    assert chosen["moderation.hours"].wording == "office"


def test_names_fill_the_clauses_and_cannot_break_them():
    roles = {"owner": "the chief\nnurse", "unknown": "x"}
    made = build(Settings("St {owner} <b>\x00\ud800", "GB", roles=roles))
    assert clauses(made)["governance.owner"].text == "The chief nurse owns this policy and answers for it to the board."
    assert made.hospital == "St {owner} <b>"
    assert len(build(Settings("x" * 500)).hospital) == 80
    assert build(Settings()).hospital == "our hospital"


def test_the_short_policy_says_whom_it_covers_what_words_mean_and_what_follows():
    made = clauses(build(marlow("GB"), mode="short"))
    assert made["purpose.scope_people"].text.startswith("It covers everyone who works for Marlow Bay Hospital")
    assert made["purpose.words"].text.startswith("Patient information means")
    assert made["purpose.terms"].text.startswith("Social media means")
    assert made["monitoring.fair_steps"].text.startswith("Consequences fit the harm and the intent")
    assert made["monitoring.appeal"].number == "8.3"


# Typed by hand: names of law and authorities that belong to one country, and where they do.
HOMES = {
    r"C\.F\.R\.|CFR|US Code|HHS|Federal Trade|Mayo|California|New York-Presb|US Office|Centers for Medicare": "US",
    r"General Medical Council|Good medical practice|ICO|Information Commissioner's Office|NHS|Employment Rights|UK ": "GB",
    r"Ahpra|Australia|New South Wales|Therapeutic Goods": "AU",
    r"Ontario|Canad": "CA",
    r"India|Lokmat": "IN",
    r"Greek|Greece|German|French|Directive|EU\)|2016/679|2024/1689": "EU",
}


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_policy_cites_nothing_of_another_country(country):
    policy = build(marlow(country, "us_private"))
    titles = [f"{one.title} {one.address}" for one in cited(policy)]
    rules_said = [clause.rule for clause in clauses(policy).values()]
    for words in [*titles, *rules_said]:
        homes = {home for pattern, home in HOMES.items() if re.search(pattern, words)}
        if "UK General Data Protection" in words or "UK data-protection" in words:
            homes = {"GB"}
        assert homes <= {country}, words


def test_what_holds_everywhere_rests_on_no_country():
    content = data.yaml_content("policy_sections")
    inline = [c["basis"] for s in content["sections"] for c in s["clauses"] if isinstance(c.get("basis"), dict)]
    everywhere = [one["all"] for one in [*content["bases"].values(), *inline] if "all" in one]
    kinds = {data.row("sources", key).kind for one in everywhere for key in one["source_ids"]}
    assert everywhere and kinds <= {"paper", "report", "own_work"}


@pytest.mark.parametrize(
    ("country", "label", "answers"), [("US", "practice", "law"), ("GB", "standard", "practice"), ("EU", "law", "law")]
)
def test_made_by_software_has_a_section_with_the_law_of_the_country(country, label, answers):
    made = clauses(build(marlow(country, "us_private")))
    assert made["artificial_intelligence.label"].level == label
    assert made["artificial_intelligence.patient_answers"].level == answers
    assert "No patient information is typed into such tools" in made["artificial_intelligence.no_input"].text
    assert "Nobody's face or voice is imitated" in made["artificial_intelligence.likeness"].text
    assert made["impersonation.first_steps"].text.startswith("Whoever finds a false account or a faked film")
    assert made["impersonation.real_list"].text.endswith("so that anyone can see which ones are real.")


def test_law_stands_under_its_own_name_and_address():
    rows = {one.key: one for one in cited(build(marlow("GB")))}
    law = rows["era_1996_43j"]
    assert (law.title, law.address) == (
        "Employment Rights Act 1996, section 43J",
        "https://www.legislation.gov.uk/ukpga/1996/18/section/43J",
    )
    assert law.read == "read 23 November 2026 in a copy: Law Global Hub"
    assert rows["pagb_2025_dmcc"].read.startswith("read 22 November 2026 in an account: ")
    assert "qmul" not in rows["gmc_2024_extract"].address
    assert [one.number for one in rows.values()] == list(range(1, len(rows) + 1))


def test_every_law_that_a_policy_cites_has_an_address_of_its_issuer():
    """Typed by hand: the sites of parliaments, governments, the Union and the bodies that set professional standards."""
    own = re.compile(
        r"^https://(www\.)?(ecfr\.gov|uscode\.house\.gov|leginfo\.legislature\.ca\.gov|legislation\.gov\.(uk|au)|eur-lex\.europa\.eu"
        r"|legislation\.nsw\.gov\.au|laws-lois\.justice\.gc\.ca|ontario\.ca|nmc\.org\.in|cert-in\.org\.in|egazette\.gov\.in"
        r"|gmc-uk\.org|ahpra\.gov\.au|policybase\.cma\.ca|conseil-national\.medecin\.fr)/"
    )
    official = data.rows("official_texts").by("source_id")
    assert all(own.match(row.url) for row in official.values())
    for country in COUNTRIES:
        for one in cited(build(marlow(country, "us_private"))):
            if data.row("sources", one.key).kind == "law":
                assert own.match(one.address), one
            if one.key in official:
                assert official[one.key].country_id == country


def test_numbers_skip_what_is_left_out():
    kept = clauses(build(marlow("OTHER"), left_out=["purpose.aim"]))
    assert "purpose.aim" not in kept
    assert kept["purpose.scope_people"].number == "1.1"
    assert kept["purpose.words"].number == "1.3"


def test_the_incident_order():
    texts = [c.text for s in build(marlow("GB"), mode="short").sections if s.id == "incident" for c in s.clauses]
    assert "take the post down at once" in texts[0]
    assert texts[1].startswith("On the way") and "only if it delays nothing, which means under a minute" in texts[1]
    assert "Never use a personal phone" in texts[1]
    assert texts[2].startswith("Tell the privacy officer at once")
    assert texts[3].startswith("Nobody reposts")


# ---- the builder ------------------------------------------------------------------------------------


def kept_state():
    """Return what the builder has saved."""
    return answers.load(LESSON)["build_policy"]


def go_to(builder, page):
    """Open a page of the builder."""
    builder.jump.value = page


def test_a_first_start_shows_the_hospital_page_and_the_country_of_the_start_page():
    ms.choose_country().menu.value = "AU"
    builder = ms.build_policy()
    assert (builder.country.value, builder.draft.mode, builder.draft.at) == ("AU", "short", "hospital")
    assert builder.kind.layout.display == "none"
    assert builder.size.layout.display != "none", "hiding one field hides no other"
    builder.country.value = "US"
    assert builder.kind.layout.display == ""
    assert builder.draft.start == clock.today()


def test_everything_reopens_where_one_left_off():
    builder = ms.build_policy()
    builder.country.value, builder.kind.value, builder.size.value = "US", "us_public", "large"
    builder.hospital.value = "Marlow Bay Hospital"
    builder.channels["adverts"].value = True
    choose(builder.mode, "Complete")
    builder.roles["owner"].value = "the board's chair"
    builder.control["number"].value = "POL-17"
    go_to(builder, "people")
    builder.months.value = 18
    builder.start.value = "2027-03-01"
    go_to(builder, "relationships")
    assert [choice.index for choice, _clause in builder.pane._used] == [0, 0]
    builder.pane.wordings[0].index = 2
    builder.pane.keeps[4].value = False
    again = ms.build_policy()
    assert again.draft == builder.draft
    assert again.draft.at == "relationships"
    assert again.pane.wordings[0].index == 2
    assert again.pane.keeps[4].value is False
    assert "as you left it" in again.status.text
    state = kept_state()
    assert set(state) == {"settings", "own_words", "choices", "left_out", "mode", "at"}
    own = {"hospital": "Marlow Bay Hospital", "roles": {"owner": "the board's chair"}, "control": {"number": "POL-17"}}
    assert state["own_words"] == own
    assert state["choices"] == {"relationships.requests": "relatives"}
    assert state["left_out"] == ["relationships.look_up"]
    assert "Marlow" not in json.dumps(answers._without_own_words(state))


def test_opening_a_page_chooses_nothing():
    builder = ms.build_policy()
    choose(builder.mode, "Complete")
    for page in builder.draft.pages():
        go_to(builder, page)
    assert kept_state()["choices"] == {}
    assert kept_state()["left_out"] == []


@pytest.mark.parametrize(
    "state",
    [
        "nonsense",
        [1, 2],
        {"settings": 3, "choices": [], "left_out": "x", "mode": 7, "at": None, "own_words": "Marlow"},
        {
            "settings": {"country": "XX", "kind": [], "size": "huge", "channels": [3, "fax"], "start": "soon", "months": 999},
            "own_words": {"hospital": 3, "roles": {"owner": 1, "king": "me"}, "control": {"number": [], "crown": "mine"}},
            "choices": {"a.b": "c", "moderation.hours": 4, "accounts.two_admins": "gone"},
            "left_out": [None, "gone.clause", "wellbeing", 4],
            "mode": "medium",
            "at": "nowhere",
        },
        {"settings": {"start": "9999-12-31", "months": 12}, "mode": "all", "at": "rights"},
        {"settings": {"months": True, "channels": None}, "at": "wellbeing", "mode": "short"},
    ],
)
def test_an_old_or_damaged_state_is_read_kindly(state):
    answers.save(LESSON, "build_policy", state)
    builder = ms.build_policy()
    policy = builder.policy()
    assert len(policy.sections) >= 6
    assert builder.draft.months == 12
    assert builder.draft.country in COUNTRIES
    for _control in use(builder, 30):
        assert "Something went wrong" not in builder.status.text


def test_a_damaged_file_is_set_aside():
    path = answers.lesson_file(LESSON)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{", encoding="utf-8")
    builder = ms.build_policy()
    assert "damaged" in builder.status.text
    assert builder.draft.at == "hospital"


def test_the_rights_of_staff_cannot_be_switched_off_in_the_builder():
    builder = ms.build_policy()
    builder.country.value = "US"
    go_to(builder, "rights")
    shown = builder.pane.keeps[: len(builder.pane.section.offered)]
    assert builder.pane.keep_all.disabled and all(box.disabled and box.value for box in shown)
    assert "Cannot be left out. US law" in builder.pane.lines[0].value
    builder.pane.keep_all.value = False
    assert "rights" in [section.id for section in builder.policy().sections]


def test_a_section_can_be_left_out_and_taken_back():
    builder = ms.build_policy()
    choose(builder.mode, "Complete")
    go_to(builder, "wellbeing")
    builder.pane.keep_all.value = False
    assert "wellbeing" not in [section.id for section in builder.policy().sections]
    assert "This section is left out." in builder.pane.preview.value
    assert builder.draft.at == "wellbeing"
    builder.pane.keep_all.value = True
    assert builder.policy().sections[-1].id == "wellbeing"


def test_the_preview_follows_each_choice():
    builder = ms.build_policy()
    go_to(builder, "photographs")
    assert "within one working day" in builder.pane.preview.value
    builder.pane.wordings[0].index = 1
    assert "within 24 hours on any day" in builder.pane.preview.value
    builder.pane.keeps[2].value = False
    assert "within 24 hours" not in builder.pane.preview.value
    assert builder.pane.wordings[0].disabled


def test_late_reviews_and_strange_days_are_refused_and_the_old_ones_kept():
    builder = ms.build_policy()
    go_to(builder, "people")
    builder.months.value = 30
    assert "from 1 to 24 months" in builder.status.text and builder.status.kind == "warning"
    assert (builder.months.value, builder.draft.months) == (12, 12)
    builder.start.value = "next spring"
    assert "year, month and day" in builder.status.text
    assert builder.start.value == builder.draft.start.isoformat()
    builder.start.value = "9999-12-31"
    assert "too far away" in builder.status.text
    builder.start.value = "2027-05-01"
    assert builder.draft.start == dt.date(2027, 5, 1)


def test_switching_to_the_short_policy_on_a_long_page_returns_to_the_beginning():
    builder = ms.build_policy()
    choose(builder.mode, "Complete")
    go_to(builder, "training")
    choose(builder.mode, "Short")
    assert builder.draft.at == "hospital"
    assert len(builder.draft.pages()) == 11


@pytest.mark.parametrize(("name", "ending"), [("word", ".docx"), ("markdown", ".md"), ("web", "_to_print.html")])
def test_the_buttons_write_a_file_and_say_its_name(name, ending, home):
    builder = ms.build_policy()
    go_to(builder, "finish")
    getattr(builder, name).click()
    getattr(builder, name).click()
    files = sorted(p.name for p in home.iterdir() if p.name.startswith("hospital_policy"))
    assert len(files) == 2, "a second file never replaces the first, which may have been edited"
    assert all(file.endswith(ending) or f"{ending.split('.')[0]}-2" in file or "-2" in file for file in files)
    assert builder.file.name in files and (home / builder.file.name).read_bytes() == builder.file.content
    assert builder.status.kind == "good"


def test_a_folder_that_cannot_be_written_is_said(monkeypatch, tmp_path):
    builder = ms.build_policy()
    go_to(builder, "finish")
    blocked = tmp_path / "a_file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setattr(paths, "home_dir", lambda: blocked)
    builder.word.click()
    assert "Download it to keep it" in builder.status.text and builder.file.content.startswith(b"PK")


def test_a_missing_word_writer_is_said(monkeypatch):
    import sys

    builder = ms.build_policy()
    go_to(builder, "finish")
    monkeypatch.setitem(sys.modules, "docx", None)
    builder.word.click()
    assert "not installed" in builder.status.text


def test_the_static_form_holds_all_sections_and_no_trace_of_the_reader():
    first = ms.build_policy().to_html()
    builder = ms.build_policy()
    builder.hospital.value, builder.country.value = "Zanzibar Hospital", "IN"
    assert ms.build_policy().to_html() == first
    assert first.count('class="ms-more"') >= 21
    assert "Zanzibar" not in first
    for title in ("Rights of staff", "Wellbeing", "Photographs, film and consent"):
        assert title in first


def test_typed_names_are_shown_as_text():
    builder = ms.build_policy()
    builder.hospital.value = "<script>alert(1)</script> & Sons"
    go_to(builder, "rights")
    assert "<script" not in " ".join(live_texts(builder)[1:]).replace(builder.hospital.value, "")
    assert "&lt;script" in builder.pane.preview.value


def test_every_control_has_words():
    builder = ms.build_policy()
    for page in builder.draft.pages():
        go_to(builder, page)
        for control in controls(builder):
            assert getattr(control, "legend", "") or control.description


def test_the_pseudo_language_reaches_every_clause():
    text.use_language(text.PSEUDO)
    policy = build(Settings(country="IN", channels=usual_channels()))
    for clause in clauses(policy).values():
        assert not re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", " ".join(visible_words(clause.text))), clause.text
