"""Which machines may be asked for a page."""

from __future__ import annotations

import socket
from ipaddress import ip_address, ip_network
from time import sleep

import pytest

from dateline.readers.fetch.addresses import addresses_of, is_public, system_addresses, why_not
from dateline.readers.fetch.url import FetchError, FetchRefused, read_url
from dateline.readers.fetch.wire import _check_peer
from dateline.readers.tables import rows

URL = read_url("https://news.example.org/")
PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"]
PRIVATE = [
    "0.0.0.1", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::7f00:1", "::8.8.8.8", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1", "8000::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_asked(address: str) -> None:
    assert is_public(ip_address(address))
    assert addresses_of(URL, "u", lambda h, p: [address], is_public, 5) == (ip_address(address),)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused_with_what_they_are(address: str) -> None:
    assert why_not(ip_address(address))
    with pytest.raises(FetchRefused, match="not on the public internet"):
        addresses_of(URL, "u", lambda h, p: [address], is_public, 5)


def test_the_translation_to_ipv4_is_as_public_as_the_address_in_it() -> None:
    assert is_public(ip_address("64:ff9b::808:808"))
    assert why_not(ip_address("64:ff9b::7f00:1")) == "this machine"


def test_the_address_of_every_machine_is_none_to_ask() -> None:
    assert why_not(ip_address(0)) == "this network"


def test_every_network_of_the_list_is_a_network_and_refused() -> None:
    for row in rows("networks"):
        network = ip_network(row["network"])
        assert not is_public(network[0]), row
        assert not is_public(network[-1]), row


@pytest.mark.parametrize("mixed", [["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["2606:4700::1111", "fd00::1"]])
def test_a_name_with_one_private_address_among_public_ones_is_refused(mixed: list[str]) -> None:
    with pytest.raises(FetchRefused):
        addresses_of(URL, "u", lambda h, p: mixed, is_public, 5)


def test_a_number_is_checked_without_asking_a_resolver() -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("asked")

    assert addresses_of(read_url("https://8.8.8.8/"), "u", never, is_public, 5) == (ip_address("8.8.8.8"),)
    for typed in ("https://127.0.0.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/"):
        with pytest.raises(FetchRefused, match="public internet"):
            addresses_of(read_url(typed), "u", never, is_public, 5)


def test_a_name_that_leads_nowhere_is_named() -> None:
    def missing(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(FetchError, match=r"no host news\.example\.org"):
        addresses_of(URL, "u", missing, is_public, 5)
    with pytest.raises(FetchError, match="0 addresses"):
        addresses_of(URL, "u", lambda h, p: [], is_public, 5)
    with pytest.raises(FetchError, match="65 addresses"):
        addresses_of(URL, "u", lambda h, p: ["8.8.8.8"] * 65, is_public, 5)
    with pytest.raises(FetchRefused, match="no address"):
        addresses_of(URL, "u", lambda h, p: ["eight"], is_public, 5)


def test_a_resolver_that_does_not_answer_is_left_behind() -> None:
    def slow(host: str, port: int) -> list[str]:
        sleep(3)
        return ["8.8.8.8"]

    with pytest.raises(FetchError, match="in time"):
        addresses_of(URL, "u", slow, is_public, 0.05)


def test_the_systems_resolver_gives_each_address_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(host: str, port: int, **more: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("8.8.8.8", port)), (2, 1, 6, "", ("8.8.8.8", port)), (10, 1, 6, "", ("2606::1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert system_addresses("news.example.org", 443) == ["8.8.8.8", "2606::1"]


def test_a_connection_that_ends_elsewhere_is_refused() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname()) as client:
        _check_peer(client, ip_address("127.0.0.1"), "u")
        with pytest.raises(FetchRefused, match=r"leads to 127\.0\.0\.1 and not to"):
            _check_peer(client, ip_address("8.8.8.8"), "u")
    with pytest.raises(FetchRefused, match="nowhere"):
        _check_peer(None, ip_address("8.8.8.8"), "u")
