"""Packages with something broken in them as a whole, or in one file: each kind has its named reason."""

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from customer_connect.domain.cases.models import Office, Participant
from customer_connect.domain.payments.models import Balance, Receipt
from customer_connect.exchange.inbound.runs import folder_of
from customer_connect.exchange.models import RunStatus
from customer_connect.exchange.reasons import REASONS
from tests.exchange.imports import apply_well, everything, reasons_of, rejects_of, run_import
from tests.exchange.packages import FeedPackage, delta, good_rows

pytestmark = pytest.mark.django_db

Damage = Callable[[Path], Path]


# ---- the package as a whole


def described(change: Callable[[dict[str, Any]], Any]) -> Damage:
    """Return the damage of a changed datapackage.json."""

    def damage(folder: Path) -> Path:
        package = FeedPackage()
        descriptor = package.descriptor()
        change(descriptor)
        return package.write(folder / "feed", descriptor)

    return damage


def descriptor_bytes(content: bytes) -> Damage:
    def damage(folder: Path) -> Path:
        FeedPackage().write(folder / "feed")
        (folder / "feed" / "datapackage.json").write_bytes(content)
        return folder / "feed"

    return damage


def zipped(change: Callable[[zipfile.ZipFile], None]) -> Damage:
    """Return the damage of something added to a zip archive."""

    def damage(folder: Path) -> Path:
        path = FeedPackage().write_zip(folder / "feed.zip")
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            change(archive)
        return path

    return damage


def zip_bytes(change: Callable[[bytes], bytes]) -> Damage:
    def damage(folder: Path) -> Path:
        path = FeedPackage().write_zip(folder / "feed.zip")
        path.write_bytes(change(path.read_bytes()))
        return path

    return damage


def text_file(folder: Path) -> Path:
    path = folder / "feed.csv"
    path.write_text("receipt_id\n1\n")
    return path


def without_descriptor(folder: Path) -> Path:
    path = FeedPackage().write(folder / "feed")
    (path / "datapackage.json").unlink()
    return path


def link_that_leads_out(folder: Path) -> Path:
    path = FeedPackage().write(folder / "feed")
    outside = folder / "secret.csv"
    (path / "data" / "offices.csv").rename(outside)
    (path / "data" / "offices.csv").symlink_to(outside)
    return path


