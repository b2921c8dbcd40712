"""What each page may cost at most, uncached, as a multiple of a constant view; and what else the measurement fails on."""

from tests.benchmarks.reading.newsrooms import POSTGRESQL, SQLITE

# In one run the figures of one page differ by a fifth on a busy machine.
UNCACHED = {
    "story": 3.0,
    "front": 6.0,
    "section": 3.0,
    "author": 3.0,
    "tag": 3.0,
    "country": 5.0,
    "pair": 5.0,
    "region": 5.0,
    "countries": 5.0,
    "month": 3.0,
    "archive": 5.0,
    "feed": 5.0,
    "sitemap part": 100.0,
    "/stories/": 15.0,
    "/stories/ filtered": 15.0,
    "search: rare": 15.0,
    "search: common": 15.0,
    "search: two words": 15.0,
    "search: phrase": 15.0,
}
# The workers wait for PostgreSQL's answers instead of reading the file themselves, but those come through a socket.
MORE_THAN_SQLITE = {SQLITE: 0.0, POSTGRESQL: 1.0}
STORED = 1.6
# With the most stories, over those with the fewest; pages of /stories/ and /search/ are bounded by their time budget instead.
GROWTH = 1.3
BOUNDED_BY_TIME = frozenset(name for name in UNCACHED if name.startswith(("/stories/", "search")))
# Pages that hold everything they name, so that they grow until a part is full.
WHOLE = frozenset({"sitemap part"})
PUBLISHING_GROWTH = 1.5
MEMORY_SLOPE_MB = 5.0  # in 100,000 requests
STALE_AFTER_S = 1.0  # for so long the page of the edition before may stand in
