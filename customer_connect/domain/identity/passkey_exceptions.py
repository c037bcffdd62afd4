"""What can happen when a passkey is added or used."""


class PasskeyRefused(Exception):
    """The passkey is unknown here, was not used for this site and moment, or did not verify its owner."""


class PasskeyKnown(Exception):
    """This passkey has been added already."""


class TooManyPasskeys(Exception):
    """The user has as many passkeys as the agency allows."""
