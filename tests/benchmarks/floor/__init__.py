"""A bare Django site over a newsroom's database: what the newsroom's pages are compared with."""
