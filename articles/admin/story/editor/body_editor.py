"""The body editor as a form widget: django-prose-editor with the newsroom's nodes and toolbar."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse_lazy
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import ImportMap, Media, Script

from articles.admin.story.editor import editor_schema
from articles.lib.images import ACCEPTED_TYPES

DESK = "desk/"
FOLDER = "desk/editor/"
PACKAGE = "django_prose_editor/"


def _list_modules() -> list[str]:
    """List the desk’s scripts by their paths below `static/`, sorted: the editor’s own, and what they may share."""
    folder = Path(settings.BASE_DIR, "static")
    return sorted(path.relative_to(folder).as_posix() for path in (folder / DESK).rglob("*.js"))


def _build_import_map() -> ImportMap:
    """Build the import map that leads the desk’s scripts to their hashed files."""
    # Relative imports between our modules are looked up here by their address, so each gets its hashed file, once.
    desk = static(DESK)
    ours = {f"{desk}{path.removeprefix(DESK)}": path for path in _list_modules()}
    return ImportMap({"django-prose-editor/editor": f"{PACKAGE}editor.js", "desk-editor": f"{FOLDER}index.js", **ours})


class BodyEditor(ProseEditorWidget):  # type: ignore[misc] # the library has no types
    """The text box of a story's body."""

    def __init__(self) -> None:
        attributes = {
            "data-pictures-url": reverse_lazy("admin:picture-library"),
            "data-upload-url": reverse_lazy("admin:upload-pictures"),
            "data-accept": ACCEPTED_TYPES,
            "data-stories-url": reverse_lazy("admin:link-targets"),
            "data-language-field": "language",
        }
        super().__init__(attrs=attributes, preset="configurable")

    def get_config(self) -> dict[str, Any]:
        """Return the editor’s configuration: its extensions, and the script that contains the newsroom’s own."""
        return {"extensions": editor_schema.list_extensions(), "js_modules": ["desk-editor"]}

    @property
    def media(self) -> Media:
        """The import map, scripts and style sheets; `Media.from_media(…, nonce=)` must add the request’s nonce."""
        return Media(
            importmap=_build_import_map(),
            css={"all": [f"{FOLDER}{name}.css" for name in ("editor", "figures", "tables", "dialogs")]},
            js=[
                Script(f"{PACKAGE}editor.js", type="module"),
                Script(f"{FOLDER}index.js", type="module"),
                Script(f"{PACKAGE}configurable.js", type="module"),
            ],
        )
