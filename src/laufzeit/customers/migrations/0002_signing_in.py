from django.db import migrations

from laufzeit.vendors.rls import EnableRowLevelSecurity, visible_through


class Migration(migrations.Migration):
    """The tables of the sign-in library belong to people, and so to their vendors."""

    dependencies = [
        ("customers", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [
        EnableRowLevelSecurity("account_emailaddress", visible_through("customers_user", "user_id")),
        EnableRowLevelSecurity("account_emailconfirmation", visible_through("account_emailaddress", "email_address_id")),
        EnableRowLevelSecurity("mfa_authenticator", visible_through("customers_user", "user_id")),
        EnableRowLevelSecurity("django_admin_log", visible_through("customers_user", "user_id")),
        # An address is one person's at one vendor; at another vendor it may be another account. customers_user has the
        # key for that (vendor, email), and the sign-in asks inside the vendor.
        migrations.RunSQL(
            "DROP INDEX unique_verified_email",
            "CREATE UNIQUE INDEX unique_verified_email ON account_emailaddress (email) WHERE verified",
        ),
    ]
