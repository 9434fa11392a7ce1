"""What every command line of the workshop shares: its usage line, the kinds of value, and one sentence for what is wrong."""

import argparse
import difflib
import re
from pathlib import Path
from typing import Any, NoReturn

from .text import _

DIGITS = 6  # of the largest number that anything here counts


class Parser(argparse.ArgumentParser):
    """Reads the words after a command; what is wrong is one sentence, and an option is written in full."""

    def __init__(self, command: str, description: str, **more: Any) -> None:
        self.command = command
        super().__init__(prog=f"workshop.py {command}", description=description, allow_abbrev=False, **more)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Return what was asked for; a word that fits nothing is named, with the option that it resembles."""
        found, left = self.parse_known_args(args, namespace)
        if left:
            known = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
            near = difflib.get_close_matches(left[0].partition("=")[0], known, 1)
            said = _("“{word}” is not understood.").format(word=left[0])
            self.error(f"{said} {_('Do you mean {option}?').format(option=near[0])}" if near else said)
        return found

    def error(self, message: str) -> NoReturn:
        """End with the sentence and where the options are listed."""
        message = message.removeprefix("argument ")
        where = _("All options: {command}").format(command=f"workshop.py {self.command} --help")
        self.exit(2, f"{message.rstrip('.')}. {where}\n" if message[-1] not in ".?" else f"{message} {where}\n")


def whole(words: str) -> int:
    """Return a whole number of the command line."""
    if not re.fullmatch(rf"-?[0-9]{{1,{DIGITS}}}", words):
        raise argparse.ArgumentTypeError(_("“{words}” is no whole number").format(words=words))
    return int(words)


def at_least_one(words: str) -> int:
    """Return a whole number from 1 on."""
    if not words.isdecimal() or len(words) > DIGITS or int(words) < 1:
        raise argparse.ArgumentTypeError(_("write a whole number from 1 on, not “{written}”").format(written=words))
    return int(words)


def port(words: str) -> int:
    """Return the number of a port; 0 for any that is free."""
    if not words.isdecimal() or len(words) > DIGITS or int(words) > 65_535:
        said = _("“{words}” is no port; give a number from 1024 to 65535, or leave it out")
        raise argparse.ArgumentTypeError(said.format(words=words))
    return int(words)


def place(words: str) -> Path:
    """Return a file or a folder of the command line; nothing at all would be the folder one happens to be in."""
    if not words.strip():
        raise argparse.ArgumentTypeError(_("the name of a file or a folder is empty"))
    try:
        return Path(words).expanduser()
    except RuntimeError:
        said = _("“{words}” names a person whom this computer does not know")
        raise argparse.ArgumentTypeError(said.format(words=words)) from None
