"""Social media for doctors and hospitals: the workshop's functions.

Names are resolved when first used, so that `import medsocial` loads neither pandas nor matplotlib.
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "store.frames": [
        "load_counts",
        "load_events",
        "load_evidence",
        "load_glossary",
        "load_platforms",
        "load_shares",
        "load_sources",
    ],
    "display": ["define", "references"],
    "charts.footprint": ["plot_footprint", "plot_credibility"],
    "charts.definitions": ["definitions"],
    "charts.since": ["plot_since_2014"],
    "charts.taxonomy": ["plot_taxonomy"],
    "charts.lives": ["plot_lives"],
    "charts.survival": ["plot_survival", "plot_survival_bounds"],
    "charts.shares": ["plot_any_use", "plot_platform_shares"],
    "charts.counts": ["plot_consult_funnel", "plot_counts", "plot_gss_2016"],
    "charts.forest": ["plot_forest"],
    "activities.weigh": ["weigh_benefit", "weigh_danger"],
    "charts.benefit_charts": [
        "plot_campaigns",
        "plot_citation_reanalysis",
        "plot_citation_trials",
        "plot_cochrane",
        "plot_correction",
        "plot_education",
        "plot_followers",
    ],
    "model.privacy": ["find_identifiers"],
    "charts.danger_charts": ["plot_boards", "plot_trackers"],
    "charts.recognisable": ["plot_recognisable"],
    "charts.enforcement": ["plot_enforcement"],
    "display.pocket_card": ["pocket_card"],
    "activities.recognise": ["recognise"],
    "activities.habit_switch": ["explore_habit"],
    "activities.plan_time": ["plan_time"],
    "activities.check_post": ["check_post"],
    "activities.guess": ["guess"],
    "activities.question": ["quiz"],
    "activities.start": ["choose_path", "choose_country", "check_installation"],
    "activities.progress": ["continue_workshop"],
    "activities.own_answers": ["manage_answers"],
    "activities.services": ["compare_definitions"],
    "activities.audit": ["check_footprint"],
    "activities.sort_cards": ["sort_cards"],
    "activities.explore_platforms": ["explore_platforms"],
    "activities.compare_platforms": ["compare_platforms"],
    "activities.what_became_of": ["what_became_of"],
    "activities.bad_data": ["find_bad_data"],
    "activities.survival_switches": ["explore_survival"],
    "activities.keep_two": ["choose_two"],
    "activities.rank_benefits": ["rank_benefits"],
    "activities.choose_channel": ["choose_channel"],
    "activities.explore_evidence": ["explore_evidence"],
    "activities.spot_error": ["spot_error"],
    "charts.guidance": ["plot_guidance"],
    "charts.story_map": ["plot_story_map"],
    "activities.advise_contact": ["advise_contact"],
    "activities.compare_jurisdictions": ["compare_jurisdictions"],
    "activities.local_card": ["fill_local_card"],
    "activities.case": ["case"],
    "activities.tally_board": ["tally_board"],
    "activities.story": ["story"],
    "activities.choose_script": ["choose_script"],
    "activities.build_policy": ["build_policy"],
    "activities.compare_policy": ["compare_policy"],
    "activities.repair_clauses": ["repair_clauses"],
    "activities.drill": ["drill"],
    "activities.take_test": ["take_test"],
    "activities.plan": ["plan"],
    "activities.learning_record": ["learning_record"],
    "lab.figures": ["describe", "use_style"],
    "lab.checking": ["check_answer"],
    "lab.tables": ["check_tables"],
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
