"""What stands sealed in the tables of allauth: secrets of authenticator apps and seeds of recovery codes."""

from customer_connect.core.resealing import SealedColumn
from customer_connect.staff.signin.adapters import SECRET_PURPOSE

SEALED_COLUMNS = [SealedColumn("mfa.Authenticator", "data", SECRET_PURPOSE, keys=("secret", "seed"))]
