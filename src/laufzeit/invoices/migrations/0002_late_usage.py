from django.db import migrations

TOUCH = """
CREATE FUNCTION laufzeit_usage_came_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO invoices_touched (id, vendor_id, contract)
    SELECT gen_random_uuid(), vendor_id, contract FROM added
    WHERE day <= (SELECT max(through) FROM invoices_run WHERE vendor_id = laufzeit_vendor())
    GROUP BY vendor_id, contract;
    RETURN NULL;
END $$;
CREATE TRIGGER usage_came_late AFTER INSERT ON usage_record REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION laufzeit_usage_came_late();
"""
"""Usage for a day that a run, even one that is still at work, has already looked at makes the next run look again."""

UNTOUCH = "DROP TRIGGER usage_came_late ON usage_record; DROP FUNCTION laufzeit_usage_came_late()"


class Migration(migrations.Migration):
    dependencies = [("invoices", "0001_initial"), ("usage", "0001_initial")]

    operations = [migrations.RunSQL(TOUCH, UNTOUCH)]
