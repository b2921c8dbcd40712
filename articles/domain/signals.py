"""The signals of the newsroom, sent after the transaction has committed; listeners live in rooms above the senders.

`moved` tells of a move, with `article` (the Article as it was left), `move` (a Move) and `by` (the user, or None for the
clock); `logged` of every entry in the log, with `entry` (the AuditEntry).
"""

from django.dispatch import Signal

moved = Signal()
logged = Signal()
