"""Mail and web addresses, internet addresses and account names: categories F, N, O and R of the rule."""

import ipaddress
import re
from collections.abc import Iterator

from .finding import Hit

_I = re.IGNORECASE
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_EMAIL_SPOKEN = re.compile(
    r"\b[\w.+-]{2,40} ?[\[(]? ?\bat\b ?[\])]? ?[\w-]{2,40} ?[\[(]? ?\bdot\b ?[\])]? ?(?:com|org|net|edu|co|nhs|uk|in"
    r"|au)\b",
    _I,
)
_EMAIL_HIDDEN = re.compile(
    r"(?<![\w.])[\w.+-]{2,40} ?[\[({] ?at ?[\])}] ?[\w-]{2,40}(?:\.| ?[\[({] ?dot ?[\])}] ?)(?:com|org|net|edu|co"
    r"|nhs|uk|in|au)\b",
    _I,
)
_OFFICE = re.compile(
    r"(?:events?|info|hello|contact|enquiries|enquiry|admin|office|press|media|support|help|training"
    r"|education|courses?|jobs|careers|feedback|pals|bookings?|library|research|trials?|"
    r"team|events-team|conference|registration|noreply|reception|secretary|newsletter)[\w.+-]{0,20}@",
    _I,
)
_ENDINGS = r"com|org|net|edu|gov|int|info|io|co|uk|us|au|in|ie|nz|ca|de|fr|eu|tv|me|ly|be|app|health|nhs|social|blog|example"
_LINK = re.compile(
    rf"\b(?:https?://|www\.)[^\s<>\"]{{2,300}}"
    r"|(?<![@\w.-])(?:t|x|wa|m|fb|vk)\.(?:me|com)/[^\s<>\"]{2,200}"
    rf"|(?<![@\w.-])(?:[a-z0-9-]{{2,40}}\.){{1,4}}(?:{_ENDINGS})\b(?:/[^\s<>\"]{{1,200}})?",
    _I,
)
_PROFILE = re.compile(
    r"(?:facebook|fb|instagram|tiktok|twitter|x|threads|bsky|linkedin|snapchat|youtube|reddit|mastodon|vk"
    r"|weibo)\.[a-z.]{2,12}/(?!hashtag|search|groups?\b)[\w@.?=/-]{2}"
    r"|gofundme|justgiving|givesendgo|crowdfund|ketto|milaap|caringbridge|legacy\.com|obituar|funeral"
    r"|memorial|memoriam|tribute|tinydiary|/@\w",
    _I,
)
_PUBLIC = re.compile(
    r"doi\.org|pubmed|ncbi\.nlm|\.gov\b|\.gov/|nhs\.uk|nice\.org|who\.int|cochrane|bmj\.com|thelancet|nejm"
    r"|jamanetwork|gmc-uk|rcp|\.ac\.uk|clinicaltrials|arxiv|medrxiv|wikipedia",
    _I,
)
_NEWS = re.compile(
    r"news|bbc\.|guardian|times|herald|gazette|tribune|chronicle|courier|dailymail|mirror|echo|telegraph"
    r"|/story|/article|\bcnn\b|ndtv|hindu\.",
    _I,
)
_MENTION = re.compile(r"(?<![\w.+-])@\w(?:[\w.-]{0,60}\w)?_{0,5}")
_NETWORK = (
    r"insta(?:gram)?|ig|tik ?tok|snap(?:chat)?|twitter|threads|telegram|discord|reddit|facebook|fb|skype|wechat"
    r"|whatsapp|line|youtube"
    r"|yt|twitch|kik|bluesky|mastodon|tumblr|strava|onlyfans|linkedin|signal|viber|x"
)
_KNOWN_BY = (
    r"handle|user ?name|user|screen name|gamer ?tag|alias|goes by|posts as|posting as|known as|account|profile|page|channel"
)
_ACCOUNT = re.compile(
    rf"\b(?:(?:{_NETWORK})(?:(?: (?:handle|user ?name|account|name|page|profile|id))?)|(?P<k>{_KNOWN_BY}))\b"
    r"(?:,? (?:is|was|as|under|of|at|called|by|called|on|she is"
    r"|he is)){0,3}[ :=(@\"'-]{1,4}(?P<v>[A-Za-z0-9_](?:[\w.]{1,40}\w|[\w.]{1,40})(?:#\d{4})?)",
    _I,
)
# An account name is unlike a word: a full stop or a line inside, or figures at the end.
_SHAPED = re.compile(r"[a-z\d][._][a-z\d]|_|[a-z]{2}\d|#\d{4}", _I)
_USER = re.compile(r"(?<![\w/.])/?u/[\w-]{3,30}|\b[A-Za-z_][\w.]{2,31}#\d{4}\b")
_IP4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IP6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){1,7}(?::|[0-9a-f]{1,4})(?::?[0-9a-f]{1,4}){0,6}(?![\w:])", _I)


def find(text: str) -> Iterator[Hit]:
    """Yield addresses on the internet, links and account names."""
    yield from _accounts(text)
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Hit(*match.span(), "email_public" if _OFFICE.match(match[0]) else "email")
    for pattern in (_EMAIL_SPOKEN, _EMAIL_HIDDEN):
        for match in pattern.finditer(text):
            yield Hit(*match.span(), "email")
    if "." in text:
        for match in _LINK.finditer(text):
            address = match[0].rstrip(".,;:!?)'")
            rule = "link_profile" if _PROFILE.search(address) and not _PUBLIC.search(address) else "link"
            yield Hit(match.start(), match.start() + len(address), rule)
            if _NEWS.search(address) and not _PUBLIC.search(address):
                yield Hit(match.start(), match.start() + len(address), "news")
        for match in _IP4.finditer(text):
            if all(int(part) < 256 for part in match[0].split(".")):
                yield Hit(*match.span(), "ip_address")
    if ":" in text:
        for match in _IP6.finditer(text):
            if _is_ip6(match[0]):
                yield Hit(*match.span(), "ip_address")


def _accounts(text: str) -> Iterator[Hit]:
    for match in _MENTION.finditer(text):
        if "." in match[0]:  # without a full stop it is one word, which the names see
            yield Hit(*match.span(), "handle")
    for match in _ACCOUNT.finditer(text):
        name = match["v"].rstrip(".")
        if _SHAPED.search(name) and not _LINK.match(name) or match["k"] and not name.isalpha():
            yield Hit(match.start("v"), match.start("v") + len(name), "handle")
    for match in _USER.finditer(text):
        yield Hit(*match.span(), "handle")


def _is_ip6(word: str) -> bool:
    try:
        return isinstance(ipaddress.ip_address(word), ipaddress.IPv6Address) and len(word) > 6
    except ValueError:
        return False
