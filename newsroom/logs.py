"""How the log's lines are written: without what would let its readers open what was shared with somebody else."""

import logging
import re

_TOKEN = re.compile(r"(/preview/)[^/?#\s\"']+")


class Line(logging.Formatter):
    """Lines in which the address of a shared preview stops before its token, whoever logs it and wherever it stands."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, traceback included."""
        return _TOKEN.sub(r"\1…", super().format(record))
