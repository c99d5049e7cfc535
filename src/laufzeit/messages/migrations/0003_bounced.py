from django.db import migrations, models

_BEFORE = ["pending", "claimed", "handing_over", "sent", "unclear", "failed"]
_STATES = [*_BEFORE, "bounced", "held"]


class Migration(migrations.Migration):
    """A letter may come back after the mail server has taken it; then somebody has to decide about it."""

    dependencies = [("letters", "0002_found_by_address")]

    operations = [
        # With a default of the database, since processes of the version before write letters while this runs.
        migrations.AddField(
            "message",
            "returns",
            models.JSONField(default=list, db_default=models.Value([], models.JSONField())),
        ),
        migrations.AlterField(
            "message",
            "state",
            models.CharField(choices=[(state, state) for state in _STATES], default="pending", max_length=12),
        ),
        migrations.RemoveConstraint("message", "letters_message_state"),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(condition=models.Q(("state__in", _STATES)), name="letters_message_state"),
        ),
        migrations.RemoveIndex("message", "letters_message_trouble"),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["vendor", "state", "-created_at"],
                name="letters_message_trouble",
                condition=models.Q(("state__in", ["unclear", "failed", "bounced"])),
            ),
        ),
    ]
