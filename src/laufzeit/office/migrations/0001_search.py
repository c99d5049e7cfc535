import django.db.models.deletion
from django.db import migrations, models

import laufzeit.vendors.tenancy
from laufzeit.vendors.rls import EnableRowLevelSecurity

FUNCTIONS = r"""
CREATE FUNCTION office_folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(replace(regexp_replace(normalize($1, NFKD), '[\u0300-\u036F]', '', 'g'), 'ß', 'ss'))
$$;

CREATE FUNCTION office_words(text) RETURNS SETOF text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT DISTINCT left(array_to_string(parts[place:], '-'), 60)
    FROM regexp_split_to_table(office_folded($1), '[][\s@.,;:/()&+"''_|]+') AS word,
         LATERAL (SELECT string_to_array(word, '-') AS parts) AS divided,
         LATERAL generate_subscripts(parts, 1) AS place
    WHERE parts[place] <> ''
$$;

CREATE FUNCTION office_remember(vendor uuid, organisation uuid, contract uuid, source uuid, said text) RETURNS void
LANGUAGE sql AS $$
    DELETE FROM office_word WHERE vendor_id = $1 AND office_word.source = $4;
    INSERT INTO office_word (vendor_id, word, organisation, contract, source)
    SELECT $1, word, $2, $3, $4 FROM office_words($5) AS word;
$$;

CREATE FUNCTION office_organisations_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO office_word (vendor_id, word, organisation, contract, source)
    SELECT vendor_id, word, id, NULL, id
    FROM added, LATERAL office_words(concat_ws(' ', number, name, email)) AS word;
    RETURN NULL;
END $$;

CREATE FUNCTION office_organisation_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM office_remember(NEW.vendor_id, NEW.id, NULL, NEW.id, concat_ws(' ', NEW.number, NEW.name, NEW.email));
    RETURN NULL;
END $$;

CREATE FUNCTION office_users_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO office_word (vendor_id, word, organisation, contract, source)
    SELECT vendor_id, word, organisation_id, NULL, id
    FROM added, LATERAL office_words(concat_ws(' ', first_name, last_name, email)) AS word
    WHERE organisation_id IS NOT NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION office_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.organisation_id IS NOT NULL THEN
        PERFORM office_remember(
            NEW.vendor_id, NEW.organisation_id, NULL, NEW.id,
            concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email)
        );
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION office_contracts_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO office_word (vendor_id, word, organisation, contract, source)
    SELECT vendor_id, word, organisation_id, id, id
    FROM added, LATERAL office_words(concat_ws(' ', number, label)) AS word;
    RETURN NULL;
END $$;

CREATE FUNCTION office_contract_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM office_remember(NEW.vendor_id, NEW.organisation_id, NEW.id, NEW.id, concat_ws(' ', NEW.number, NEW.label));
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER office_added AFTER INSERT ON customers_organisation REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION office_organisations_added();
CREATE TRIGGER office_changed AFTER UPDATE OF number, name, email ON customers_organisation
    FOR EACH ROW EXECUTE FUNCTION office_organisation_changed();
CREATE TRIGGER office_added AFTER INSERT ON customers_user REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION office_users_added();
CREATE TRIGGER office_changed AFTER UPDATE OF first_name, last_name, email ON customers_user
    FOR EACH ROW EXECUTE FUNCTION office_user_changed();
CREATE TRIGGER office_added AFTER INSERT ON contracts_contract REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION office_contracts_added();
CREATE TRIGGER office_changed AFTER UPDATE OF number, label ON contracts_contract
    FOR EACH ROW EXECUTE FUNCTION office_contract_changed();
"""

# What is there already: row-level security holds the owner, too, so one vendor after the other.
FILL = """
DO $$
DECLARE vendor uuid;
BEGIN
    FOR vendor IN SELECT id FROM vendors_vendor LOOP
        PERFORM set_config('laufzeit.vendor', vendor::text, true);
        PERFORM office_remember(vendor_id, id, NULL, id, concat_ws(' ', number, name, email))
            FROM customers_organisation;
        PERFORM office_remember(vendor_id, organisation_id, NULL, id, concat_ws(' ', first_name, last_name, email))
            FROM customers_user WHERE organisation_id IS NOT NULL;
        PERFORM office_remember(vendor_id, organisation_id, id, id, concat_ws(' ', number, label))
            FROM contracts_contract;
    END LOOP;
    PERFORM set_config('laufzeit.vendor', '', true);
END $$;
"""

WITHOUT = """
DROP TRIGGER office_added ON customers_organisation;
DROP TRIGGER office_changed ON customers_organisation;
DROP TRIGGER office_added ON customers_user;
DROP TRIGGER office_changed ON customers_user;
DROP TRIGGER office_added ON contracts_contract;
DROP TRIGGER office_changed ON contracts_contract;
DROP FUNCTION office_organisations_added, office_organisation_changed, office_users_added, office_user_changed,
    office_contracts_added, office_contract_changed, office_remember, office_words, office_folded;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("vendors", "0001_initial"),
        ("customers", "0001_initial"),
        ("contracts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("pk", models.CompositePrimaryKey("vendor_id", "word", "source", blank=True, editable=False, primary_key=True, serialize=False)),
                ("word", models.CharField(db_collation="C", max_length=60)),
                ("organisation", models.UUIDField()),
                ("contract", models.UUIDField(null=True)),
                ("source", models.UUIDField()),
                (
                    "vendor",
                    models.ForeignKey(
                        db_index=False,
                        default=laufzeit.vendors.tenancy.acting_vendor_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vendors.vendor",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["vendor", "organisation", "word"], name="office_word_organisation"),
                    models.Index(fields=["vendor", "source"], name="office_word_source"),
                ],
            },
        ),
        EnableRowLevelSecurity("office_word"),
        migrations.RunSQL(FUNCTIONS + TRIGGERS + FILL, WITHOUT),
    ]
