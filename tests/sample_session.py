"""A small session with every kind of slide, for tests of the deck; its words are shortened from the cases and stories."""

from medsocial.model.storyboard import Choice, Item, Notes, Option, Part, Scene, Session, Slide, Story, Vote

SOURCES = ("glow_concept_tests", "smith_2009_discussion")


def notes(say: str, **more: str) -> Notes:
    """Return notes with what to do and what to watch for."""
    return Notes(say, **{"do": "Wait until every card is up.", "watch": "Somebody may know such a case.", **more})


def choice(number: int, text: str, consequence: str, to: str) -> Choice:
    """Return a choice of a scene."""
    return Choice(f"c{number}", text, consequence, to)


STORY = Story(
    "friend_request",
    "request",
    3,
    (
        Scene(
            "request",
            1,
            "A request on Tuesday",
            "Tuesday evening. A request waits on your private account. “I would love to see where you ride, doctor.”",
            (
                choice(
                    1,
                    "Decline kindly, and name the clinic's number",
                    "Joan reads it at once. “Of course, I understand.”",
                    "saturday",
                ),
                choice(2, "Leave it unanswered", "Joan looks every evening and wonders what she did wrong.", "saturday"),
                choice(
                    3, "Accept it: only bicycles and hills", "Joan likes six pictures before you put the phone down.", "night"
                ),
            ),
        ),
        Scene(
            "saturday",
            2,
            "Saturday, 21:40",
            "The clinic is closed. A message waits on your account. “Since Thursday I must stop on every third stair.”",
            (
                choice(1, "Ask three questions, and adjust her inhaler", "She answers two of them. Then she is silent.", "ward"),
                choice(
                    2,
                    "Emergency number now; ring the on-call team",
                    "The crew finds her grey and very tired, and brings her in.",
                    "ward",
                ),
            ),
            "Content note: severe breathlessness.",
        ),
        Scene(
            "night",
            3,
            "Sunday, 03:10",
            "A second message. “I slept in the chair. I cannot finish a sentence.”",
            (
                choice(1, "Ring emergency care for her", "The crew brings her in.", "ward"),
                choice(2, "Remind her that the clinic opens at eight", "At noon her daughter calls the ambulance.", "poor"),
            ),
        ),
        Scene(
            "ward",
            4,
            "Monday on the ward",
            "Joan breathes more easily. Her first message is still on your phone, and nobody else has seen it.",
            (
                choice(1, "Write it in her record today", "The ward now knows when it began.", "good"),
                choice(2, "Leave the record to the ward", "The letter says that she came without any warning.", "poor"),
            ),
        ),
        Scene(
            "good",
            5,
            "One door, and it is open",
            "Joan goes home after a week. A card on her fridge says whom to ring by day, by night and in danger.",
        ),
        Scene(
            "poor",
            6,
            "Too late",
            "She spends twelve days in hospital. Her daughter shows the nurses a message from Saturday, seen at 21:42.",
        ),
    ),
)

RECOGNISE = Vote(
    "thumb",
    "A junior doctor writes in a public post:",
    "Who could recognise this patient?",
    (
        Option("a", "Nobody: no one stands out", reason="One detail would be harmless; these are three."),
        Option("b", "Only staff on that shift", reason="They know more, but they are not the only ones."),
        Option("c", "The patient and family", reason="They do, and they are not alone."),
        Option("d", "The town, or any reader", True, "One job, one injury and one day point to one man."),
    ),
    2,
    "The patient",
    "My neighbours would know before my sister did.",
)
COUNTS = Vote(
    "service",
    "Joan reviews her hospital on a page with stars.",
    "Is this social media?",
    (
        Option("yes", "Yes: people write and answer", True, "Users make what is there, and others see it."),
        Option("no", "No: it is a shop window", reason="A window does not answer."),
    ),
)
WARN = Vote(
    "warn",
    "",
    "Which danger would you warn a new colleague of?",
    tuple(
        Option(w, w)
        for w in (
            "Legal trouble",
            "A patient who is recognised",
            "Your good name",
            "The habit",
            "The hours that it takes",
            "None of these",
        )
    ),
)


