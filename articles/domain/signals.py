"""The signal sent after a log entry has been committed.

`logged` tells of every entry in the log, with `entry` (the AuditEntry).
"""

from django.dispatch import Signal

logged = Signal()
