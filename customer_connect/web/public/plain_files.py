"""Files without a language: the agency's colours as a style sheet, robots.txt, security.txt (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from customer_connect.core.agencies import agency


@login_not_required
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme(request: HttpRequest) -> HttpResponse:
    """Give the agency's colours as custom properties. Its address carries their fingerprint: cached for good."""
    colors = agency().colors
    lines = [
        f"--agency-primary: {colors.primary};",
        f"--agency-primary-dark: {colors.primary_dark};",
        f"--agency-accent: {colors.accent};",
    ]
    return HttpResponse(f":root {{ {' '.join(lines)} }}\n", content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Let finders list the public pages and nothing else."""
    lines = ["User-agent: *", "Disallow: /", *(f"Allow: {path}$" for path in _public_paths())]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Tell security researchers whom to write to (RFC 9116)."""
    expires = (datetime.now(UTC) + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {agency().links.agency}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _ in settings.LANGUAGES)}",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _public_paths() -> list[str]:
    """Return the addresses that finders may list, in every language."""
    bare = ["", "apply", "tour", "help", "how-to-pay", "accessibility", "privacy"]
    return [f"/{path}" for path in bare] + [f"/es/{path}" for path in bare]