def sample() -> Session:
    """Return the session: four parts in thirty minutes, two of them with votes."""
    slide = Slide
    welcome = (
        slide(
            "title",
            "title",
            "listen",
            "You will decide five times today, and leave with one change and a date.",
            notes("Welcome."),
            seconds=60,
        ),
        slide(
            "professor",
            "words",
            "listen",
            "A professor was never there",
            notes("A true story."),
            quote="I never wrote a word on that page. My patients did.",
            who="A professor of medicine",
            seconds=60,
            status="Invented case; not yet reviewed by a clinician.",
        ),
        slide(
            "guess",
            "number",
            "look",
            "Most doctors use at least one service at work",
            notes("The figure."),
            figure="65%",
            unit="of physicians in a survey of 2011",
            seconds=60,
            source_ids=SOURCES,
        ),
    )
    posts = (
        slide("count", "vote", "vote", "What users make for each other counts", notes("Is this one?"), vote=COUNTS, seconds=60),
        slide(
            "lives",
            "picture",
            "look",
            "Of 21 names, 4 have closed and 3 cannot be found",
            notes("What became of them?", late="Show the last step only."),
            picture="types_and_names",
            steps=2,
            seconds=60,
            source_ids=SOURCES[:1],
            status="Read on 22 November 2026; sources in the handout.",
        ),
        slide(
            "thumb",
            "vote",
            "vote",
            "One job, one injury, one day: the whole town knows",
            notes("Look at this post."),
            vote=RECOGNISE,
            quote="Reattached a thumb today. He was mending a net, and he will fish again by spring.",
            who="A junior doctor",
            seconds=180,
            status="Invented case; not yet reviewed by a clinician.",
        ),
    )
    story = (
        slide("section", "title", "play", "The friend request", notes("Now you decide."), seconds=10),
        slide(
            "story",
            "story",
            "play",
            "Your patient asks to be your friend",
            notes("You are Dr Varga."),
            story=STORY,
            quote="You are Dr Ines Varga, chest physician. Joan Hale has been your patient for nine years.",
            seconds=300,
        ),
        slide(
            "script",
            "task",
            "say",
            "Say the line aloud to your neighbour",
            notes("Now aloud."),
            quote="I keep this account for private life. The clinic's number is on our page.",
            clock=90,
            seconds=60,
        ),
        slide(
            "first",
            "order",
            "sort",
            "A breach that is yours: what comes first?",
            notes("Put these in order."),
            items=(
                Item("Tell the privacy lead", "The clock of the law runs."),
                Item("Save what was seen", "Later nobody remembers it."),
                Item("Take the post down", "Each minute has new readers."),
                Item("Tell the patient", "They should hear it from you."),
            ),
            seconds=60,
        ),
    )
    change = (
        slide(
            "dangers", "vote", "vote", "Five dangers, and all of them came up today", notes("Which one?"), vote=WARN, seconds=60
        ),
        slide(
            "change",
            "task",
            "write",
            "One change, with a day",
            notes("Write."),
            items=(Item("What I shall do"), Item("On which day"), Item("Who takes it down at night")),
            clock=120,
            seconds=120,
        ),
        slide(
            "rules",
            "words",
            "listen",
            "Three rules for this hour",
            notes("The rules."),
            items=(
                Item("No names of patients", "Not even of those who agree."),
                Item("Nobody is called by name"),
                Item("What is said here stays here"),
            ),
            seconds=30,
        ),
        slide(
            "sources",
            "sources",
            "listen",
            "Where to go on",
            notes("Thank you."),
            items=(Item("Lessons and sources: see the handout"), Item("Questions stay welcome")),
            seconds=60,
        ),
    )
    return Session(
        30,
        (
            Part("welcome", "Welcome", 5, 0, welcome),
            Part("posts", "Two posts", 9, 5, posts, "Leave out the second talk."),
            Part("story", "The friend request", 11, 14, story),
            Part("change", "One change", 5, 25, change),
        ),
    )
