"""A telephone cloud: posts signed webhooks as Twilio does, and keeps what it was told to do next."""

from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from twilio.request_validator import RequestValidator

from tests.phone.callers import NUMBER, TOLL_FREE
from tests.phone.gateways.twiml.schemas import checked

TOKEN = "the account's own token"
ACCOUNT = "AC00000000000000000000000000000001"
URL = "https://connect.example.org"


class Cloud:
    """One call. Everything it is answered is held against the schema."""

    def __init__(self, call_id="CA00000000000000000000000000000001", **form):
        self.client = Client()
        self.form = {"CallSid": call_id, "AccountSid": ACCOUNT, "From": NUMBER, "To": TOLL_FREE} | form
        self.root = checked("<Response><Hangup/></Response>")
        self.sent = []

    def call(self):
        return self._go(f"{URL}/phone/twiml/call", CallStatus="ringing")

    def press(self, *keys):
        for typed in keys:
            self._go(self._gather().get("action"), Digits=typed)
        return self

    def speak(self, words, confidence="0.93"):
        return self._go(self._gather().get("action"), SpeechResult=words, Confidence=confidence)

    def stay_silent(self):
        return self._go(self._gather().get("action"))

    def transfer(self, status):
        return self._go(self.root.find("Dial").get("action"), DialCallStatus=status)

    def take(self):
        address = self.root.find("Dial")[0].get("statusCallback")
        return self.post(address, CallSid="CA-of-the-agent", ParentCallSid=self.form["CallSid"])

    def end(self, status="completed"):
        return self.post(f"{URL}/phone/twiml/ended", CallStatus=status)

    @property
    def said(self):
        return " ".join(say.text for say in self.root.iter("Say"))

    def post(self, address, *, token=TOKEN, **form):
        """Post a signed form, as it would arrive behind a proxy that speaks plain HTTP to us."""
        form = self.form | form
        signature = RequestValidator(token).compute_signature(address, form)
        path = urlsplit(address).path
        return self.client.post(path, form, headers={"X-Twilio-Signature": signature}, secure=True)

    def _go(self, address, **form):
        response = self.post(address, **form)
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("text/xml")
        assert "no-store" in response.headers["Cache-Control"]
        self.sent.append(response.content.decode())
        self.root = checked(response.content)
        return self

    def _gather(self):
        return self.root.find("Gather")


def cloud_settings(**changed):
    return (
        {**settings.TWIML, "token": TOKEN, "account": ACCOUNT, "url": URL}
        | {
            "transfers": {"agents": "sip:agents@pbx.example.org"},
            "own_voice": False,
        }
        | changed
    )
