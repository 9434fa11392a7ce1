"""The deck of a session or a lesson: storyboard in, HTML for the projector and two papers out."""

from .page import SessionDeck, code_of, deck, opening

__all__ = ["SessionDeck", "code_of", "deck", "opening"]
