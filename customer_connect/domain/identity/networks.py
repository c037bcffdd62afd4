"""Where a try comes from: as a throttle sees it, and as the person's own page tells it."""

from ipaddress import IPv6Address, ip_address, ip_network

from customer_connect.core.sealing import blind_index


def network_key(network: str) -> bytes:
    """Return the fingerprint under which a network's tries are counted. An IPv6 customer has a whole /64."""
    return blind_index(_customer(network), purpose="throttle-network")


def summary_of(network: str) -> str:
    """Return as much of an address as its owner needs to know it again: 203.0.113.x. Other numbers: their last two."""
    try:
        address = ip_address(network)
    except ValueError:
        return f"…{network[-2:]}" if network else ""
    if isinstance(address, IPv6Address):
        return f"{ip_network((address, 48), strict=False).network_address}…"
    return f"{network.rpartition('.')[0]}.x"


def _customer(network: str) -> str:
    try:
        address = ip_address(network)
    except ValueError:
        return network
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
