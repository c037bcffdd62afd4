"""Other people's telephones: Debian's baresip, and sipp with what it says in a capture file."""

import contextlib
import json
import socket
import struct
import subprocess
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.phone.gateways.sip.certificates import Certificate
from tests.phone.gateways.sip.phones import from_mulaw
from tests.phone.gateways.sip.servers import free_port

MODULES = "/usr/lib/baresip/modules"
_SCENARIO = Path(__file__).with_name("keys_call.xml")
_FRAME = 160
_EVENTS = {key: number for number, key in enumerate("0123456789*#")}


class Softphone:
    """Debian's baresip, remote-controlled. It records what it hears."""

    def __init__(self, folder: Path, control: int) -> None:
        self._folder = folder
        self._control = socket.create_connection(("127.0.0.1", control), timeout=5)

    def dial(self, uri: str) -> None:
        """Call somebody."""
        self._command("dial", uri)

    def press(self, keys: str) -> None:
        """Press keys, as RFC 4733 events."""
        for key in keys:
            self._command("sndcode", key)
            time.sleep(0.25)

    def hang_up(self) -> None:
        """End the call."""
        self._command("hangup")

    def close(self) -> None:
        """Let go of it."""
        self._control.close()

    @property
    def pcm(self) -> bytes:
        """What was heard so far."""
        recorded = sorted(self._folder.glob("dump-*-dec.wav"))
        if not recorded:
            return b""
        # Its header tells the length only when the call is over.
        return recorded[-1].read_bytes()[44:]

    @property
    def log(self) -> str:
        """What it says about itself."""
        return (self._folder / "log").read_text(errors="replace")

    def _command(self, name: str, params: str = "") -> None:
        text = json.dumps({"command": name, "params": params, "token": name})
        self._control.sendall(f"{len(text)}:{text},".encode())


@contextlib.contextmanager
def softphone(folder: Path, *, certificate: Certificate | None = None) -> Iterator[Softphone]:
    """Run Debian's baresip with a microphone that is silent.

    With a certificate, which both sides show and trust, it calls by TLS, and talks to nobody but by SRTP.
    """
    folder.mkdir()
    with wave.open(str(folder / "silence.wav"), "wb") as silence:
        silence.setnchannels(1)
        silence.setsampwidth(2)
        silence.setframerate(8_000)
        silence.writeframes(bytes(16_000 * 120))
    sip, control = free_port(), free_port()
    lines = [
        f"sip_listen 127.0.0.1:{sip}",
        "net_interface 127.0.0.1",
        f"audio_source aufile,{folder}/silence.wav",
        f"audio_player aufile,{folder}/none.wav",
        "audio_srate 8000",
        "audio_channels 1",
        f"module_path {MODULES}",
        *(f"module {name}.so" for name in ("g711", "aufile", "sndfile", *(["srtp"] if certificate else []))),
        *(
            [f"sip_cafile {certificate.public}", f"sip_certificate {certificate.with_key}"]
            if certificate
            else []
        ),
        *(f"module_app {name}.so" for name in ("menu", "ctrl_tcp")),
        "module_tmp account.so",
        f"ctrl_tcp_listen 127.0.0.1:{control}",
        f"snd_path {folder}",
    ]
    (folder / "config").write_text("\n".join(lines) + "\n")
    transport, encryption = (";transport=tls", ";mediaenc=srtp-mand") if certificate else ("", "")
    (folder / "accounts").write_text(
        f"<sip:+19165550155@127.0.0.1:{sip}{transport}>;regint=0;audio_codecs=pcma{encryption}\n"
    )
    (folder / "contacts").touch()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["baresip", "-f", str(folder)], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            phone = _connected(folder, control, process)
            yield phone
            phone.close()
        finally:
            process.terminate()
            process.wait(10)


def _connected(folder: Path, control: int, process: subprocess.Popen[bytes]) -> Softphone:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            return Softphone(folder, control)
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text(errors="replace"))


# ---- sipp


