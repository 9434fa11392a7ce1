"""Sheets that only a room needs: voting cards, platform cards, posts, and forms to write on. None holds a key."""

from collections.abc import Iterable

from ...display.markup import escape, tag
from ...ground.text import _, number
from ...model import channels, footprint
from ...model import plan as plans
from ...model.cards import Card
from ...model.platform_cards import legends, platform_cards
from ...model.platform_words import value_words
from ...model.recognise import Post, circles, posts
from ...store import data
from . import look
from .session import Session

SIGNS = dict(zip("ABCD", "\N{BLACK CIRCLE}\N{BLACK UP-POINTING TRIANGLE}\N{BLACK SQUARE}\N{BLACK DIAMOND}", strict=True))
BOX, BLANK = "\N{BALLOT BOX}", "_" * 26
FINDS = 6


def rule(count: int = 1) -> str:
    """Return lines to write on."""
    return "".join(tag("div", class_="rule") for _line in range(count))


def voting_cards() -> str:
    """Return four cards with large letters, each with a shape of its own."""
    cards = (
        tag("div", tag("span", letter, class_="letter"), tag("span", sign, class_="sign"), class_=f"vote vote-{letter.lower()}")
        for letter, sign in SIGNS.items()
    )
    return tag("div", *cards, class_="votes")


def lettered(choices: Iterable[str], sign: str = "") -> str:
    """Return choices with the letters of the voting cards, each behind a sign."""
    items = (tag("li", sign, tag("strong", f"{letter}. "), escape(choice)) for letter, choice in zip(SIGNS, choices, strict=True))
    return tag("ul", *items, class_="plain")


def empty(columns: int, rows: int) -> list[str]:
    """Return empty rows to write into."""
    return [tag("tr", "<td></td>" * columns)] * rows


def platforms(count: int) -> list[str]:
    """Return the page with the three questions, then the cards, four to a page."""
    cards = platform_cards(count)
    made = [tag("h1", escape(_("Three questions for each platform"))) + questions(cards)]
    for first in range(0, len(cards), 4):
        made.append(tag("div", *(_platform(card) for card in cards[first : first + 4]), class_="cut"))
    return made


def questions(cards: Iterable[Card]) -> str:
    """Return the three questions with their lettered options, and a table to note the table's answers."""
    cards = tuple(cards)
    columns = []
    for place, question in enumerate(cards[0].questions):
        heading = tag("h3", escape(f"{number(place + 1)}. {question.legend}"))
        columns.append(tag("div", heading, lettered(question.options), class_="box"))
    rows = (tag("tr", tag("th", escape(card.heading), scope="row"), "<td></td>" * 3) for card in cards)
    lead = tag("p", escape(_("Write one letter for each question.")))
    return tag("div", *columns, class_="thirds") + lead + look.table(look.heads(_("Platform"), "1", "2", "3"), rows, "grid")


def _platform(card: Card) -> str:
    asked = tag("ol", *(tag("li", escape(legend)) for legend in legends()), class_="small")
    return tag("div", tag("h2", escape(card.heading)), tag("p", escape(card.scene)), asked, class_="card")


def post_cards(count: int) -> list[str]:
    """Return the posts of the session, two to a page, with boxes and lines for the reason."""
    chosen = posts("core")[:count]
    made = []
    for first in range(0, len(chosen), 2):
        pair = chosen[first : first + 2]
        made.append("".join(_post(post, first + place + 1) for place, post in enumerate(pair)))
    return made


def _post(post: Post, place: int) -> str:
    legend = _("Choose the widest circle in which someone could recognise the person.")
    return tag(
        "div",
        tag("h2", escape(_("Post {n}").format(n=number(place)))),
        tag("p", escape(f"{post.where}:")),
        tag("p", escape(look.quoted(post.post)), class_="quote"),
        tag("p", tag("strong", escape(legend))),
        lettered(circles(), f"{BOX} "),
        tag("p", escape(_("Our reason, without real names:")), class_="small"),
        rule(3),
        class_="post",
    )


