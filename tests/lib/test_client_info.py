"""A log knows networks and families of programs, and neither a household nor a version."""

import pytest

from articles.lib import client_info


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        (" 192.0.2.1 ", "192.0.2.0/24"),
        ("2001:db8:1:2::5", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unknown", ""),
        ("192.0.2.77:443", ""),
        ("٣.٣.٣.٣", ""),
    ],
)
def test_an_address_is_known_by_its_network_alone(address, network):
    assert client_info.network_of(address) == network


@pytest.mark.parametrize(
    ("address", "is_loopback"),
    [("127.0.0.1", True), ("::1", True), ("", True), ("192.0.2.1", False), ("10.0.0.1", False)],
)
def test_this_machine_is_told_from_others(address, is_loopback):
    assert client_info.is_loopback(address) == is_loopback


MOZILLA = "Mozilla/5.0"
BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Windows"),
        (f"{MOZILLA} (X11; Linux x86_64) {BLINK} Chrome/129.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"{MOZILLA} (X11; Linux x86_64) {BLINK} HeadlessChrome/129.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"{MOZILLA} (Windows NT 10.0) {BLINK} Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0", "Edge on Windows"),
        (f"{MOZILLA} (Linux; Android 14; SM-S911B) {BLINK} Chrome/129.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 17_5) {BLINK} Version/17.5 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) {BLINK} Version/17.5 Safari/605.1.15", "Safari on Mac"),
        ("WhatsApp/2.23.20.0 A", "WhatsApp"),
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Slackbot-LinkExpanding"),
        ("facebookexternalhit/1.1", "facebookexternalhit"),
        (f"{MOZILLA} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot"),
        ("curl/8.5.0", "curl"),
        ("", ""),
        ("\x00\x01<script>", ""),
        ("x" * 1_000_000, "x" * 31),  # read to its end, it would take hours
        ("Version/1" + "1" * 1_000_000, "Version"),
    ],
)
def test_a_program_is_known_by_its_family_and_system(agent, family):
    assert client_info.describe_user_agent(agent) == family
