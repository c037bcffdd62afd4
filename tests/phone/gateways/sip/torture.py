"""Messages that no well-behaved switch sends: those of RFC 4475, and endless variations of them and of a real call."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

_FILE = Path(__file__).with_name("rfc4475.txt")
_SDP = (
    "v=0\no=mhandley 29739 7272939 IN IP4 {0}\ns=-\nc=IN IP4 {0}\nt={1} 0\n"
    "m=audio 49217 RTP/AVP 0 12\nm=video 3227 RTP/AVP 31\na=rtpmap:31 LPC\n"
)
_METHODS = [
    "INVITE",
    "ACK",
    "BYE",
    "CANCEL",
    "OPTIONS",
    "REFER",
    "NOTIFY",
    "INFO",
    "UPDATE",
    "PRACK",
    "SUBSCRIBE",
]
_TOKENS = (
    b"\r\n", b"\n", b"\0", b" ", b":", b";", b",", b"<", b">", b'"', b"%00", b"%n%s", b"=", b"@", b"sip:", b"tel:",
    b"-1", b"0", b"4294967296", b"99999999999999999999", b"SIP/2.0", b"INVITE", b"BYE", b"ACK", b"REFER", b"NOTIFY",
    b"Replaces: a;to-tag=b;from-tag=c", b"Require: 100rel", b"Content-Length: 99999", b"Via: ", b"v: ", b"\xff\xfe",
    b"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:", b"m=audio 0 RTP/AVP 0", b"c=IN IP4 0.0.0.0", b"c=IN IP6 ::1",
    b"A" * 300, b";" * 60, b"(" * 40, b"a=rtpmap:0 PCMU/0", b"a=ptime:0", b"a=fmtp:101 0-999999999",
)  # fmt: skip


def messages() -> dict[str, bytes]:
    """Return the messages of RFC 4475 by name."""
    parts = re.split(r"^### (\S+) \S+\n", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], map(_on_the_wire, parts[2::2]), strict=True))


def addressed_here(message: bytes, port: int) -> bytes:
    """Return a message as if its sender were on this machine, so that answers come back and calls come about."""
    here = f"127.0.0.1:{port}".encode()
    for elsewhere in (rb"192\.0\.2\.\d+(?::\d+)?", rb"[\w-]+\.example\.(?:com|net)(?::\d+)?"):
        message = re.sub(rb"(SIP\s*/\s*2\.0\s*/\s*UDP\s+)" + elsewhere, rb"\g<1>" + here, message)
    return message


def variations(seed: int, port: int) -> Iterator[bytes]:
    """Yield damaged messages without end, the same ones for the same seed."""
    chance = random.Random(seed)
    whole = [addressed_here(message, port) for message in messages().values()] + _call(port)
    number = 0
    while True:
        number += 1
        message = bytearray(chance.choice(whole).replace(b"{number}", str(number).encode()))
        for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
            _damage(message, chance)
        yield bytes(message[:60_000])


def invitation(port: int, number: int) -> bytes:
    """Return a call of somebody whose phone listens on this port: an INVITE that is as it should be."""
    return _call(port)[_METHODS.index("INVITE")].replace(b"{number}", f"whole{number}".encode())


def _damage(message: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(message) + 1)
    match chance.randrange(6):
        case 0:
            message[at : at + chance.randrange(1, 9)] = chance.randbytes(chance.randrange(9))
        case 1:
            message[at:at] = chance.choice(_TOKENS)
        case 2:
            del message[at : at + chance.randrange(1, 60)]
        case 3:
            end = at + chance.randrange(1, 80)
            message[at:at] = message[at:end] * chance.randrange(1, 6)
        case 4:
            del message[at:]
        case _:
            lines = bytes(message).split(b"\r\n")
            chance.shuffle(lines)
            message[:] = b"\r\n".join(lines)


def _call(port: int) -> list[bytes]:
    """Return what a call is made of, in several dialogs."""
    sdp = (
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0 8 101\r\n"
        "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n"
    )
    info = "Signal=5\r\nDuration=160\r\n"
    bodies = {"INVITE": sdp, "UPDATE": sdp, "INFO": info}
    made = []
    for method in _METHODS:
        body = bodies.get(method, "")
        lines = [
            f"{method} sip:connect@127.0.0.1 SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{{number}};rport",
            "Max-Forwards: 70",
            "From: <sip:+19165550100@127.0.0.1>;tag=f{number}",
            "To: <sip:connect@127.0.0.1>",
            "Call-ID: {number}@fuzz",
            f"CSeq: 1 {method}",
            f"Contact: <sip:fuzz@127.0.0.1:{port}>",
            "Refer-To: <sip:a@b>",
            "Event: refer",
            "Subscription-State: active",
            f"Content-Type: {'application/dtmf-relay' if method == 'INFO' else 'application/sdp'}",
            f"Content-Length: {len(body)}",
        ]
        made.append(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
    return made * 3


def _on_the_wire(text: str) -> bytes:
    text = text.replace("\\c\n\n", "\n").replace("\\c\n", "")
    text = re.sub(r"\{(\d+)\*([^}]*)\}", lambda found: found[2] * int(found[1]), text)
    text = re.sub(r"\{sdp (\S+?)(?: (\d+))?\}\n", lambda found: _SDP.format(found[1], found[2] or "0"), text)
    data = text.replace("\n", "\r\n").encode()
    return re.sub(rb"\\x([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), data)
