"""The signal sent after a log entry has been committed.

``logged`` is sent for every entry in the audit log, with ``entry`` (the AuditEntry).
"""

from django.dispatch import Signal

logged = Signal()
