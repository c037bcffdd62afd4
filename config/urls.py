"""Addresses: English at the root, Spanish under /es/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("customer_connect.web.public.plain_urls")),
    path("", include("customer_connect.web.health.urls")),
    path("", include("customer_connect.web.hooks.urls")),
    path("", include("customer_connect.phone.webhooks.urls")),
    *i18n_patterns(
        path("", include("customer_connect.web.home.urls")),
        path("", include("customer_connect.web.payments.urls")),
        path("", include("customer_connect.web.public.urls")),
        path("", include("customer_connect.web.help.urls")),
        path("", include("customer_connect.web.signin.urls")),
        path("", include("customer_connect.web.codes.urls")),
        path("", include("customer_connect.web.passkeys.urls")),
        path("", include("customer_connect.web.security.urls")),
        path("", include("customer_connect.web.profile.urls")),
        path("", include("customer_connect.web.cases.urls")),
        path("", include("customer_connect.web.calendar.urls")),
        path("", include("customer_connect.web.conversations.urls")),
        path("", include("customer_connect.web.demo_outbox.urls")),
        path("", include("customer_connect.phone.demo.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "customer_connect.web.errors.views.bad_request"
handler403 = "customer_connect.web.errors.views.not_allowed"
handler404 = "customer_connect.web.errors.views.not_found"
handler500 = "customer_connect.web.errors.views.our_fault"
