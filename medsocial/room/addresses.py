"""The addresses of this computer, chosen by the names of its networks: which of them can a phone in the room reach?"""

import ipaddress
import re
import socket
from dataclasses import dataclass

# Names as Linux, macOS and Windows give them. A tunnel leads out of the room, a virtual network nowhere.
TUNNELS = re.compile(
    r"^(tun|tap|utun|wg|ppp|ipsec|zt|tailscale|nordlynx|proton|cscotun|gpd|vpn)|vpn|wireguard|anyconnect|wintun", re.I
)
VIRTUAL = re.compile(
    r"^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|podman|cni|flannel|awdl|llw|anpi)|vEthernet|VirtualBox|VMware", re.I
)
# A hotspot that this computer opens is made for phones; then Wi-Fi, then cable.
HOTSPOT = re.compile(r"^(ap\d|bridge100|local area connection\*|lan-verbindung\*)", re.I)
WIRELESS = re.compile(r"^(wl|wifi|wi-fi|wlan)|^en0$", re.I)
CARRIERS = ipaddress.ip_network("100.64.0.0/10")


@dataclass(frozen=True)
class Address:
    """An address of this computer: the network's name, and whether it is a tunnel or virtual."""

    name: str
    ip: str
    kind: str = ""

    @property
    def reachable(self) -> bool:
        """Whether phones in the room may reach it."""
        return not self.kind


def kind_of(name: str, ip: str) -> str:
    """Return why phones will not reach an address: `tunnel`, `virtual`, `loopback` or `no_network`; empty if they may."""
    parsed = ipaddress.ip_address(ip)
    if parsed.is_loopback:
        return "loopback"
    if parsed.is_link_local:
        return "no_network"
    if TUNNELS.search(name) or parsed in CARRIERS:
        return "tunnel"
    return "virtual" if VIRTUAL.search(name) else ""


def _rank(address: Address) -> tuple[int, str]:
    ip = ipaddress.ip_address(address.ip)
    if not address.reachable:
        return 9, address.name
    by_name = 0 if HOTSPOT.search(address.name) else 1 if WIRELESS.search(address.name) else 2
    return by_name + (0 if ip.is_private else 4), address.name


def ranked(found: list[tuple[str, str]]) -> list[Address]:
    """Return addresses with the names of their networks, the one that phones reach most likely first."""
    return sorted((Address(name, ip, kind_of(name, ip)) for name, ip in found), key=_rank)


def own() -> list[Address]:
    """Return the addresses of this computer on networks that are up, this computer's own loop left out."""
    import psutil

    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        (name, one.address)
        for name, listed in psutil.net_if_addrs().items()
        for one in listed
        if one.family == socket.AF_INET and (name in up or not up)
    ]
    return [address for address in ranked(found) if address.kind != "loopback"]


def choose(addresses: list[Address]) -> Address | None:
    """Return the address for the phones, or None."""
    return next((address for address in addresses if address.reachable), None)


def leads_out() -> bool:
    """Return whether this network says where the internet is; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address kept for examples; a datagram socket only looks up the way
        except OSError:
            return False
    return True
