"""The agency's opening hours in words."""

from django import template

from customer_connect.core.opening_hours import opening_hours

register = template.Library()
register.simple_tag(opening_hours)
