"""The markup of a story's body: sanitise, cut into blocks, find links and figures."""
