"""A package on disk: a folder or a .zip with datapackage.json and its files. Nothing in it is trusted."""

import hashlib
import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from customer_connect.exchange.inbound.tables import TABLES
from customer_connect.exchange.reasons import Fault

DESCRIPTOR = "datapackage.json"
LARGEST_DESCRIPTOR = 4_000_000  # bytes
MOST_ENTRIES = 200
HIGHEST_RATIO = 200
SMALLEST_SUSPECT = 10_000_000  # bytes: below that no ratio does harm
FULL, DELTA = "full", "delta"
# What zipfile raises, beside BadZipFile, on archives that are not what they say.
_ZIP_ERRORS = (
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True)
class Resource:
    """One file of a package, as datapackage.json declares it."""

    name: str
    path: str
    bytes: int
    sha256: str
    rows: int


@dataclass
class Package:
    """A package whose datapackage.json has been read. `faults` are those of single tables."""

    source: "Folder | Archive"
    fingerprint: str
    kind: str
    sequence: int
    as_of: date
    resources: dict[str, Resource] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class Folder:
    """Files in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def size_of(self, path: str) -> int | None:
        """Return a file's size in bytes, None where there is no such file. Raises Fault for a path that leads out."""
        found = (self.root / path).resolve()
        if not found.is_relative_to(self.root):
            raise Fault("unsafe_path", f"{path} leads out of the package")
        return found.stat().st_size if found.is_file() else None

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        return (self.root / path).resolve().open("rb")


class Archive:
    """Files in a zip archive. Raises Fault for an archive that is damaged, encrypted or malicious."""

    def __init__(self, path: Path) -> None:
        if not zipfile.is_zipfile(path):
            raise Fault("not_a_zip", f"{path.name} is neither a folder nor a zip archive")
        try:
            self.zip = zipfile.ZipFile(path)
            entries = self.zip.infolist()
        except (zipfile.BadZipFile, *_ZIP_ERRORS) as error:
            raise Fault("damaged_zip", f"the archive is damaged: {error}") from error
        if len(entries) > MOST_ENTRIES:
            raise Fault(
                "zip_bomb", f"the archive has {len(entries)} entries, at most {MOST_ENTRIES} are allowed"
            )
        for entry in entries:
            _check_entry(entry)
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names):
            raise Fault("damaged_zip", "two entries have the same name")
        tops = [name for name in names if PurePosixPath(name).name == DESCRIPTOR and name.count("/") <= 1]
        self.top = tops[0].removesuffix(DESCRIPTOR) if len(tops) == 1 else ""

    def size_of(self, path: str) -> int | None:
        """Return a file's size in bytes, None where there is no such file."""
        try:
            return self.zip.getinfo(self.top + path).file_size
        except KeyError:
            return None

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        try:
            return cast(BinaryIO, self.zip.open(self.top + path))
        except UnicodeDecodeError as error:
            raise zipfile.BadZipFile("a file name that cannot be read") from error


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = PurePosixPath(entry.filename)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if (
        name.is_absolute()
        or ".." in name.parts
        or "\\" in entry.orig_filename
        or ":" in entry.filename
        or is_link
    ):
        raise Fault("unsafe_path", f"the entry {entry.filename[:80]!r} leads out of the package")
    if entry.flag_bits & 1:
        raise Fault("encrypted_zip", f"the entry {entry.filename[:80]!r} is encrypted")
    if entry.compress_type not in _METHODS:
        raise Fault("damaged_zip", f"the entry {entry.filename[:80]!r} is packed in an unknown way")
    if entry.file_size > SMALLEST_SUSPECT and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
        raise Fault("zip_bomb", f"the entry {entry.filename[:80]!r} is packed more than {HIGHEST_RATIO} to 1")


def open_package(path: Path) -> Package:
    """Read a package's datapackage.json. Raises Fault when the package as a whole cannot be used."""
    if not path.exists():
        raise Fault("path_missing", f"there is nothing at {path}")
    source = Folder(path) if path.is_dir() else Archive(path)
    raw = _read_descriptor(source)
    try:
        descriptor = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Fault("descriptor_unreadable", f"{DESCRIPTOR}: {error}") from error
    package = _parse(descriptor, source, hashlib.sha256(raw).hexdigest())
    _check_tables(package)
    return package


def _read_descriptor(source: Folder | Archive) -> bytes:
    size = source.size_of(DESCRIPTOR)
    if size is None:
        raise Fault("descriptor_missing", f"there is no {DESCRIPTOR} at the top of the package")
    if size > LARGEST_DESCRIPTOR:
        raise Fault(
            "descriptor_unreadable", f"{DESCRIPTOR} has {size} bytes, at most {LARGEST_DESCRIPTOR} are read"
        )
    with read_errors(), source.open(DESCRIPTOR) as file:
        return file.read(LARGEST_DESCRIPTOR + 1)


