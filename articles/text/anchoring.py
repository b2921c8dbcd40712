"""Where a note hangs in a body: a passage of one block."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of block number `block` (from 0) of a body as `blocks` reads it, and their words."""

    block: int
    start: int
    end: int
    quote: str
