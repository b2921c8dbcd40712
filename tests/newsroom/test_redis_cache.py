"""The cache on a Redis server stores plain values, makes its client once and does no harm when the server is absent."""

import pytest
import redis

from newsroom.environment import Environment
from newsroom.redis_cache import PlainSerializer, RedisCache

PLAIN = [b"", b"\x00page", b"7", "words", "", "7", 0, 7, -1]


@pytest.mark.parametrize("value", PLAIN)
def test_a_plain_value_is_stored_and_read(value):
    stored = PlainSerializer().dumps(value)
    sent = stored if isinstance(stored, bytes) else str(stored).encode()
    assert PlainSerializer().loads(sent) == value


@pytest.mark.parametrize("value", [None, True, 1.5, ["a"], object()])
def test_no_other_value_is_stored(value):
    with pytest.raises(TypeError, match="This cache stores bytes, text and integers"):
        PlainSerializer().dumps(value)


@pytest.mark.parametrize("data", [b"", b"\x80\x05K\x07.", b"7.5", b"t\xff"])
def test_what_another_program_has_stored_is_not_read(data):
    assert PlainSerializer().loads(data) is None


@pytest.fixture
def cache():
    config = Environment({"CACHE_URL": "redis://127.0.0.1:1/0"}).cache("CACHE_URL", "")
    return RedisCache(config["LOCATION"], {"OPTIONS": config["OPTIONS"]})


def test_a_client_is_made_once(cache):
    assert cache._cache.get_client("a") is cache._cache.get_client("b")


def test_a_server_that_is_absent_is_an_error_for_the_caller(cache):
    with pytest.raises(redis.exceptions.ConnectionError):
        cache.get("page")
