"""Management: the newsroom's commands, and the demonstration they can set up."""
