"""The newsroom's settings as it is deployed, with its static files beside the databases that are measured."""

import os

from newsroom.settings import *  # noqa: F403

STATIC_ROOT = os.environ["BENCH_STATIC"]