def sipp_call(
    server: int, folder: Path, *, keys: str, seconds: float, transport: str = "u1"
) -> tuple[int, str, bytes]:
    """Have sipp hold a call of so many seconds and press keys. Return its status, what it wrote, what was said.

    The transport is sipp's name of it: u1 is UDP, t1 TCP.
    """
    folder.mkdir()
    (folder / "keys.pcap").write_bytes(keys_as_capture(keys))
    with Recorder() as recorder:
        sipp = subprocess.run(
            [
                "sipp", f"127.0.0.1:{server}", "-t", transport,
                "-sf", str(_SCENARIO), "-m", "1", "-nostdin", "-i", "127.0.0.1",
                "-p", str(free_port()), "-mp", str(free_port()), "-s", "connect",
                "-d", str(round(1000 * seconds)), "-timeout", "60s",
                "-key", "recorder", str(recorder.port), "-trace_err", "-error_file", str(folder / "errors"),
            ],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=90,
        )  # fmt: skip
        errors = folder / "errors"
        told = errors.read_text(errors="replace") if errors.exists() else ""
        return sipp.returncode, told + sipp.stdout[-1500:], recorder.pcm


class Recorder:
    """A port where the sound arrives that sipp itself cannot keep."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(0.2)
        self.port = int(self._socket.getsockname()[1])
        self._packets: dict[int, bytes] = {}
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "Recorder":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()
        self._socket.close()

    @property
    def pcm(self) -> bytes:
        """What has arrived, at its time."""
        if not self._packets:
            return b""
        first = min(self._packets)
        sound = np.zeros(max(self._packets) - first + _FRAME, dtype="<i2")
        for at, payload in dict(self._packets).items():
            sound[at - first : at - first + len(payload)] = from_mulaw(payload)
        return sound.tobytes()

    def _listen(self) -> None:
        while not self._is_over.is_set():
            with contextlib.suppress(TimeoutError):
                packet = self._socket.recv(2048)
                if packet[1] & 0x7F == 0:
                    self._packets[int.from_bytes(packet[4:8], "big")] = packet[12:]


def keys_as_capture(keys: str, *, pause: float = 0.2, lead: float = 1.5) -> bytes:
    """Return a capture of RTP: silence, then keys as RFC 4733 events (payload 101) in the same stream."""
    frames: list[tuple[float, bytes]] = []
    clock = [0.0, 0]  # seconds, packets

    def packet(kind: int, payload: bytes, timestamp: int, *, marker: bool = False) -> None:
        header = struct.pack(
            "!BBHII", 0x80, kind | (0x80 if marker else 0), int(clock[1]) & 0xFFFF, timestamp, 99
        )
        frames.append((clock[0], header + payload))
        clock[1] += 1

    def silence(seconds: float) -> None:
        for _ in range(round(seconds / 0.02)):
            packet(0, b"\xff" * _FRAME, round(clock[0] * 8_000))
            clock[0] += 0.02

    silence(lead)
    for key in keys:
        began = round(clock[0] * 8_000)
        for step in range(1, 8):
            ends = 0x80 if step >= 5 else 0
            event = struct.pack("!BBH", _EVENTS[key], ends | 10, min(step, 5) * _FRAME)
            packet(101, event, began, marker=step == 1)
            clock[0] += 0.02 if step < 5 else 0.001
        silence(pause)
    silence(2.0)
    return _capture(frames)


def _capture(packets: list[tuple[float, bytes]]) -> bytes:
    """Return packets as a pcap file of UDP in IPv4 in Ethernet."""
    written = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65_535, 1)]
    for at, payload in packets:
        udp = struct.pack("!HHHH", 6_000, 6_000, 8 + len(payload), 0) + payload
        address = socket.inet_aton("127.0.0.1")
        ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, address, address)
        frame = bytes(12) + b"\x08\x00" + ip + udp
        seconds, fraction = divmod(at, 1.0)
        written.append(
            struct.pack("<IIII", int(seconds), int(fraction * 1e6), len(frame), len(frame)) + frame
        )
    return b"".join(written)
