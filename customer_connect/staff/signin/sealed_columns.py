"""What stands sealed in allauth's tables: secrets of authenticator apps, seeds of recovery codes. Passkeys have none."""

from customer_connect.core.resealing import SealedColumn
from customer_connect.staff.signin.adapters import SECRET_PURPOSE

SEALED_COLUMNS = [SealedColumn("mfa.Authenticator", "data", SECRET_PURPOSE, keys=("secret", "seed"))]
