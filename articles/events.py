"""The one signal of the newsroom.

`moved` is sent after the transaction has committed, with `article` (the Article as it was left), `move` (a Move) and
`by` (the user, or None for the clock). Listeners live in rooms above workflow.
"""

from django.dispatch import Signal

moved = Signal()
