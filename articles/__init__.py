"""Stories from a reporter's file to a reader's page: they are drafted, they move, they are read.

The map of the rooms, from the top down. A room imports only rooms below it (kept by import-linter):

==================================  ==================================================================================
management, admin, middleware       commands; the desk; what happens on every request
reader, exchange, templatetags      the public site, which only reads; importers and exporters; rendering a body
drafting, arranging, curating       create and edit: the one entrance of words; front page and key stories; which tags are one
library                             the pictures: taking in, what is said of them, which look alike
messaging                           who is told what, in the inbox and by mail
workflow                            the moves: the only writer of a story's standing and stage
publishing                          the projection and the edition: the only writer of the public record
revisions                           append, lock, compare, merge; compare and merge versions
policy, audit, record               who may do what; the only writer of the log; what a Document means in rows
search, renditions, checks          the index of what is public; cut pictures; what blocks publication
models                              tables, constraints, querysets
document                            the typed value in which words travel
states, roles, events               vocabulary: standing, stage, the table of moves; duties; the one signal
text, countries, imaging            pure tools that know nothing of Django
==================================  ==================================================================================
"""
