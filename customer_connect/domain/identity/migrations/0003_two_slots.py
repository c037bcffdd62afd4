"""Temporary PINs get a table of their own, so that they stand beside the chosen PIN."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def move_temporary_pins(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """Move the temporary PINs to the new table."""
    pins = apps.get_model("identity", "Pin").objects.filter(is_temporary=True)
    temporary_pins = apps.get_model("identity", "TemporaryPin").objects
    for pin in pins.iterator():
        temporary_pins.create(
            user_id=pin.user_id,
            hash=pin.hash,
            issued_at=pin.set_at,
            expires_at=pin.expires_at,
            used_at=pin.used_at,
        )
    pins.delete()


class Migration(migrations.Migration):

    dependencies = [
        ("identity", "0002_codes_contacts_passkeys"),
    ]

    operations = [
        migrations.CreateModel(
            name="TemporaryPin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="temporary_pin",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("hash", models.CharField(max_length=200)),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "sent_by",
                    models.CharField(
                        blank=True,
                        choices=[("email", "Email"), ("text", "Text message"), ("letter", "Letter")],
                        max_length=6,
                    ),
                ),
            ],
        ),
        migrations.RunPython(move_temporary_pins, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="pin", name="a_temporary_pin_has_an_end"),
        migrations.RemoveField(model_name="pin", name="expires_at"),
        migrations.RemoveField(model_name="pin", name="is_temporary"),
        migrations.RemoveField(model_name="pin", name="used_at"),
        migrations.AlterField(
            model_name="signin",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("signed_in", "Signed in"),
                    ("half", "Right PIN, but the second step was not done"),
                    ("wrong", "Wrong PIN"),
                    ("locked", "Not let in: too many tries"),
                    ("expired", "Not let in: the temporary PIN had expired"),
                    ("elsewhere", "Not let in: this needs a passkey too, on the website"),
                    ("spent", "Not let in: the temporary PIN had been used"),
                ],
                max_length=10,
            ),
        ),
    ]
