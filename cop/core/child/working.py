"""What a child does, whoever asks it: limits first, then the call; what comes back is JSON. It imports little."""

import json
import resource
from collections.abc import Callable
from typing import Any


def limit(memory: int, cpu: int, size: int) -> None:
    """End this process when it needs more bytes of memory, seconds of processor or bytes in a file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer_of(call: Callable[[], Any]) -> str:
    """What `call` gives, or why it does not take what it was given."""
    try:
        return json.dumps({"value": call()})
    except ValueError as error:
        return json.dumps({"unreadable": str(error)})
