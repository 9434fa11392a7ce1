"""The words for platforms: their types, what is asked about each, and the vocabulary of the answers."""

from ..ground.text import _

RECALLED = "memory"


def type_names() -> dict[str, str]:
    """Return the nine types of platform in the reader's words, in a fixed order."""
    return {
        "social_network": _("Social network"),
        "messaging": _("Messaging"),
        "professional_network": _("Professional network"),
        "media_sharing": _("Pictures and video"),
        "blog": _("Blog"),
        "microblog": _("Short posts"),
        "knowledge_aggregation": _("Shared knowledge"),
        "virtual_world": _("Virtual world"),
        "own_site": _("Own website"),
    }


def unverified(words: str) -> str:
    """Return the words with the mark of what was never looked up."""
    return _("{words} (unverified)").format(words=words)


def questions() -> dict[str, str]:
    """Return the questions of the wide view, by key, in order."""
    return {
        "purpose": _("What is it for?"),
        "join_policy": _("Who may join?"),
        "identity_check": _("What is checked of identity?"),
        "minimum_age": _("From which age?"),
        "default_visibility": _("Who sees it?"),
        "encryption": _("Encrypted from end to end?"),
        "content_lifetime": _("How long does it stay?"),
        "business_associate": _("An agreement for health data under United States law?"),
        "owner": _("Who owns it?"),
        "since": _("Since when?"),
        "fate": _("What became of it?"),
    }


def status_words() -> dict[str, str]:
    """Return what a platform can be at a time, in the reader's words."""
    there = {"alive": _("alive"), "renamed": _("alive, renamed since 2014"), "closed": _("closed")}
    return {**there, "not_yet": _("not yet begun"), "unknown": _("not known")}


def checked_words() -> dict[str, str]:
    """Return how far a fact was checked, in the reader's words."""
    return {
        "verified": _("read at the source, words kept"),
        "read": _("read at the source"),
        "second_hand": _("read in a report of it"),
        "computed": _("our judgement"),
        RECALLED: _("unverified"),
    }


def value_words(attribute: str) -> dict[str, str]:
    """Return the vocabulary of an attribute in the reader's words, in a fixed order."""
    own = {
        "join_policy": {
            "open": _("anybody"),
            "adults_only": _("adults"),
            "phone_number": _("anybody with a phone number"),
            "institution_address": _("people with an address at an institution"),
            "organisation": _("people of an organisation"),
            "professional_claimed": _("professionals, by their own word"),
            "professional_verified": _("checked professionals"),
            "mixed": _("differs between its parts"),
        },
        "identity_check": {
            "none": _("nothing"),
            "self_declared": _("nothing: you state who you are"),
            "optional": _("nothing, unless you offer proof"),
            "phone_number": _("a phone number"),
            "address_checked": _("a postal address"),
            "institution_address": _("an address at an institution"),
            "organisation": _("an account of an organisation"),
            "professional_credential": _("a professional licence"),
        },
        "default_visibility": {
            "public": _("everybody"),
            "members": _("members"),
            "mixed": _("partly everybody, partly chosen people"),
            "private": _("the people you write to"),
        },
        "encryption": {
            "default_on": _("yes, by default"),
            "opt_in": _("only if you choose it"),
            "partial": _("some of it"),
            "none": _("no"),
            "contested": _("offered, disputed by experts"),
        },
        "content_lifetime": {
            "persistent": _("until it is deleted"),
            "permanent_record": _("for ever, in a public record"),
            "not_permanent": _("older content has been lost"),
            "mixed": _("differs between its parts"),
            "ephemeral": _("a short time"),
            "organisation_policy": _("as the organisation decides"),
            "erased_at_closure": _("until the service closed"),
        },
        "business_associate": {
            "yes": _("offered"),
            "yes_paid_organisation_only": _("offered to paying organisations only"),
            "no": _("not offered"),
        },
    }
    return {
        **own.get(attribute, {}),
        "unknown": _("not known"),
        "not_found": _("searched for, not found"),
        "not_applicable": _("does not apply"),
    }
