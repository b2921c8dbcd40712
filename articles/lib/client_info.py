"""Describe a client for the log no more precisely than needed: its network, its browser family."""

import ipaddress
import re
from typing import Final

# Prefix lengths that identify a network but not a household.
_PREFIX_LENGTHS: Final = {4: 24, 6: 48}
MAX_DESCRIPTION_LENGTH: Final = 120
_MAX_AGENT_CHARACTERS: Final = 500  # characters
# Order matters: most browsers also claim the names further down.
_BROWSERS: Final = (
    ("Edge", r"\bEdgA?(?:iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Headless)?(?:Chrome|Chromium|CriOS)/"),
    ("Safari", r"\bVersion/[\d.]+.*\bSafari/"),
)
_SYSTEMS: Final = (
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Windows", r"\bWindows\b"),
    ("Mac", r"\bMacintosh\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)
_LEADING_NAME: Final = re.compile(r"[A-Za-z][A-Za-z .-]{1,30}")
_BOT_PATTERN: Final = re.compile(r"bot\b|crawl|spider|preview|externalhit|whatsapp|fetch", re.IGNORECASE)


def network_of(address: str) -> str:
    """Return the /24 or /48 network of an IP address, as "192.0.2.0/24" or "2001:db8::/48"; "" if invalid."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    inner = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ipaddress.ip_network((inner.packed, _PREFIX_LENGTHS[inner.version]), strict=False))


def is_loopback(address: str) -> bool:
    """Return whether an address is this machine's, or missing or invalid, as it can be behind a reverse proxy."""
    try:
        return ipaddress.ip_address(address.strip()).is_loopback
    except ValueError:
        return True


def describe_user_agent(agent: str) -> str:
    """Return a user agent as browser and system, such as "Firefox on Windows".

    Bots and unknown programs are returned by name, at most MAX_DESCRIPTION_LENGTH characters; "" without a name.
    """
    agent = agent[:_MAX_AGENT_CHARACTERS]  # the patterns take quadratic time
    if not _BOT_PATTERN.search(agent):
        browser = next((name for name, pattern in _BROWSERS if re.search(pattern, agent)), "")
        system = next((name for name, pattern in _SYSTEMS if re.search(pattern, agent)), "")
        if browser:
            return f"{browser} on {system}" if system else browser
    bot = re.search(r"([A-Za-z-]*(?:bot|crawler|spider|externalhit|WhatsApp)[A-Za-z-]*)", agent, re.IGNORECASE)
    match = bot or _LEADING_NAME.match(agent)
    return match[0].strip()[:MAX_DESCRIPTION_LENGTH] if match else ""
