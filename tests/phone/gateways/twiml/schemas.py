"""TwiML held against a schema of ours: Twilio's helper writes any attribute, however it is spelled."""

from functools import lru_cache
from pathlib import Path

from lxml import etree


@lru_cache(maxsize=1)
def _schema():
    return etree.XMLSchema(etree.parse(Path(__file__).with_name("twiml.xsd")))


def checked(xml):
    """Return the root of valid TwiML. Fails on any other."""
    root = etree.fromstring(xml.encode() if isinstance(xml, str) else xml)
    _schema().assertValid(root)
    return root
