"""Letters waiting in the outbox, and what the print shop got of them."""

import csv
import subprocess
from io import StringIO
from pathlib import Path

from django.conf import settings

from customer_connect.core.envelopes import open_file
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Post
from customer_connect.domain.deliveries.messages import Message, TemporaryPinLetter
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.postal_addresses import address_lines_of
from customer_connect.domain.deliveries.print_files import PRINT_FILE_PURPOSE

ME = Actor.system("test")


def pin_letter_to(person: Participant, pin: str = "482913", message: Message | None = None) -> Delivery:
    """Queue a PIN letter, or another, to the address on file."""
    return queue_message(
        participant=person,
        to=Post(address_lines_of(person)),
        message=message or TemporaryPinLetter(pin=pin, until="2099-12-31"),
        language=person.language,
        by=ME,
    )


def packages() -> dict[str, Path]:
    """Return the packages that the print shop can see, by name."""
    folder = Path(settings.PRINTING_FOLDER)
    return {path.name: path for path in folder.iterdir() if not path.name.startswith(".")}


def rows_of(package: Path, file: str = "manifest.csv") -> list[dict[str, str]]:
    """Return the lines of a CSV file of a package."""
    return list(csv.DictReader(StringIO((package / file).read_text())))


def pages_of(package: Path) -> list[str]:
    """Return the text of each page of the print file, which only a key of the ring opens."""
    pdf = open_file((package / "letters.pdf.p7m").read_bytes(), purpose=PRINT_FILE_PURPOSE)
    return [" ".join(page.split()) for page in text_of(pdf).split("\f")[:-1]]


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF, a form feed after each page."""
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
