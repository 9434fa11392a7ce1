"""A chart taken apart, so that only what has changed travels to the browser."""

from dataclasses import dataclass

from ...display.elements import Chart
from ...display.markup import tag


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as HTML in three parts: what stands round the image, its address, and its sentence."""

    before: str
    after: str
    src: str
    sentence: str

    @property
    def html(self) -> str:
        """The chart as HTML."""
        return self.before + tag("img", src=self.src, alt=self.sentence) + self.after

    @property
    def frame(self) -> str:
        """The chart with a place for its image."""
        return self.before + tag("img", class_="ms-in-place") + self.after

    @classmethod
    def of(cls, chart: Chart) -> "Drawn":
        """Take a chart apart."""
        sentence = chart.sentence()
        before, _image, after = chart.to_html().partition(tag("img", src=chart.picture, alt=sentence))
        return cls(before, after, chart.picture, sentence)