@contextmanager
def read_errors(table: str = "") -> Iterator[None]:
    """Turn what a damaged archive raises while it is read into a Fault."""
    try:
        yield
    except UnicodeDecodeError:
        raise
    except (zipfile.BadZipFile, *_ZIP_ERRORS) as error:
        raise Fault("damaged_zip", f"the archive breaks off or is damaged: {error}", table) from error
    except OSError as error:
        raise Fault("missing_file", f"cannot be read: {error.strerror}", table) from error


def _invalid(message: str) -> Fault:
    return Fault("descriptor_invalid", f"{DESCRIPTOR}: {message}")


def _whole(value: Any, *, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < 2**63


def _parse(descriptor: Any, source: Folder | Archive, fingerprint: str) -> Package:
    if not isinstance(descriptor, dict):
        raise _invalid("is not an object")
    if descriptor.get("profile") != "tabular-data-package":
        raise _invalid('profile is not "tabular-data-package"')
    ours = descriptor.get("customer_connect")
    if not isinstance(ours, dict):
        raise _invalid("has no customer_connect with kind, sequence, as_of")
    if ours.get("kind") not in (FULL, DELTA):
        raise _invalid('customer_connect.kind is neither "full" nor "delta"')
    if not _whole(ours.get("sequence"), least=1):
        raise _invalid("customer_connect.sequence is not a positive whole number")
    try:
        as_of = date.fromisoformat(ours["as_of"])
        datetime.fromisoformat(descriptor["created"])
    except (KeyError, TypeError, ValueError) as error:
        raise _invalid("created or customer_connect.as_of is missing or no date") from error
    entries = descriptor.get("resources")
    if not isinstance(entries, list) or not entries:
        raise _invalid("resources is not a list")
    package = Package(source, fingerprint, ours["kind"], ours["sequence"], as_of)
    for entry in entries:
        resource = _parse_resource(entry)
        if resource.name in package.resources:
            raise Fault("duplicate_table", f"{resource.name} is declared twice")
        package.resources[resource.name] = resource
    return package


def _parse_resource(entry: Any) -> Resource:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"]:
        raise _invalid("a resource has no name")
    name, path, digest = entry["name"][:80], entry.get("path"), entry.get("hash")
    if not isinstance(path, str) or not path or "\0" in path:
        raise _invalid(f"{name}: path is not one path")
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path:
        raise Fault("unsafe_path", f"{name}: the path {path[:80]!r} leads out of the package")
    if str(entry.get("encoding", "")).lower() not in {"utf-8", "utf8"}:
        raise _invalid(f"{name}: encoding is not utf-8")
    if entry.get("format", "csv") != "csv":
        raise _invalid(f"{name}: format is not csv")
    if not isinstance(digest, str) or not digest.startswith("sha256:") or len(digest) != 71:
        raise _invalid(f"{name}: hash is not sha256: and 64 digits")
    if not _whole(entry.get("bytes")) or not _whole(entry.get("rows")):
        raise _invalid(f"{name}: bytes or rows is not a whole number")
    return Resource(name, path, entry["bytes"], digest.removeprefix("sha256:").lower(), entry["rows"])


def _check_tables(package: Package) -> None:
    """Note which tables are missing, unknown, or not of the declared size."""
    for name in package.resources.keys() - TABLES.keys():
        package.faults.append(Fault("unknown_table", f"there is no table {name!r}", name))
    if package.kind == FULL:
        for name in TABLES.keys() - package.resources.keys():
            if TABLES[name].is_only_added:
                continue
            package.faults.append(Fault("missing_table", "a full package must have it", name))
    for name in TABLES.keys() & package.resources.keys():
        resource = package.resources[name]
        size = package.source.size_of(resource.path)
        if size is None:
            package.faults.append(Fault("missing_file", f"{resource.path} is not in the package", name))
        elif size < resource.bytes:
            message = f"{resource.path} has {size} bytes of {resource.bytes}"
            package.faults.append(Fault("truncated_file", message, name))
        elif size > resource.bytes:
            message = f"{resource.path} has {size} bytes, {resource.bytes} are declared"
            package.faults.append(Fault("size_differs", message, name))
    order = {name: place for place, name in enumerate(TABLES)}
    package.faults.sort(key=lambda fault: (order.get(fault.table, -1), fault.table))


class HashingReader(io.RawIOBase):
    """Passes a file through and computes its SHA-256 on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.digest = hashlib.sha256()
        self.count = 0

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer. Return how many bytes."""
        data = self.file.read(len(buffer))
        self.digest.update(data)
        self.count += len(data)
        buffer[: len(data)] = data
        return len(data)
