"""The HTML of a story's body: sanitise it, split it into blocks, find links and figures."""
