"""Counting wrong guesses, so that a short code cannot be tried out. In memory: a restart forgives."""

import threading
import time
from collections import deque
from collections.abc import Callable

_WINDOW_SECONDS = 600.0
_MOST_HERE = 10  # from one address: a newsroom behind one router mistypes too
_MOST_ALL = 100


class Tries:
    """Wrong guesses of the last ten minutes. Thread-safe."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._monotonic = monotonic
        self._wrong: deque[tuple[float, str]] = deque()

    def seconds_to_wait(self, address: str) -> int:
        """0 when *address* may guess, else how long it has to wait."""
        with self._lock:
            now = self._monotonic()
            while self._wrong and self._wrong[0][0] <= now - _WINDOW_SECONDS:
                self._wrong.popleft()
            here = [when for when, who in self._wrong if who == address]
            if len(here) < _MOST_HERE and len(self._wrong) < _MOST_ALL:
                return 0
            first = here[0] if len(here) >= _MOST_HERE else self._wrong[0][0]
            return max(1, int(first + _WINDOW_SECONDS - now))

    def wrong(self, address: str) -> None:
        """*address* guessed wrong."""
        with self._lock:
            self._wrong.append((self._monotonic(), address))
