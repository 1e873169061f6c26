"""The child's side of core.child.calling: limits first, then the function's module, then the bytes. It imports little."""

import json
import resource
import sys
from importlib import import_module


def main() -> None:
    name, arguments, memory, cpu, size = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, function = name.partition(":")
    try:
        value = getattr(import_module(module), function)(sys.stdin.buffer.read(), *arguments)
        answer = {"value": value}
    except ValueError as error:
        answer = {"unreadable": str(error)}
    sys.stdout.write(json.dumps(answer))


main()
