"""The board and the calendar: every story by its stage, and by when it is published."""
