"""Where a try comes from: as a throttle sees it, and as the person's own page tells it."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from customer_connect.core.sealing import blind_index

WITHHELD = "withheld-"  # what the network of a call begins with whose caller shows no number


def network_key(network: str) -> bytes:
    """Return the fingerprint under which a network's tries are counted. An IPv6 customer has a whole /64."""
    return blind_index(_customer(network), purpose="throttle-network")


def wider_network_key(network: str) -> bytes | None:
    """Return the fingerprint of what many networks are part of and one person can have, or None.

    Who holds the /48 of an IPv6 address has 65,536 networks, and who withholds their number a new one with each call.
    """
    if network.startswith(WITHHELD):
        return blind_index(WITHHELD, purpose="throttle-network")
    try:
        address = _address(network)
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return None
    return blind_index(str(ip_network((address, 48), strict=False)), purpose="throttle-network")


def summary_of(network: str) -> str:
    """Return as much of an address as its owner needs to know it again: 203.0.113.x. Of a phone number its last two.

    Of a caller who withheld their number: nothing.
    """
    if network.startswith("withheld-"):
        return ""
    try:
        address = _address(network)
    except ValueError:
        return f"…{network[-2:]}" if network else ""
    if isinstance(address, IPv6Address):
        return f"{ip_network((address, 48), strict=False).network_address}…"
    return f"{str(address).rpartition('.')[0]}.x"


def _customer(network: str) -> str:
    try:
        address = _address(network)
    except ValueError:
        return network
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def _address(text: str) -> IPv4Address | IPv6Address:
    """Read an address. An IPv4 one that came in over an IPv6 socket (::ffff:203.0.113.7) is the IPv4 one.

    Else all of IPv4 would be one customer. Raises ValueError.
    """
    address = ip_address(text)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
