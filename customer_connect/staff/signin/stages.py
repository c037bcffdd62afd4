"""What comes between password and session."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from customer_connect.domain.identity.models import User
from customer_connect.staff.signin.second_steps import was_given_at_sign_in


class SecondStep(AuthenticateStage):
    """Asks for the second factor, unless a passkey or a trusted provider was two factors already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if isinstance(user, User) and was_given_at_sign_in(request, user):
            return False
        return bool(super()._should_handle(request))
