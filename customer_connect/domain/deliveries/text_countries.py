"""Which countries the agency sends text messages to."""

from customer_connect.core.agencies import agency
from customer_connect.core.phones import country_of


def is_text_country(number: str) -> bool:
    """Tell whether a number in E.164 is one that the agency sends text messages to.

    A North American number that nobody has been given counts as one of the United States.
    """
    country = country_of(number) or ("US" if number.startswith("+1") else "")
    return country in agency().deliveries.text_countries
