"""The app's signal, sent after the transaction has committed; receivers live in layers above the sender.

``logged`` is sent for every entry in the audit log, with ``entry`` (the AuditEntry).
"""

from django.dispatch import Signal

logged = Signal()
