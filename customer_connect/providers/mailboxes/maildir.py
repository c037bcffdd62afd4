"""A Maildir on this machine, as Postfix and Dovecot fill it: `new` is what waits, `cur` what was set aside."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.conf import settings

from customer_connect.providers.mailboxes import CannotReadMailbox, Mail

_SEEN_AND_FLAGGED = ":2,FS"


class MaildirMailbox:
    """Reads the Maildir at `path`, by default settings.BOUNCE_MAILDIR."""

    def __init__(self, path: Path | None = None) -> None:
        self._folder = path or Path(settings.BOUNCE_MAILDIR)

    def open(self) -> AbstractContextManager["MaildirMailbox"]:
        """Open it. Raises CannotReadMailbox where there is no Maildir."""
        if not (self._folder / "new").is_dir():
            raise CannotReadMailbox(f"{self._folder} is no Maildir: it has no folder `new`")
        return nullcontext(self)

    def waiting(self) -> Iterator[Mail]:
        """Yield the files in `new` by the time of their arrival, which their names begin with."""
        for path in sorted((self._folder / "new").iterdir()):
            try:
                yield Mail(path.name, path.read_bytes())
            except FileNotFoundError:  # somebody else was faster
                continue
            except OSError as error:
                raise CannotReadMailbox(str(error)) from error

    def discard(self, mail: Mail) -> None:
        """Delete the file."""
        (self._folder / "new" / mail.name).unlink(missing_ok=True)

    def set_aside(self, mail: Mail) -> None:
        """Move the file to `cur`, seen and flagged."""
        kept = self._folder / "cur"
        kept.mkdir(exist_ok=True)
        (self._folder / "new" / mail.name).replace(kept / f"{mail.name}{_SEEN_AND_FLAGGED}")
