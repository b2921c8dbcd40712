"""The body editor as a form widget: django-prose-editor with the newsroom's nodes and toolbar."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse_lazy
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import ImportMap, Media, Script

from articles.admin.story.editor import editor_schema

FOLDER = "desk/editor/"
PACKAGE = "django_prose_editor/"
# What the lead picture's picker shares with the library.
UPLOADS = "desk/uploads.js"


def _list_modules() -> list[str]:
    """List the file names of the editor’s own scripts, sorted."""
    return sorted(path.name for path in Path(settings.BASE_DIR, "static", FOLDER).glob("*.js"))


def _build_import_map() -> ImportMap:
    """Build the import map that leads the editor’s own scripts to their hashed files."""
    # Relative imports between our modules are looked up here by their address, so each gets its hashed file.
    folder = static(FOLDER)
    ours = {f"{folder}{name}": f"{FOLDER}{name}" for name in _list_modules()}
    ours[static(UPLOADS)] = UPLOADS
    return ImportMap({"django-prose-editor/editor": f"{PACKAGE}editor.js", "desk-editor": f"{FOLDER}index.js", **ours})


class BodyEditor(ProseEditorWidget):  # type: ignore[misc] # the library has no types
    """The text box of a story's body."""

    def __init__(self) -> None:
        attributes = {"data-pictures-url": reverse_lazy("admin:picture-library"), "data-language-field": "language"}
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
