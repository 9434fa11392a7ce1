"""The verdict on an answer: right, partly right and wrong differ by word, sign and colour, wherever one is given."""

from .markup import escape, tag

RIGHT, PARTLY, WRONG = VERDICTS = ("right", "partly", "wrong")


def verdict_html(kind: str, words: str, *more: str) -> str:
    """Return a verdict in words, with its sign, and what follows it as HTML."""
    return tag("div", tag("p", tag("strong", escape(words)), *more), class_=f"ms-verdict ms-{kind}")
