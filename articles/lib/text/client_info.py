"""Describe a client for the log no more precisely than needed: its network, its browser family."""

import ipaddress
import re
from typing import Final

# Bits of an address that name a network and not yet a household: the third group of IPv4, an IPv6 site.
_KEPT: Final = {4: 24, 6: 48}
MOST_FAMILY: Final = 120
_READ: Final = 500  # characters
# In this order: most browsers also call themselves by the names further down.
_PROGRAMS: Final = (
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
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z .-]{1,30}")
_MACHINE: Final = re.compile(r"bot\b|crawl|spider|preview|externalhit|whatsapp|fetch", re.IGNORECASE)


def network_of(address: str) -> str:
    """The network that an IP address is in, such as "192.0.2.0/24" or "2001:db8::/48"; "" for what is no address."""
    try:
        whole = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    inner = getattr(whole, "ipv4_mapped", None) or whole
    return str(ipaddress.ip_network((inner.packed, _KEPT[inner.version]), strict=False))


def is_loopback(address: str) -> bool:
    """Whether the address is this machine itself, or none at all, as behind a server in front."""
    try:
        return ipaddress.ip_address(address.strip()).is_loopback
    except ValueError:
        return True


def family_of(agent: str) -> str:
    """A program by family and system, such as "Firefox on Windows"; a machine or an odd one by its first name."""
    agent = agent[:_READ]  # no program's name is longer, and the patterns cost the square of what they read
    if not _MACHINE.search(agent):
        program = next((name for name, sign in _PROGRAMS if re.search(sign, agent)), "")
        system = next((name for name, sign in _SYSTEMS if re.search(sign, agent)), "")
        if program:
            return f"{program} on {system}" if system else program
    machine = re.search(r"([A-Za-z-]*(?:bot|crawler|spider|externalhit|WhatsApp)[A-Za-z-]*)", agent, re.IGNORECASE)
    named = machine or _NAME.match(agent)
    return named[0].strip()[:MOST_FAMILY] if named else ""