def link_entry(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("data/link.csv")
    entry.external_attr = 0o120777 << 16
    archive.writestr(entry, "/etc/passwd")


def many_entries(archive: zipfile.ZipFile) -> None:
    for number in range(300):
        archive.writestr(f"extra/{number}", "")


def same_name_again(archive: zipfile.ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("data/offices.csv", "x")


def encrypted(data: bytes) -> bytes:
    """Set the flag that says 'encrypted' on every entry of the central directory."""
    changed, place = bytearray(data), data.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 1)
    return bytes(changed)


def broken_directory(data: bytes) -> bytes:
    return data.replace(b"PK\x01\x02", b"PK\x01\x09", 1)


def resource(**changes: Any) -> Damage:
    return described(lambda descriptor: descriptor["resources"][3].update(changes))


def ours(**changes: Any) -> Damage:
    return described(lambda descriptor: descriptor["customer_connect"].update(changes))


PACKAGES: dict[str, tuple[str, Damage]] = {
    "nothing there": ("path_missing", lambda folder: folder / "nowhere"),
    "a text file": ("not_a_zip", text_file),
    "an empty file": ("not_a_zip", zip_bytes(lambda _: b"")),
    "a zip cut in half": ("not_a_zip", zip_bytes(lambda data: data[: len(data) // 2])),
    "a zip with a broken directory": ("damaged_zip", zip_bytes(broken_directory)),
    "a zip with two entries of one name": ("damaged_zip", zipped(same_name_again)),
    "an encrypted zip": ("encrypted_zip", zip_bytes(encrypted)),
    "a zip entry with ..": ("unsafe_path", zipped(lambda archive: archive.writestr("../evil.csv", "x"))),
    "an absolute zip entry": ("unsafe_path", zipped(lambda archive: archive.writestr("/etc/evil", "x"))),
    "a zip entry with a backslash": (
        "unsafe_path",
        zipped(lambda archive: archive.writestr("..\\evil", "x")),
    ),
    "a zip entry with a drive": ("unsafe_path", zipped(lambda archive: archive.writestr("C:/evil", "x"))),
    "a link in the zip": ("unsafe_path", zipped(link_entry)),
    "a zip bomb": ("zip_bomb", zipped(lambda archive: archive.writestr("bomb", bytes(30_000_000)))),
    "too many zip entries": ("zip_bomb", zipped(many_entries)),
    "a link in the folder that leads out": ("unsafe_path", link_that_leads_out),
    "a path with ..": ("unsafe_path", resource(path="../../secret.csv")),
    "an absolute path": ("unsafe_path", resource(path="/etc/passwd")),
    "an address for a path": ("unsafe_path", resource(path="https://example.org/cases.csv")),
    "no datapackage.json": ("descriptor_missing", without_descriptor),
    "not JSON": ("descriptor_unreadable", descriptor_bytes(b"{resources")),
    "JSON in Latin-1": ("descriptor_unreadable", descriptor_bytes('{"name": "Muñoz"}'.encode("latin-1"))),
    "JSON nested too deeply": ("descriptor_unreadable", descriptor_bytes(b"[" * 200_000)),
    "a datapackage.json of 5 MB": ("descriptor_unreadable", descriptor_bytes(b" " * 5_000_000)),
    "JSON that is a list": ("descriptor_invalid", descriptor_bytes(b"[]")),
    "another profile": ("descriptor_invalid", described(lambda it: it.update(profile="data-package"))),
    "no created": ("descriptor_invalid", described(lambda it: it.pop("created"))),
    "nothing of ours": ("descriptor_invalid", described(lambda it: it.pop("customer_connect"))),
    "an unknown kind": ("descriptor_invalid", ours(kind="partial")),
    "sequence 0": ("descriptor_invalid", ours(sequence=0)),
    "a sequence in words": ("descriptor_invalid", ours(sequence="one")),
    "a sequence that is true": ("descriptor_invalid", ours(sequence=True)),
    "an impossible as_of": ("descriptor_invalid", ours(as_of="2026-02-30")),
    "an as_of that is a number": ("descriptor_invalid", ours(as_of=20260301)),
    "no resources": ("descriptor_invalid", described(lambda it: it.pop("resources"))),
    "resources that are no list": ("descriptor_invalid", described(lambda it: it.update(resources={}))),
    "a resource that is no object": (
        "descriptor_invalid",
        described(lambda it: it["resources"].append("cases")),
    ),
    "a resource without a name": ("descriptor_invalid", resource(name="")),
    "several paths": ("descriptor_invalid", resource(path=["data/a.csv", "data/b.csv"])),
    "a path with NUL": ("descriptor_invalid", resource(path="data/\0.csv")),
    "another encoding": ("descriptor_invalid", resource(encoding="iso-8859-1")),
    "another format": ("descriptor_invalid", resource(format="xlsx")),
    "an MD5 hash": ("descriptor_invalid", resource(hash="d41d8cd98f00b204e9800998ecf8427e")),
    "no hash": ("descriptor_invalid", resource(hash=None)),
    "negative bytes": ("descriptor_invalid", resource(bytes=-1)),
    "rows in words": ("descriptor_invalid", resource(rows="many")),
    "a table declared twice": (
        "duplicate_table",
        described(lambda it: it["resources"].append(it["resources"][0])),
    ),
    "a delta before any full package": (
        "no_full_before",
        lambda folder: delta(2, cases=[]).write(folder / "d"),
    ),
}


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_package_broken_as_a_whole_is_refused_with_its_reason(tmp_path: Path, kind: str):
    reason, damage = PACKAGES[kind]

    run = run_import(damage(tmp_path), tmp_path)

    assert (run.status, reasons_of(run)) == (RunStatus.REFUSED, [reason])
    assert REASONS[reason].stops == "package"
    assert not Office.objects.exists()


def test_a_package_of_the_wrong_kind_is_refused(tmp_path: Path):
    assert reasons_of(run_import(FeedPackage(), tmp_path, kind="delta")) == ["wrong_kind"]


# ---- one file


def file_of(change: Callable[[bytes], bytes], table: str = "receipts") -> Callable[[FeedPackage], None]:
    """Return the damage of one file, as its sender would have sent it: size, hash and rows are of the broken file."""

    def damage(package: FeedPackage) -> None:
        package.files[table] = change(package.file_of(table))

    return damage


def header(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[FeedPackage], None]:
    def on_file(data: bytes) -> bytes:
        first, rest = data.split(b"\n", 1)
        return b",".join(change(first.split(b","))) + b"\n" + rest

    return file_of(on_file)


def extra_column(data: bytes) -> bytes:
    return b"".join(line + b",x\n" for line in data.splitlines())


def rename(names: list[bytes]) -> list[bytes]:
    return [b"paid" if name == b"amount" else name for name in names]


TABLES_BROKEN_BY_THEIR_SENDER: dict[str, tuple[str, Callable[[FeedPackage], None]]] = {
    "Latin-1": ("not_utf8", file_of(lambda data: data + b"43,Mu\xf1oz\n")),
    "UTF-16": ("not_utf8", file_of(lambda data: data.decode().encode("utf-16"))),
    "a byte order mark": ("byte_order_mark", file_of(lambda data: b"\xef\xbb\xbf" + data)),
    "an empty file": ("no_header", file_of(lambda _: b"")),
    "an empty header": ("no_header", file_of(lambda data: b"\n" + data)),
    "no header": ("renamed_column", file_of(lambda data: data.split(b"\n", 1)[1])),
    "semicolons": ("wrong_delimiter", file_of(lambda data: data.replace(b",", b";"))),
    "tabs": ("wrong_delimiter", file_of(lambda data: data.replace(b",", b"\t"))),
    "a missing column": ("missing_column", header(lambda names: names[:-1])),
    "only the first column": ("missing_column", header(lambda names: names[:1])),
    "a renamed column": ("renamed_column", header(rename)),
    "a column in capitals": ("renamed_column", header(lambda names: [names[0].upper(), *names[1:]])),
    "an extra column": ("extra_column", file_of(extra_column)),
    "a column for deletion in a full package": (
        "extra_column",
        header(lambda names: [*names, b"deleted"]),
    ),
    "a column twice": ("duplicate_column", header(lambda names: [*names[:-1], names[0]])),
    "columns in another order": ("column_order", header(lambda names: names[::-1])),
}


@pytest.mark.parametrize("kind", TABLES_BROKEN_BY_THEIR_SENDER)
def test_a_broken_file_fails_its_table_and_those_that_refer_to_it_and_no_others(tmp_path: Path, kind: str):
    reason, damage = TABLES_BROKEN_BY_THEIR_SENDER[kind]
    package = FeedPackage()
    damage(package)

    run = run_import(package, tmp_path)

    assert run.status == RunStatus.INCOMPLETE
    assert [(fault["table"], fault["reason"]) for fault in run.faults] == [
        ("receipts", reason),
        ("disbursements", "depends_on_failed_table"),
    ]
    assert REASONS[reason].stops == "table"
    assert not Receipt.objects.exists()
    assert (Participant.objects.count(), Balance.objects.count()) == (4, 2)


def written(change: Callable[[bytes], bytes], **declared: Any) -> Damage:
    """Return the damage of one file on its way: the descriptor tells how it was sent."""

    def damage(folder: Path) -> Path:
        package = FeedPackage()
        descriptor = package.descriptor()
        descriptor["resources"][6].update(declared)
        path = package.write(folder / "feed", descriptor)
        file = path / "data" / "receipts.csv"
        file.write_bytes(change(file.read_bytes()))
        return path

    return damage


def without(table: str, *, declared: bool) -> Damage:
    def damage(folder: Path) -> Path:
        package = FeedPackage()
        descriptor = package.descriptor()
        if not declared:
            descriptor["resources"] = [entry for entry in descriptor["resources"] if entry["name"] != table]
        path = package.write(folder / "feed", descriptor)
        (path / "data" / f"{table}.csv").unlink()
        return path

    return damage


def damaged_entry(folder: Path) -> Path:
    """Return an archive in which the bytes of one entry were changed."""
    path = FeedPackage().write_zip(folder / "feed.zip")
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("data/receipts.csv")
    data = bytearray(path.read_bytes())
    name_length, extra_length = struct.unpack(
        "<HH", data[entry.header_offset + 26 : entry.header_offset + 30]
    )
    start = entry.header_offset + 30 + name_length + extra_length
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(bytes(data))
    return path


FILES_BROKEN_ON_THE_WAY: dict[str, tuple[str, Damage]] = {
    "a file cut off": ("truncated_file", written(lambda data: data[:-30])),
    "a file cut to nothing": ("truncated_file", written(lambda _: b"")),
    "a file with something added": ("size_differs", written(lambda data: data + b"44,\n")),
    "a changed digit": ("hash_differs", written(lambda data: data.replace(b"350.00", b"950.00", 1))),
    "fewer rows than declared": ("row_count_differs", written(lambda data: data, rows=4)),
    "more rows than declared": ("row_count_differs", written(lambda data: data, rows=2)),
    "a file that is not there": ("missing_file", without("receipts", declared=True)),
    "a table left out of a full package": ("missing_table", without("receipts", declared=False)),
    "a damaged entry of a zip": ("damaged_zip", damaged_entry),
}


@pytest.mark.parametrize("kind", FILES_BROKEN_ON_THE_WAY)
def test_a_file_damaged_on_its_way_is_named(tmp_path: Path, kind: str):
    reason, damage = FILES_BROKEN_ON_THE_WAY[kind]

    run = run_import(damage(tmp_path), tmp_path)

    assert run.status == RunStatus.INCOMPLETE
    assert [(fault["table"], fault["reason"]) for fault in run.faults] == [
        ("receipts", reason),
        ("disbursements", "depends_on_failed_table"),
    ]
    assert not Receipt.objects.exists()
    assert Balance.objects.count() == 2
    assert not (folder_of(run) / "rejects" / "receipts.csv").exists()


def test_a_table_that_nobody_knows_is_named_and_the_others_land(tmp_path: Path):
    package = FeedPackage()
    descriptor = package.descriptor()
    content = b"a\n1\n"
    digest = hashlib.sha256(content).hexdigest()
    entry = {
        **descriptor["resources"][0],
        "name": "pets",
        "path": "data/pets.csv",
        "hash": f"sha256:{digest}",
    }
    descriptor["resources"].append(entry)

    run = run_import(package.write(tmp_path / "feed", descriptor), tmp_path)

    assert [(fault["table"], fault["reason"]) for fault in run.faults] == [("pets", "unknown_table")]
    assert Receipt.objects.count() == 3


def test_the_first_line_that_is_not_utf8_is_told(tmp_path: Path):
    package = FeedPackage()
    package.files["offices"] = package.file_of("offices") + b"11,Ca\xf1ada,x\n"

    run = run_import(package, tmp_path)

    assert "line 3" in run.faults[0]["message"]
    assert not Office.objects.exists()


def test_when_the_first_table_fails_nothing_that_refers_to_it_is_touched(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    state = everything()
    package = FeedPackage(sequence=2)
    package.files["participants"] = b""
    package.rows["offices"][0]["name"] = "Renamed"

    run = run_import(package, tmp_path)

    assert len(run.faults) == 9
    after = everything()
    assert after.pop("offices") != state.pop("offices")
    assert after == state


def test_line_ends_of_windows_and_blank_lines_do_no_harm(tmp_path: Path):
    package = FeedPackage()
    package.files["receipts"] = package.file_of("receipts").replace(b"\n", b"\r\n") + b"\r\n"

    descriptor = package.descriptor()
    descriptor["resources"][6]["rows"] = 3
    run = run_import(package.write(tmp_path / "feed", descriptor), tmp_path)

    assert run.status == RunStatus.APPLIED
    assert rejects_of(run, "receipts") == []
    assert Receipt.objects.count() == 3


def test_a_package_that_sends_only_headers_lands_as_empty(tmp_path: Path):
    package = FeedPackage(rows={name: [] for name in good_rows()})

    assert apply_well(package, tmp_path).has_changed_nothing


def test_the_descriptor_is_read_as_json_and_nothing_else(tmp_path: Path):
    path = FeedPackage().write(tmp_path / "feed")
    text = (path / "datapackage.json").read_text()
    (path / "datapackage.json").write_text(json.dumps(json.loads(text), indent=4))

    assert apply_well(path, tmp_path).kind == "full"
