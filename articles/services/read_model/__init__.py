"""Write the read model: lists of public stories and fragments of pages; its only writer.

Publication calls it in the transaction that changes what readers see. Everything in it can be made again by `rebuild`.
Inside, from the top down: rebuild | renames -> entries -> fragments; portraits stand alone.
"""

from articles.services.read_model.entries import add, remove, update
from articles.services.read_model.fragments import drop_fragments, fetch_fragments, fetch_page_of_fragments
from articles.services.read_model.portraits import fetch_portrait
from articles.services.read_model.rebuild import ensure_built, rebuild
from articles.services.read_model.renames import drop_fragments_on_list, empty_list, move_stories

__all__ = [
    "add",
    "drop_fragments",
    "drop_fragments_on_list",
    "empty_list",
    "ensure_built",
    "fetch_fragments",
    "fetch_page_of_fragments",
    "fetch_portrait",
    "move_stories",
    "rebuild",
    "remove",
    "update",
]
