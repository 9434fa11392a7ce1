"""Pictures of a slide: each step once for light and once for dark."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """One state of a picture: addresses of its two versions, and what it says in words."""

    light: str
    dark: str
    alt: str


def pictures(name: str, steps: int) -> tuple[Picture, ...]:
    """Return the states of a picture drawn for the room; of one that a slide shows in one step, the last."""
    from ...charts import room

    made = []
    for step in range(1, steps + 1) if steps > 1 else (None,):
        light, dark = (room.draw(name, theme, step) for theme in ("light", "dark"))
        made.append(Picture(light.picture, dark.picture, light.sentence()))
    return tuple(made)
