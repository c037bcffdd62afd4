"""Files as people attach them, good and bad."""

import zlib
from base64 import b64decode
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from customer_connect.providers.scanning.memory import EICAR

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def photo(kind: str = "JPEG", *, size: tuple[int, int] = (120, 80), turned: bool = False) -> bytes:
    """Return a photo that tells where it was taken and with what."""
    exif = Image.Exif()
    exif[MAKE] = "SecretCam"
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS)[2] = (38.0, 34.0, 53.0)
    written = BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(written, kind, exif=exif)
    return written.getvalue()


def photo_with_many_scans(count: int = 20_000) -> bytes:
    """Return a photo of little size that says the same thing so many times: each is gone through."""
    written = BytesIO()
    Image.new("L", (8_000, 7_900), 128).save(written, "JPEG", progressive=True)
    whole = written.getvalue()
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * count + whole[-2:]


def heic() -> bytes:
    """Return a photo of an iPhone's kind, 96 by 64, red, with the same secrets."""
    return b64decode(_HEIC)


def pdf(*, pages: int = 1, **root: pikepdf.Object) -> bytes:
    """Return a document; keyword arguments go into its catalogue."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.docinfo["/Author"] = "Somebody"
        for key, value in root.items():
            document.Root[f"/{key}"] = document.make_indirect(value)
        return _saved(document)


def pdf_with_virus() -> bytes:
    """Return a document with the test virus in a stream."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = document.make_stream(b"% " + EICAR + b"\n")
        return _saved(document)


def pdf_with_file() -> bytes:
    """Return a document with another file inside."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["trojan.exe"] = b"MZ"
        return _saved(document)


def pdf_with_nested_script() -> bytes:
    """Return a document with a script deep in directly nested objects."""
    with pikepdf.new() as document:
        document.add_blank_page()
        action = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        document.pages[0].obj["/PieceInfo"] = Dictionary(A=Array([Array([Dictionary(Next=action)])]))
        return _saved(document)


def pdf_with_bomb(megabytes: int = 1500) -> bytes:
    """Return a small document whose page unpacks to so much."""
    with pikepdf.new() as document:
        document.add_blank_page()
        page = pikepdf.Stream(document, _packed_spaces(megabytes))
        page.Filter = Name.FlateDecode
        document.pages[0].Contents = document.make_indirect(page)
        return _saved(document, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def pdf_that_is_a_bomb(megabytes: int = 1500) -> bytes:
    """Return a small document whose table of contents unpacks to so much, which every reader does to open it."""
    packed = _packed_spaces(megabytes)
    header = b"%PDF-1.7\n"
    table = (
        b"1 0 obj\n<< /Type /XRef /Size 2 /W [1 2 1] /Index [0 2] /Root 2 0 R /Filter /FlateDecode /Length %d >>\n"
        b"stream\n" % len(packed)
    )
    return header + table + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(header)


def _packed_spaces(megabytes: int) -> bytes:
    spaces = b" " * 1024 * 1024
    packer = zlib.compressobj(9)
    first = packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)  # what can be said any number of times
    checksum = 1
    for _ in range(megabytes):
        checksum = zlib.adler32(spaces, checksum)
    return first + again * (megabytes - 1) + b"\x03\x00" + checksum.to_bytes(4)


def locked_pdf() -> bytes:
    """Return a document with a password."""
    with pikepdf.new() as document:
        document.add_blank_page()
        written = BytesIO()
        document.save(written, encryption=pikepdf.Encryption(user="1", owner="2"))
        return written.getvalue()


SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
GO_TO = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))

_HEIC = (  # by libheif's encoder, which we do not ship
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAZdtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAADRpbG9jAAAAAERAAAIAAQAAAAABuwABAAAAAAAAABsAAgAAAAAB1gABAAAAAAAAAGQAAAA4aWluZgAAAAAAAgAAABVp"
    "bmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHho"
    "dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAA"
    "AwAAAwAeoDCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAA"
    "AAAAAABgAAAAQAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAABppcmVmAAAAAAAAAA5jZHNjAAIA"
    "AQABAAAAh21kYXQAAAAXKAGvWPkOkl//8T5//RtJD47aMbGTDYwAAAAGRXhpZgAATU0AKgAAAAgAAgEPAAIAAAAKAAAAJogl"
    "AAQAAAABAAAAMAAAAABTZWNyZXRDYW0AAAEAAgAFAAAAAwAAAEIAAAAAAAAAJgAAAAEAAAAiAAAAAQAAADUAAAAB"
)


def _saved(document: pikepdf.Pdf, **options: Any) -> bytes:
    written = BytesIO()
    document.save(written, compress_streams=False, **options)
    return written.getvalue()
