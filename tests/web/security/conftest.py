from tests.web.signin.conftest import ana, family

__all__ = ["ana", "family"]
