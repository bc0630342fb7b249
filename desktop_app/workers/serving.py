"""The worker's side: one JSON object per line comes in, one goes out, within bounds of memory and time.

A bug or a hostile file ends this process, never the desk.
"""

import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.domain.errors import Refusal, Trouble

Work = Mapping[str, Callable[[dict[str, Any]], Any]]


def serve(work: Work, *, memory: int, seconds: int, too_heavy: dict[str, str]) -> None:
    """Answer requests until the desk closes the pipe.

    *memory* is bytes of address space, *seconds* processor time for one request; *too_heavy* is the trouble told when
    the memory does not suffice. A request names its work under "work".
    """
    limit_memory(memory)
    # Descriptors, not sys.stdin: a windowed program on Windows has none.
    with open(0, "rb", closefd=False) as requests, open(1, "wb", closefd=False) as answers:
        for line in requests:
            _limit_seconds(seconds)
            told = json.dumps(_answer(work, json.loads(line), too_heavy)).encode()
            answers.write(told + b"\n")
            answers.flush()


def _answer(work: Work, request: dict[str, Any], too_heavy: dict[str, str]) -> dict[str, Any]:
    """Do one piece of work; refusals and troubles travel back as plain data."""
    try:
        return {"done": work[request["work"]](request)}
    except Refusal as refusal:
        return {"refusal": {"reason": refusal.reason, "rule": refusal.rule}}
    except Trouble as trouble:
        return {"trouble": {"what": trouble.what, "cause": trouble.cause, "kind": trouble.kind}}
    except MemoryError:
        return {"trouble": too_heavy}


def limit_memory(most: int) -> None:
    """Give this process no more than *most* bytes of address space, where the system knows such a limit."""
    if sys.platform != "win32":
        import resource

        # macOS knows the limit but does not let everybody set it; the other caps still hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_seconds(seconds: int) -> None:
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used.ru_utime + used.ru_stime) + seconds
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
