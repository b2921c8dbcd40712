"""The error raised for a file that cannot become a story."""

from django.utils.translation import gettext

from articles.domain.errors import UserFacingError


class FileRefused(UserFacingError):
    """One clear sentence about a file, with the line that is wrong where there is one."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        self.line = line
        words = {"line": line, "sentence": sentence}
        super().__init__(gettext("line %(line)s: %(sentence)s") % words if line else sentence)
