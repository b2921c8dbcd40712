"""Why a file can't become a story."""


class FileRefused(ValueError):
    """One clear sentence about a file, with the line that is wrong where there is one."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        self.line = line
        super().__init__(f"line {line}: {sentence}" if line else sentence)
