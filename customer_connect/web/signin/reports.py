"""What Django's error reports may show of a request: no form fields, no local variables, in no environment.

The standard filter hides what each view and function declares sensitive. Here everything may be: PINs, SSNs, where
somebody lives.
"""

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class SecretsStayIn(SafeExceptionReporterFilter):
    """Hides every form field and every local variable."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return the names of the fields, without values."""
        return {} if request is None else dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        tb_frame: FrameType,
    ) -> ItemsView[str, Any]:
        """Return the names of the variables, without values."""
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()
