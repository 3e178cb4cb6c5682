"""Grants take the place of the one role of a person: the officer becomes the activity officer of the whole office."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

NEW = {"officer": "activity_officer"}


def grant_roles(apps, _schema):
    user, given = apps.get_model("accounts", "User"), apps.get_model("accounts", "GivenGrant")
    for one in user.objects.exclude(role=""):
        given.objects.create(
            user=one, role=NEW.get(one.role, one.role), starts=timezone.localdate(one.date_joined), given_by="console",
            given_at=one.date_joined,
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="GivenGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=32)),
                ("area", models.CharField(blank=True, max_length=5)),
                ("facility", models.CharField(blank=True, max_length=32)),
                ("starts", models.DateField()),
                ("ends", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("given_by", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="given", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
        migrations.RemoveField(model_name="user", name="role"),
    ]
