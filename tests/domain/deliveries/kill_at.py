"""Run as a program: brings waiting letters to the print shop, and dies by SIGKILL at one point on the way.

Usage: kill_at.py POINT FOLDER, where FOLDER is the test's (its var/ and print-shop/ inside).
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

ACTIONS = "customer_connect.domain.deliveries.actions"
HANDING = f"{ACTIONS}.hand_over_letters"
FOLDER_SHOP = "customer_connect.providers.printing.folder"
# Where it dies: a function and whether before or after it did its work (or in the midst of a transaction).
POINTS = {
    "before collecting is committed": (f"{ACTIONS}.collect_letters.record", "after"),
    "after collecting": (f"{HANDING}.collect_letters", "after"),
    "while letters are set": ("customer_connect.documents.print_files.print_letters", "after"),
    "before the print file has its name": ("pathlib.Path.replace", "before"),
    "after the print file has its name": ("customer_connect.domain.deliveries.print_files.keep", "after"),
    "before writing is committed": (f"{ACTIONS}.write_print_file.record", "after"),
    "after writing": (f"{HANDING}.write_print_file", "after"),
    "while it is staged": (f"{FOLDER_SHOP}._write", "after"),
    "after staging, not recorded": (f"{FOLDER_SHOP}.FolderPrintShop.stage", "after"),
    "after staging": (f"{HANDING}._stage", "after"),
    "before it is released": ("pathlib.Path.rename", "before"),
    "after it is released, not recorded": (f"{FOLDER_SHOP}.FolderPrintShop.release", "after"),
    "before the hand-over is committed": (f"{HANDING}.record", "after"),
    "after the hand-over": (f"{HANDING}._note_hand_over", "after"),
}


def dying(work: Callable[..., Any], when: str) -> Callable[..., Any]:
    """Return the function with death before or after it."""

    def replacement(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            work(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    return replacement


def main(point: str, folder: Path) -> None:
    """Send letters until death."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["CONNECT_VAR"] = str(folder / "var")
    os.environ["CONNECT_PRINTING_FOLDER"] = str(folder / "print-shop")
    import django

    django.setup()
    from django.utils.module_loading import import_string

    from customer_connect.domain.audit.actors import Actor
    from customer_connect.domain.deliveries.actions.hand_over_letters import send_letter_batches

    target, when = POINTS[point]
    owner_name, _, name = target.rpartition(".")
    owner: Any
    try:
        owner = import_string(owner_name)
    except ImportError:
        owner = __import__(owner_name, fromlist=[name])
    with mock.patch.object(owner, name, dying(getattr(owner, name), when)):
        send_letter_batches(by=Actor.system("test"), until_now=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
