"""What becomes of files: only photos and documents come in, and nothing but what one sees of them."""

import resource
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from customer_connect.core.agencies import agency
from customer_connect.domain.conversations import pdfs, photos, rewriting
from customer_connect.domain.conversations.enums import FileKind, Refusal
from customer_connect.domain.conversations.exceptions import FileRefused
from customer_connect.domain.conversations.file_types import kind_of
from customer_connect.providers.scanning.memory import EICAR
from tests.domain.conversations import files

SECRETS = (b"SecretCam", b"Exif", b"GPS", b"Somebody")


def refusal_of(content: bytes) -> Refusal:
    """Return why a file is refused, by its kind or when it is written anew."""
    with pytest.raises(FileRefused) as caught:
        (photos if kind_of(content) == FileKind.PHOTO else pdfs).written_anew(content)
    return caught.value.reason


def memory_taken() -> int:
    """Return how much memory this process ever took, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize(
    "content", [files.photo(), files.photo("PNG"), files.heic()], ids=["JPEG", "PNG", "HEIC"]
)
def test_a_photo_is_written_anew_without_place_and_camera(content: bytes) -> None:
    assert b"SecretCam" in content
    assert kind_of(content) == FileKind.PHOTO
    written = photos.written_anew(content)
    assert not [secret for secret in SECRETS if secret in written]
    with Image.open(BytesIO(written)) as photo:
        assert (photo.format, dict(photo.getexif()), photo.width > photo.height) == ("JPEG", {}, True)
        red, green, blue = photo.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
        assert (red > 150, green < 90, blue < 90) == (True, True, True)


def test_a_photo_that_was_taken_sideways_stands_upright() -> None:
    with Image.open(BytesIO(photos.written_anew(files.photo(turned=True)))) as photo:
        assert photo.size == (80, 120)


def test_a_large_photo_is_made_smaller() -> None:
    longest = agency().messages.photo_longest_side
    with Image.open(BytesIO(photos.written_anew(files.photo(size=(longest * 2, 40))))) as photo:
        assert photo.width == longest


def test_a_document_is_written_anew_without_author_and_without_what_opens_by_itself() -> None:
    written = pdfs.written_anew(files.pdf(OpenAction=files.GO_TO) + b"\ntrailing secret")
    assert b"trailing secret" not in written
    assert b"Somebody" not in written
    with pikepdf.open(BytesIO(written)) as document:
        assert len(document.pages) == 1
        assert "/OpenAction" not in document.Root


def test_the_test_virus_stays_in_a_document_for_the_scanner_to_find() -> None:
    assert EICAR in pdfs.written_anew(files.pdf_with_virus())


def test_a_small_document_that_unpacks_to_gigabytes_takes_none_of_our_memory() -> None:
    before = memory_taken()
    bomb = files.pdf_with_bomb()
    assert len(pdfs.written_anew(bomb)) < 2 * len(bomb)
    assert refusal_of(files.pdf_that_is_a_bomb()) == Refusal.UNREADABLE
    assert memory_taken() - before < 100_000


def test_a_small_photo_that_takes_minutes_to_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "PROCESSOR_SECONDS", 1)
    assert refusal_of(files.photo_with_many_scans()) == Refusal.UNREADABLE


HUGE = Image.new("1", (9000, 9000))


def huge_png() -> bytes:
    written = BytesIO()
    HUGE.save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"MZ\x90 a program", Refusal.TYPE),
        (b"<html><script>alert(1)</script>", Refusal.TYPE),
        (b"GIF89a", Refusal.TYPE),
        (b"\0\0\0\x18ftypmp42", Refusal.TYPE),
        (b" %PDF-1.7", Refusal.TYPE),
        (files.photo()[:20] + b"%PDF-1.7\n" + files.photo()[20:], Refusal.TWO_TYPES),
        (files.photo() + b"PK\x05\x06" + b"\0" * 18, Refusal.TWO_TYPES),
        (files.pdf() + b"PK\x05\x06" + b"\0" * 18, Refusal.TWO_TYPES),
        (files.photo()[:200], Refusal.UNREADABLE),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, Refusal.UNREADABLE),
        (files.heic()[:100], Refusal.UNREADABLE),
        (b"%PDF-1.7\nnothing", Refusal.UNREADABLE),
        (huge_png(), Refusal.TOO_MANY_PIXELS),
        (files.locked_pdf(), Refusal.LOCKED),
        (files.pdf(pages=61), Refusal.TOO_MANY_PAGES),
        (files.pdf(OpenAction=files.SCRIPT), Refusal.ACTIVE),
        (files.pdf(OpenAction=Dictionary(S=Name.Launch, F="calc.exe")), Refusal.ACTIVE),
        (files.pdf(AcroForm=Dictionary(XFA="<xdp/>", Fields=Array())), Refusal.ACTIVE),
        (files.pdf_with_file(), Refusal.ACTIVE),
        (files.pdf_with_nested_script(), Refusal.ACTIVE),
    ],
)
def test_anything_else_is_refused_with_its_reason(content: bytes, reason: Refusal) -> None:
    assert refusal_of(content) == reason


def test_no_table_of_files_is_served(settings) -> None:
    """The vault is no folder of assets."""
    vault = Path(settings.ATTACHMENTS_FOLDER)
    served = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    assert not [folder for folder in served if vault.is_relative_to(folder) or folder.is_relative_to(vault)]
