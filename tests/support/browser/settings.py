"""The production settings, with pages that wait a tenth of a second for a pause in typing instead of up to three."""

from newsroom.settings import *  # noqa: F403

AUTOSAVE_PAUSE_MS = TYPING_PAUSE_MS = 100
