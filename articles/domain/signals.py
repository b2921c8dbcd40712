"""The signal of the newsroom, sent after the transaction has committed; listeners live in rooms above the sender.

`logged` tells of every entry in the log, with `entry` (the AuditEntry).
"""

from django.dispatch import Signal

logged = Signal()
