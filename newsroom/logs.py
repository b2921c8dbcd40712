"""Format log lines without the tokens of preview links."""

import logging
import re

_TOKEN = re.compile(r"(/preview/)[^/?#\s\"']+")


class Line(logging.Formatter):
    """A formatter that cuts the token from every preview address, in any message or traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a log record, traceback included, without the tokens of preview links."""
        return _TOKEN.sub(r"\1…", super().format(record))
