"""A scanner that knows one thing: the EICAR test file, which every scanner calls a virus. For tests and trials."""

# Written in two parts, so that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class MemoryScanner:
    """Finds the EICAR test file anywhere in a file."""

    def find_virus(self, content: bytes) -> str:
        """Return "Eicar-Test-Signature" where it is in the file."""
        return "Eicar-Test-Signature" if EICAR in content else ""
