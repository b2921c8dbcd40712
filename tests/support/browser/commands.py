"""Runs management commands for one newsroom in one process, since starting Django takes longer than most of them.

`python -m tests.support.browser.commands` reads a JSON list of arguments from each line, and answers each with one line:
{"output": what the command printed, "error": its traceback or ""}.
"""

import io
import json
import sys
import traceback
from contextlib import redirect_stdout

import django
from django.core.management import call_command
from django.db import connections


def _run(arguments: list[str]) -> dict[str, str]:
    output, error = io.StringIO(), ""
    try:
        with redirect_stdout(output):
            call_command(*arguments)
    except Exception:  # noqa: BLE001 - the test that asked for the command raises it
        error = traceback.format_exc()
    finally:
        connections.close_all()  # as the end of a process would
    return {"output": output.getvalue(), "error": error}


def main() -> None:
    """Answer every line of the standard input."""
    django.setup()
    for line in sys.stdin:
        answer = _run(json.loads(line))
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
