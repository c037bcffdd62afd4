"""Text messages through Twilio.

Twilio has no idempotency key for messages. Before a message is sent once more, its list of what went to the number is
asked for the same words: whoever has them need not get them twice.
"""

import logging
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from requests import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from customer_connect.providers.sms import Refused, TryAgainLater

logger = logging.getLogger(__name__)
# Twilio's client writes numbers to its log: it gets one that says nothing.
_SILENT = logging.getLogger(f"{__name__}.requests")
_SILENT.disabled = True
# Twilio's error codes that are about this number, for good. Whatever else goes wrong (our account, our sender, their
# service) is nothing that the number did: it is tried again, and the log tells.
_REFUSALS = {
    21211,  # not a phone number
    21214,  # cannot be reached
    21217,  # not a phone number
    21408,  # a country to which the account sends nothing
    21610,  # its owner said STOP
    21612,  # cannot be reached from our sender
    21614,  # takes no text messages
    21635,  # a landline
}
_DID_NOT_GO_OUT = {"failed", "undelivered", "canceled"}
_LOOK_BACK = 50
# How far our clock and Twilio's may be apart.
_CLOCKS_DIFFER = timedelta(minutes=1)


class TwilioTextMessages:
    """Sends through the account that settings.TWILIO names."""

    def send(self, *, to: str, text: str, reference: UUID, tried_since: datetime | None = None) -> str:
        """Hand a message to Twilio and return its SID. Raises TryAgainLater or Refused."""
        if not (to.startswith("+") and to[1:].isascii() and to[1:].isdigit()):
            raise Refused
        client = _client(
            settings.TWILIO["account"],
            settings.TWILIO["key"],
            settings.TWILIO["secret"],
            settings.TWILIO["url"],
            settings.TWILIO["timeout"],
        )
        try:
            if tried_since and (earlier := _sid_of_earlier(client, to, text, tried_since)):
                logger.info("Text message %s had been taken by Twilio at an earlier try", reference)
                return earlier
            taken = client.messages.create(to=to, body=text, **_sender())
        except (TwilioRestException, TwilioServiceException) as error:
            code = int(error.code or 0)
            logger.warning("Twilio answered %s, error %s, to text message %s", error.status, code, reference)
            raise (Refused if code in _REFUSALS else TryAgainLater) from error
        except (TwilioException, RequestException, ValueError) as error:
            # No connection, no answer, or an answer that is not Twilio's.
            raise TryAgainLater from error
        if not taken.sid:
            raise TryAgainLater
        return str(taken.sid)


def _sid_of_earlier(client: Client, to: str, text: str, since: datetime) -> str | None:
    """Return the SID of a message with the same words that went to this number since then, if there is one."""
    for message in client.messages.list(to=to, limit=_LOOK_BACK):  # newest first
        if message.date_created and message.date_created < since - _CLOCKS_DIFFER:
            return None
        # A trial account puts words of its own before ours.
        if str(message.body).endswith(text) and message.status not in _DID_NOT_GO_OUT:
            return str(message.sid)
    return None


def _sender() -> dict[str, str]:
    """Return whom messages come from: a messaging service (MG…) or a number."""
    sender = settings.TWILIO["sender"]
    return {"messaging_service_sid" if sender.startswith("MG") else "from_": sender}


@lru_cache(maxsize=1)
def _client(account: str, key: str, secret: str, url: str, timeout: float) -> Client:
    """Return a client with its own pool of connections."""
    client = Client(key, secret, account, http_client=TwilioHttpClient(timeout=timeout, logger=_SILENT))
    client.api.base_url = url
    return client
