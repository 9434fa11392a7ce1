"""The country that the reader chose on the start page."""

import ipywidgets

from ...ground.text import _
from ...store import answers, data


def chosen_country() -> str:
    """Return the country chosen on the start page, as its id in `countries.csv`; empty if none was chosen."""
    try:
        chosen = answers.load("00_start_here").get("choose_country")
    except OSError:
        return ""
    country = chosen.get("country") if isinstance(chosen, dict) else ""
    return country if isinstance(country, str) and country in {row.country_id for row in data.rows("countries")} else ""


def country_menu(question: str) -> ipywidgets.Dropdown:
    """Return a menu of the countries under a question, set to the country of the start page."""
    return ipywidgets.Dropdown(
        description=question,
        options=[(_("No country chosen"), ""), *((row.name, row.country_id) for row in data.rows("countries"))],
        value=chosen_country(),
        style={"description_width": "initial"},
        layout=ipywidgets.Layout(width="100%", max_width="560px"),
    )