def audit(made: Session) -> str:
    """Return the footprint audit as a form; it names no platform, no person and no find."""
    words = footprint.vocabulary()
    today = next((one.amount for one in made.activities if one.row.activity_id == "W2"), len(words["searches"]))
    items = [
        tag("li", BOX, " ", tag("strong", escape(one["label"])) if place < today else escape(one["label"]))
        for place, one in enumerate(words["searches"])
    ]
    kinds = _("What it can be: {kinds}.").format(kinds="; ".join(one["label"].lower() for one in words["kinds"]))
    levels = "; ".join(f"{number(int(one['id']))} {one['label'].lower()}" for one in words["risks"])
    risks = _("Risk: {risks}.").format(risks=levels)
    head = look.heads(_("What I found"), _("Who controls it"), _("Risk"), _("First step"), _("Done on"))
    grid = look.table(head, empty(5, FINDS), "grid write finds")
    steps = [(one["label"], one["action"]) for one in words["controllers"]]
    steps += [(footprint.label("kinds", kind), action) for kind, action in words["urgent_kinds"].items()]
    lines = (tag("li", tag("strong", escape(f"{lead}: ")), escape(footprint.label("actions", code))) for lead, code in steps)
    stop = _(
        "If you find something that upsets you, stop here. Save a copy, close the page, and tell someone "
        "you trust today. You do not have to deal with it alone, and nobody in this room needs to know."
    )
    return (
        tag("h1", escape(_("Audit your footprint")))
        + tag("p", escape(_("This sheet is yours. Nobody collects it, and nobody asks what you found.")), class_="lead")
        + tag("h3", escape(_("1. Look. Sign out first, or use a private window. The searches for today stand in bold.")))
        + tag("ul", *items, class_="plain two")
        + tag("h3", escape(_("2. Write one line for each find.")))
        + tag("p", escape(kinds), class_="small") + tag("p", escape(risks), class_="small")
        + grid
        + tag("h3", escape(_("3. Who controls it decides the first step.")))
        + tag("ul", *lines, class_="plain tiny")
        + tag("div", tag("p", escape(stop)), class_="box watch")
    )  # fmt: skip


def channel(made: Session) -> list[str]:
    """Return the form for one goal of a table, and the table of platforms to choose from."""
    rules = channels.rules()
    asked = (
        _("Our goal"), _("Who should act"), _("What they should do"), _("The channel, and why this one"),
        _("Who has the hours, and how many a week"), _("The one number that we watch, and how often"),
        _("Could that number stay the same if the plan failed? How?"),
    )  # fmt: skip
    lines = "".join(tag("div", look.label(words), rule(2), class_="field") for words in asked)
    goals = tag("ul", *(tag("li", escape(goal["label"])) for goal in rules["goals"]), class_="plain two small")
    form = (
        tag("h1", escape(_("From a goal to a channel")))
        + tag("p", escape(_("Choose one goal, or write your own. The platform comes last.")), class_="lead")
        + goals
        + lines
    )
    return [form, tag("h1", escape(_("Platforms to choose from"))) + _platform_table(made.wishes.country)]


def _platform_table(country: str) -> str:
    rows = []
    for one in channels.rules()["platforms"]:
        reach = [entry["label"] for entry in channels.rules()["audiences"] if one["reach"].get(entry["id"], 0) >= 2]
        seen = [_known(one["id"], attribute, country) for attribute in ("default_visibility", "identity_check")]
        cells = (tag("td", escape(words)) for words in (*seen, "; ".join(reach), number(one["hours"])))
        rows.append(tag("tr", tag("th", escape(data.row("platforms", one["id"]).name), scope="row"), *cells))
    head = look.heads(
        _("Platform"), _("Who sees it"), _("What is checked of identity"), _("Whom it can reach"), _("Hours a week")
    )
    basis = _("Who sees it and what is checked are from the workshop’s tables of facts. Reach and hours are our judgement.")
    return look.table(head, rows, "grid platforms") + tag("p", escape(basis), class_="small")


def _known(platform: str, attribute: str, country: str) -> str:
    found = channels.fact(platform, attribute, country)
    return value_words(attribute).get(found.value, found.value) if found else _("not known")


def my_plan() -> str:
    """Return the plan as a form: up to three changes, two times of day, two days to look back."""
    words = plans.field_words()
    fields = tag(
        "div", *(tag("div", tag("p", escape(words[name]), class_="small"), rule()) for name in plans.FIELDS), class_="halves"
    )
    blocks = "".join(
        tag("div", tag("h2", escape(_("Change {n}: what").format(n=number(place)))), rule(), fields, class_="change")
        for place in range(1, plans.MOST + 1)
    )
    lead = _("One change that you keep is worth more than three that you forget. No names, no patients.")
    back = _("In {n} days, on {blank}: done, partly, no, or dropped?")
    offers = tag("ul", *(tag("li", escape(one.label)) for one in plans.offers(plans.Done())), class_="plain tiny")
    days = [back.format(n=number(day), blank="_" * 14) for day in plans.DAYS]
    times = _("I look at messages at {blank} and at {blank}, for {blank} minutes each.").format(blank="_" * 7)
    return (
        tag("h1", escape(_("My plan")))
        + tag("p", escape(lead), class_="lead")
        + blocks
        + tag("p", escape(times), class_="line")
        + "".join(tag("p", escape(day), class_="line") for day in days)
        + tag("h3", escape(_("Suggestions, if you want one")))
        + offers
    )


def drill_log(title: str, rows: int = 14) -> str:
    """Return the log of the drill for one table, without our order."""
    grid = look.table(look.heads(_("Minute"), _("What we decided"), _("Who does it")), empty(3, rows), "grid write diary")
    lead = _("One person writes, nobody judges yet. Write the minute of the clock first.")
    return tag("h1", escape(_("Log: {title}").format(title=title))) + tag("p", escape(lead), class_="lead") + grid
