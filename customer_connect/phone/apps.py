"""Django's registration of the phone line."""

from django.apps import AppConfig


class PhoneConfig(AppConfig):
    """The phone line."""

    name = "customer_connect.phone"
    label = "phone"
    verbose_name = "Phone"
