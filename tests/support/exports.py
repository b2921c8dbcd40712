"""Runs the export command, and reads what it prints."""

import io
import json

from django.core.management import call_command


def run_export(*arguments):
    """Return what the command prints as data, and its messages."""
    out, err = io.StringIO(), io.StringIO()
    call_command("export_stories", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def export_items(*arguments):
    """The ninjs items of the stories that the arguments choose."""
    return [json.loads(line) for line in run_export(*arguments)[0].splitlines()]


def export_titles(*arguments):
    return [item["title"] for item in export_items(*arguments)]
