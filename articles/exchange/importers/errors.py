"""The error raised for a file that cannot become a story."""

from django.utils.translation import gettext

from articles.domain.errors import UserFacingError


class FileRefused(UserFacingError):
    """The file cannot become a story; `line` is the number of the line that is wrong, if one is."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        self.line = line
        parts = {"line": line, "sentence": sentence}
        super().__init__(gettext("line %(line)s: %(sentence)s") % parts if line else sentence)
