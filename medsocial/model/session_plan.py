"""The plans of the sessions as the data write them: parts with minutes and slides, and what two forms take from them."""

from typing import Any

from ..store import data
from .storyboard import LENGTHS


def plans() -> list[dict[str, Any]]:
    """Return the sessions of the content file: parts with their minutes and the names of their slides."""
    return data.yaml_content("sessions")


def find_plan(minutes: int) -> dict[str, Any]:
    """Return the session of a length.

    Raises
    ------
    UnknownName
        If there is none.
    """
    plan = next((one for one in plans() if one["minutes"] == minutes), None)
    if plan is None:
        known = ", ".join(str(length) for length in LENGTHS)
        raise data.UnknownName(f"There is no session of {minutes} minutes. There are sessions of {known} minutes.")
    return plan


def form_rows(minutes: int) -> list[Any]:
    """Return what each part of a session gives up for two forms; none where the session has no time for them."""
    return [row for row in data.rows("session_forms") if row.minutes == minutes]


def parts(plan: dict[str, Any], forms: bool = False) -> list[dict[str, Any]]:
    """Return the parts of a session; with forms their two parts too, and the minutes and slides that others give up.

    Raises
    ------
    UnknownName
        If forms are asked for, and the session has no time for them.
    """
    if not forms:
        return [part for part in plan["parts"] if not part.get("form")]
    given = {row.part_id: row for row in form_rows(plan["minutes"])}
    if not given:
        able = ", ".join(str(one["minutes"]) for one in plans() if form_rows(one["minutes"]))
        raise data.UnknownName(
            f"A session of {plan['minutes']} minutes has no time for two forms. "
            f"Leave out --forms, or choose one of {able} minutes."
        )
    return [_shortened(part, given[part["id"]]) if part["id"] in given else part for part in plan["parts"]]


def _shortened(part: dict[str, Any], row: Any) -> dict[str, Any]:
    """Return a part without the minutes and slides that it gives up; what it takes stands where the first of these stood."""
    out, slides = set(row.leaves_out), part.get("slides", [])
    place = next((n for n, name in enumerate(slides) if name in out), len(slides))
    kept = [*slides[:place], *row.takes, *(name for name in slides[place:] if name not in out)]
    return {**part, "minutes": part["minutes"] - row.gives_up, "slides": kept}


def raw_slides() -> dict[str, dict[str, Any]]:
    """Return the slides of the sessions by their names."""
    return slides_of("session_slides", {})


def slides_of(resource: str, before: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the slides of a content file by their names; one that is `like` another has what it does not say itself.

    Parameters
    ----------
    resource : str
        Name of the content file.
    before : dict
        Slides of other files that a slide may be like.

    Raises
    ------
    DataError
        If a slide is like one that does not stand before it.
    """
    found: dict[str, dict[str, Any]] = {}
    for raw in data.yaml_content(resource):
        base = raw.get("like")
        known = found if base in found else before
        if base is not None and base not in known:
            raise data.DataError(f"{resource}.yaml: the slide {raw['id']} is like {base}, which does not stand before it.")
        found[raw["id"]] = _joined(known.get(base, {}), raw)
    return found


def _joined(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of both, the own ones first; those of votes and notes are joined one by one. None takes one away."""
    made = dict(base)
    for key, value in own.items():
        if key in ("vote", "notes") and key in base:
            value = _joined(base[key], value)
        made[key] = value
    return {key: value for key, value in made.items() if value is not None and key != "like"}
