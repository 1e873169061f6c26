"""The child's side of core.child.calling: limits first, then the function's module, then the bytes."""

import json
import sys
from importlib import import_module

from cop.core.child.working import answer_of, limit


def main() -> None:
    name, arguments, *limits = json.loads(sys.argv[1])
    limit(*limits)
    module, _, function = name.partition(":")
    function = getattr(import_module(module), function)
    sys.stdout.write(answer_of(lambda: function(sys.stdin.buffer.read(), *arguments)))


main()
