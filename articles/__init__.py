"""The newsroom: one Django app in layers, from a reporter's file to a reader's page.

The map of the rooms, from the top down. A room imports only rooms below it (kept by import-linter):

==================================  ==================================================================================
management, admin, middleware       commands; the desk; what happens on every request
visiting                            the page of a story that was shared with somebody without an account
reader, exchange, templatetags      the public site, which only reads; importers and exporters; rendering a body
sharing                             previews for people without an account: the links, and who opened them
noting                              notes and suggestions on a story: their only writer
drafting, arranging, curating       create and edit: the one entrance of words; front page and key stories; which tags are one
library                             the pictures: taking in, what is said of them, which look alike
presence                            who has which story open, and who took it over
messaging                           who is told what, in the inbox and by mail
workflow                            the moves: the only writer of a story's standing and stage
publishing, assigning               the projection and the edition: the only writer of the public record; who is on a story
revisions, keeping                  append, lock and merge versions; words that nobody has saved yet
policy, audit, record               who may do what; the only writer of the log; what a Document means in rows
linking                             which links are dead, asked outside of any request
telling                             how the step from one version to another is told to people
search, renditions, checks          the index of what is public; cut pictures; the checklist
models                              tables, constraints, querysets
comparing                           what was changed from one Document to another
document                            the typed value in which words travel
states, roles, events, severity     vocabulary: standing, stage, the table of moves; duties; the signal; checks by name
text, countries, imaging, asking    pure tools that know nothing of Django
==================================  ==================================================================================
"""
