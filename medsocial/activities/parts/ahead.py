"""Drawing pictures while the reader rests: one at a time, in one thread, stopped by the next click."""

import logging
import sys
import threading
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import anywidget

from ...display.picture import DRAWING, Stopped, giving_way
from ...ground import paths

log = logging.getLogger("medsocial")

QUIET_SECONDS = 0.5
SWITCH_SECONDS = 0.0005


class DrawingAhead:
    """Draws one picture at a time in a thread, while the reader rests.

    Nothing happens before `wake`, which only a message from a browser calls: never in a test of the
    notebooks or a conversion. Any later click or running cell stops it for half a second or longer.
    """

    def __init__(self, quiet_seconds: float = QUIET_SECONDS) -> None:
        self.quiet_seconds = quiet_seconds
        self.awake = False
        self.thread: threading.Thread | None = None
        self._changed = threading.Condition()
        self._clicked = False
        self._busy = False
        self._tasks: dict[Hashable, list[Callable[[], None]]] = {}
        self._waiting: Any = None

    def wake(self) -> None:
        """Note the first message from a browser."""
        if not self.awake:
            self.awake = True
            events = getattr(_shell(), "events", None)
            if events:
                # IPython triggers both round every cell and every message from a control.
                events.register("pre_execute", self.hold)
                events.register("post_execute", self.release)
                events.register("pre_run_cell", self.leave_settings)
        self._note(busy=False)

    def hold(self) -> None:
        """Start no further picture: a cell or a click is being worked on."""
        self._note(busy=True)

    def leave_settings(self, _cell: Any = None) -> None:
        """Wait for a picture in hand: the reader's own cell must not meet matplotlib with our settings."""
        with DRAWING:
            pass

    def release(self) -> None:
        """Go on after a quiet moment."""
        self._note(busy=False)

    def _note(self, busy: bool) -> None:
        with self._changed:
            self._busy, self._clicked = busy, True
            self._changed.notify_all()

    def ask(self, owner: Hashable, tasks: Iterable[Callable[[], None]]) -> None:
        """Replace what is to be drawn ahead for one owner."""
        if not self.awake:
            return
        with self._changed:
            self._tasks.pop(owner, None)  # the owner that asked last is served first
            self._tasks[owner] = list(tasks)
            self._clicked = True
            self._changed.notify_all()
            if paths.in_browser():
                self._in_turns()
            elif self.thread is None and self._tasks[owner]:
                self.thread = threading.Thread(target=self._work, name="medsocial-drawing", daemon=True)
                self.thread.start()

    def _in_turns(self) -> None:
        """Draw one picture after a quiet moment, and ask for the next one: a browser gives Python no second thread."""
        import asyncio

        def turn() -> None:
            self._waiting = None
            tasks = next((tasks for tasks in reversed(self._tasks.values()) if tasks), None)
            if tasks is None:
                return
            try:
                tasks.pop(0)()
            except Exception:
                log.debug("a picture was not drawn ahead", exc_info=True)
            self._in_turns()

        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_event_loop().call_later(self.quiet_seconds, turn)

    def _work(self) -> None:
        while (tasks := self._next()) is not None:
            task, usual = tasks[0], sys.getswitchinterval()
            sys.setswitchinterval(SWITCH_SECONDS)  # a click waits that long for its turn, many times over
            try:
                with giving_way(lambda: self._busy):
                    task()
            except Stopped:
                continue  # its turn comes again, unless the click has replaced it
            except Exception:  # the picture is drawn again when it is chosen, and what is wrong is said then
                log.debug("a picture was not drawn ahead", exc_info=True)
            finally:
                sys.setswitchinterval(usual)
            tasks.remove(task)

    def _next(self) -> list[Callable[[], None]] | None:
        with self._changed:
            while self._clicked or self._busy:
                self._clicked = False
                self._changed.wait_for(lambda: self._clicked, None if self._busy else self.quiet_seconds)
            self._tasks = {owner: tasks for owner, tasks in self._tasks.items() if tasks}
            if not self._tasks:
                self.thread = None
                return None
            return self._tasks[next(reversed(self._tasks))]


AHEAD = DrawingAhead()


class Beacon(anywidget.AnyWidget):
    """An unseen control that tells Python when a browser shows it."""

    _esm = "export default { render({ model }) { model.send({ shown: true }); } };"


def in_kernel_loop(action: Callable[[], None]) -> None:
    """Run the action in the kernel's own loop, where messages are sent; at once if there is none."""
    loop = getattr(getattr(_shell(), "kernel", None), "io_loop", None)
    if loop is None:
        action()
    else:
        loop.add_callback(action)


def _shell() -> Any:
    from IPython import get_ipython

    return get_ipython()
