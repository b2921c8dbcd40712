"""The test suite."""

import pytest

# Here, since it must happen before anything imports the package: its asserts then explain themselves as a test's do.
pytest.register_assert_rewrite("tests.support")
