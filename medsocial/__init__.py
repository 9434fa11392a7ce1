"""Social media for doctors and hospitals: the workshop's functions.

Names are resolved when first used, so that `import medsocial` loads neither pandas nor matplotlib.
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "data": ["load_counts", "load_events", "load_evidence", "load_glossary", "load_platforms", "load_shares", "load_sources"],
    "display": ["define", "references"],
    "charts.footprint": ["plot_footprint", "plot_credibility"],
    "charts.definitions": ["definitions"],
    "charts.since": ["plot_since_2014"],
    "activities.guess": ["guess"],
    "activities.question": ["quiz"],
    "activities.start": ["choose_path", "choose_country", "check_installation"],
    "activities.progress": ["continue_workshop"],
    "activities.own_answers": ["manage_answers"],
    "activities.services": ["compare_definitions"],
    "activities.audit": ["check_footprint"],
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"The workshop has no function called {name!r}. It has: {', '.join(__all__)}.")
    value = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
