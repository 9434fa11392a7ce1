"""The policy builder: from a few settings to a draft of the hospital's policy, section by section.

The state is kept under the key `build_policy` of lesson 06: `{"settings", "own_words", "choices", "left_out",
"mode", "at"}`. The hospital's name, the roles and the document's control are free text and stand under `own_words`.
"""

from collections.abc import Callable

import ipywidgets

from ..display.markup import escape, tag
from ..display.policy_text import before_adoption, counts, note_words, page, policy_html, to_markdown
from ..display.recipe import with_recipe
from ..ground import clock, paths, text
from ..ground.text import _, ngettext
from ..model.policy import MODES, Policy, Section, build, offered_sections, section_count, usual_roles
from ..model.policy_rules import Refused, frame, tidy
from ..store import data
from .parts.base import Activity, button
from .parts.controls import Choice
from .parts.country import chosen_country
from .parts.policy_pane import SectionPane
from .parts.policy_paper import Paper
from .parts.policy_state import FIRST, LAST, MOST_SETTABLE, PEOPLE, parse_day, restored
from .parts.policy_static import cited, static_html
from .parts.printing import File, free_name, hand_out

LESSON, KEY = "06_hospital_policy", "build_policy"


class BuildPolicy(Activity):
    """One page at a time: the hospital, its people, each section, and at the end the files."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(_("Build a policy for your hospital"))
        self.sources = cited()
        self.draft = restored(self.saved, chosen_country(), clock.today())
        self._showing = False
        self.heading = ipywidgets.HTML(f'<p class="ms-activity-title">{escape(self.title)}</p>')
        self.progress, self.words = ipywidgets.HTML(), ipywidgets.HTML()
        self.anchor = Choice(layout=ipywidgets.Layout(display="none"))  # always in the page, to bring its top into view
        self._make_hospital()
        self._make_people()
        self.pane = SectionPane(self, self._chose, self._kept)
        typed = [self.hospital, *self.roles.values(), *self.control.values(), self.start, self.months]
        self.back, self.next = button(_("Back"), reads=typed), button(_("Next"), primary=True, reads=typed)
        self.jump = ipywidgets.Dropdown(description=_("Go to"), **_wide())
        self.turning = ipywidgets.HBox([self.back, self.next])
        self.word, self.web = button(_("Make a Word document"), primary=True), button(_("Make a page to print"))
        self.markdown, self.file, self.paper = button(_("Make a text file (Markdown)")), File(), Paper(self, self.policy)
        self.back.on_click(self.guard(lambda _button: self._turn(-1)))
        self.next.on_click(self.guard(lambda _button: self._turn(1)))
        self.watch(self.jump, "value", lambda change: self._go(change["new"]))
        self.word.on_click(self.guard(lambda _button: self._write(".docx", self.paper.write)))
        self.markdown.on_click(self.guard(lambda _button: self._write(".md", lambda made: to_markdown(made).encode())))
        self.web.on_click(self.guard(lambda _button: self._write("_to_print.html", lambda made: page(made).encode())))
        self._show()
        if self.draft.at != FIRST:
            self.status.say(_("Your draft is as you left it."))

    def _make_hospital(self) -> None:
        words = frame()
        self.hospital = ipywidgets.Text(description=_("Name of the hospital"), value=self.draft.hospital, **_wide())
        countries = [(row.name, row.country_id) for row in data.rows("countries")]
        self.country = ipywidgets.Dropdown(description=_("Country"), options=countries, value=self.draft.country, **_wide())
        kinds = [(one["label"], one["id"]) for one in words["kinds"]]
        kind = self.draft.kind or words["kinds"][0]["id"]
        self.kind = ipywidgets.Dropdown(description=_("Kind of hospital"), options=kinds, value=kind, **_wide())
        sizes = [(one["label"], one["id"]) for one in words["sizes"]]
        self.size = ipywidgets.Dropdown(description=_("Size"), options=sizes, value=self.draft.size, **_wide())
        self.channels = {
            one["id"]: ipywidgets.Checkbox(description=one["label"], value=one["id"] in self.draft.channels, indent=False)
            for one in words["channels"]
        }
        self.asked = ipywidgets.HTML(tag("p", escape(_("Which of these does your hospital use?")), class_="ms-question"))
        modes = {one["id"]: one["label"].format(n=section_count(one["id"])) for one in words["modes"]}
        self.mode = Choice(
            legend=_("How much do you want to write today?"),
            options=[modes[one] for one in MODES],
            index=MODES.index(self.draft.mode),
        )
        self.watch(self.mode, "index", lambda change: self._set_mode(change["new"]))
        for name in ("country", "kind", "size"):
            self.watch(getattr(self, name), "value", lambda change, name=name: self._set(name, change["new"]))
        self.watch(self.hospital, "value", lambda change: self._set("hospital", tidy(change["new"])))
        for box in self.channels.values():
            self.watch(box, "value", lambda _change: self._set("channels", [c for c, b in self.channels.items() if b.value]))

    def _make_people(self) -> None:
        self.roles, self.control = (self._fields(name, getattr(self.draft, name)) for name in ("roles", "control"))
        self.start = ipywidgets.Text(
            description=_("The policy starts on (for example 2027-01-04)"),
            value=self.draft.start.isoformat(),
            continuous_update=False,
            **_wide(),
        )
        self.months = ipywidgets.BoundedIntText(
            description=_("Months until its review, 24 at most"), value=self.draft.months, min=1, max=MOST_SETTABLE, **_wide()
        )
        self.watch(self.start, "value", lambda change: self._set_dates(change["new"], self.draft.months))
        self.watch(self.months, "value", lambda change: self._set_dates(self.draft.start.isoformat(), change["new"]))

    def _fields(self, name: str, kept: dict[str, str]) -> dict[str, ipywidgets.Text]:
        """Return a field for each role, or for each entry of the document's control."""
        made = {}
        for one in frame()[name]:
            field = ipywidgets.Text(description=one["label"], value=kept.get(one["id"], ""), **_wide())
            self.watch(field, "value", lambda change, key=one["id"]: self._set_words(name, key, tidy(change["new"])))
            made[one["id"]] = field
        return made

    # ---- what the person sets ----------------------------------------------------------------------

    def _set(self, name: str, value: object) -> None:
        if not self._showing and getattr(self.draft, name) != value:
            setattr(self.draft, name, value)
            self._keep_draft()
            self._show()

    def _set_mode(self, index: int) -> None:
        if 0 <= index < len(MODES):
            self._set("mode", MODES[index])

    def _set_words(self, name: str, key: str, said: str) -> None:
        words = {**getattr(self.draft, name), key: said}
        self._set(name, {one: typed for one, typed in words.items() if typed})

    def _set_dates(self, start: str, months: int) -> None:
        if self._showing:
            return
        day, before = parse_day(start), (self.draft.start, self.draft.months)
        if day is None:
            self.status.say(_("Write year, month and day, for example 2027-01-04. The old day was kept."), "warning")
            self._show()
            return
        self.draft.start, self.draft.months = day, months
        try:
            build(self.draft.settings(), mode="short")
        except Refused as error:
            self.draft.start, self.draft.months = before
            self.status.say(str(error) + " " + _("The old value was kept."), "warning")
            self._show()
        else:
            self._keep_draft()
            self._show()

    def _chose(self, key: str, wording: str) -> None:
        self.draft.choices[key] = wording
        self._keep_draft()
        self._refresh()

    def _kept(self, key: str, keep: bool) -> None:
        out = set(self.draft.left_out) - {key} if keep else {*self.draft.left_out, key}
        self.draft.left_out = sorted(out)
        self._keep_draft()
        if "." in key:
            self._refresh()
        else:
            self._show()

    def _keep_draft(self) -> None:
        self.save(self.draft.state())

    # ---- what the person sees ----------------------------------------------------------------------

    def policy(self) -> Policy:
        """Return the policy as it is set now."""
        return build(self.draft.settings(), self.draft.choices, self.draft.left_out, self.draft.mode)

    def _labels(self) -> dict[str, str]:
        sections = offered_sections(self.draft.settings(), self.draft.choices, self.draft.left_out, self.draft.mode)
        named = {one.id: f"{one.number}. {one.title}" for one in sections}
        return {FIRST: _("Your hospital"), PEOPLE: _("People and dates"), **named, LAST: _("Your draft")}

    def _show(self) -> None:
        self._showing = True
        try:
            pages, labels = self.draft.pages(), self._labels()
            if self.draft.at not in pages:
                self.draft.at = FIRST
            place = pages.index(self.draft.at)
            title = labels[self.draft.at].lstrip("0123456789. ")
            said = _("Step {n} of {all}: {title}").format(n=place + 1, all=len(pages), title=title)
            self.progress.value = tag("p", escape(said), class_="ms-count")
            self.jump.options = [(labels[one], one) for one in pages]
            self.jump.value = self.draft.at
            self.back.disabled, self.next.disabled = place == 0, place == len(pages) - 1
            self.children = (self.heading, self.anchor, self.progress, *self._page(), self.turning, self.jump, self.status)
        finally:
            self._showing = False

    def _page(self) -> list[ipywidgets.Widget]:
        """Return the controls of the page that is in view, set to the draft."""
        if self.draft.at == FIRST:
            self.kind.layout.display = "" if self.draft.country == "US" else "none"
            self.words.value = self._outlook()
            return [self.hospital, self.country, self.kind, self.size, self.asked, *self.channels.values(), self.mode, self.words]
        if self.draft.at == PEOPLE:
            usual = usual_roles(self.draft.size)
            for role, field in self.roles.items():
                field.placeholder = usual[role]
            for one in frame()["control"]:
                self.control[one["id"]].placeholder = one["usual"] or _("stays empty, to be written by hand")
            self.start.value, self.months.value = self.draft.start.isoformat(), self.draft.months
            self.words.value = tag("p", escape(_("Name roles, not persons. An empty field takes the words shown in grey.")))
            return [self.words, *self.roles.values(), *self.control.values(), self.start, self.months]
        if self.draft.at == LAST:
            self.words.value = self._ending()
            return [self.words, self.paper.controls(), ipywidgets.HBox([self.word, self.web, self.markdown]), self.file]
        section = self._section()
        self.words.value = tag("p", tag("strong", escape(f"{section.number}. {section.title}"))) + tag("p", escape(section.why))
        return [self.words, *self.pane.show(section, section.id in self.draft.left_out, self.policy())]

    def _section(self) -> Section:
        sections = offered_sections(self.draft.settings(), self.draft.choices, self.draft.left_out, self.draft.mode)
        return next(one for one in sections if one.id == self.draft.at)

    def _refresh(self) -> None:
        if self.draft.at not in (FIRST, PEOPLE, LAST):
            self.pane.refresh(self._section(), self.policy())

    def _outlook(self) -> str:
        made = self.policy()
        lines = [note_words(note) for note in made.notes] + [_("Your draft now: {counts}").format(counts=counts(made))]
        return "".join(tag("p", escape(line)) for line in lines)

    def _ending(self) -> str:
        made = self.policy()
        warned = "".join(tag("li", escape(line)) for line in [*made.warnings, *before_adoption()])
        whole = tag("details", tag("summary", escape(_("Read the whole draft"))), policy_html(made), class_="ms-more")
        lead = _("Your draft for {hospital}: {counts} Review by {date}.")
        said = lead.format(hospital=made.hospital, counts=counts(made), date=text.date(made.review))
        return tag("p", tag("strong", escape(said))) + tag("ul", warned) + whole + self.paper.words()

    def _turn(self, step: int) -> None:
        pages = self.draft.pages()
        place = pages.index(self.draft.at) if self.draft.at in pages else 0
        self._go(pages[min(max(place + step, 0), len(pages) - 1)])

    def _go(self, target: str | None) -> None:
        if self._showing or target is None or target == self.draft.at:
            return
        self.draft.at = target
        self._show()
        self.anchor.send("to the top")
        titled = _("{title}. Your draft is saved.").format(title=self._labels()[target])
        self.save(self.draft.state(), _("Your draft is saved.") if target == LAST else titled)

    def _write(self, ending: str, written: Callable[[Policy], bytes]) -> None:
        try:
            made = written(self.policy())
        except ImportError:
            said = _("The part that writes Word documents is not installed. Make the page to print: Word can open it.")
            self.status.say(said, "warning")
            return
        name = free_name(paths.home_dir(), f"hospital_policy_{clock.stamp()}", ending)
        hand_out(self, self.file, name, made, _("Your draft is ready."))

    # ---- the static form ---------------------------------------------------------------------------

    def to_html(self) -> str:
        """Return the steps, a worked example, and every section with its clauses."""
        return static_html()

    def sentence(self) -> str:
        """Return what the builder offers, in one sentence."""
        count = sum(len(section["clauses"]) for section in data.yaml_content("policy_sections")["sections"])
        return ngettext(
            "Build a policy for your hospital: {n} clause in {all} sections, or a short policy of {short} sections.",
            "Build a policy for your hospital: {n} clauses in {all} sections, or a short policy of {short} sections.",
            count,
        ).format(n=text.number(count), all=section_count("all"), short=section_count("short"))


def _wide() -> dict[str, object]:
    """Return style and layout of a field; each field has its own, so that hiding one hides no other."""
    return {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}


@with_recipe
def build_policy() -> BuildPolicy:
    """Return the builder of a hospital's policy on social media.

    Examples
    --------
    >>> ms.build_policy()
    """
    return BuildPolicy()
