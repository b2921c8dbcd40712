"""The reader's site: listings, stories, caching. It only reads; a contract keeps the rooms that write out of it."""
