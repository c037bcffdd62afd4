"""Addresses as requests under /staff/ see them (customer_connect/staff/doors.py): English, and no participant's page.

allauth's names (account_login, …) mean the staff's sign-in here. Another door may give them another meaning.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("staff/", include("customer_connect.staff.urls")),
    path("", include("customer_connect.web.public.plain_urls")),  # the agency's colours
]

handler400 = "customer_connect.staff.errors.views.bad_request"
handler403 = "customer_connect.staff.errors.views.not_allowed"
handler404 = "customer_connect.staff.errors.views.not_found"
handler500 = "customer_connect.staff.errors.views.our_fault"
