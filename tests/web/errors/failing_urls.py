"""The site with one page more: one that fails."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@login_not_required
def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret inside")


urlpatterns = [*i18n_patterns(path("fail", fail), prefix_default_language=False), *site]
