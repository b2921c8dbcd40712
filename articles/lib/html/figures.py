"""Normalise the figures of a sanitised body without losing a word."""

from html.parser import HTMLParser

_VOID = frozenset({"br", "hr"})


class _Figures(HTMLParser):
    """Writes the markup again: a figure holds its caption as plain text and nothing else; the rest stands behind it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.caption: list[str] = []
        self.behind: list[str] = []
        self.figure = ""
        self.in_caption = False

    def _write(self, markup: str) -> None:
        (self.behind if self.figure else self.out).append(markup)

    def close_figure(self) -> None:
        """End the open figure, if there is one."""
        if self.figure:
            caption = "".join(self.caption).strip()
            self.out += [self.figure, f"<figcaption>{caption}</figcaption></figure>", *self.behind]
        self.figure, self.caption, self.behind, self.in_caption = "", [], [], False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure":
            self.close_figure()
            # A figure that shows nothing is none; its words stay.
            self.figure = (self.get_starttag_text() or "") if attrs else ""
        elif tag == "figcaption":
            self.in_caption = bool(self.figure)
            if not self.figure:
                self._write("<p>")
        elif not self.in_caption:
            self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self.close_figure()
        elif tag == "figcaption":
            if not self.figure:
                self._write("</p>")
            self.in_caption = False
        elif not self.in_caption and tag not in _VOID:
            self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.in_caption:
            self.caption.append(data)
        else:
            self._write(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def in_shape(body: str) -> str:
    """The same words with every figure as `<figure data-…><figcaption>plain text</figcaption></figure>`."""
    if "<fig" not in body:
        return body
    writer = _Figures()
    writer.feed(body)
    writer.close()
    writer.close_figure()
    return "".join(writer.out)


class _Depth(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.now = self.most = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's interface
        if tag not in _VOID | {"p", "li"}:  # these close by themselves
            self.now += 1
            self.most = max(self.most, self.now)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID | {"p", "li"}:
            self.now = max(0, self.now - 1)


def depth(markup: str) -> int:
    """How deep elements are nested, at most; in linear time, where a real parser would take quadratic."""
    counter = _Depth()
    counter.feed(markup)
    return counter.most
