"""The SQL of the partitioned tables: documents and lines, and how a part is made, filled and attached.

The app's role owns nothing and passes by no policy, so a part is made and attached by two functions of the owner's.
Between the two the part is no more than a place to put rows: only INSERT is granted, a check holds every row to the
vendor and the part, and a trigger holds every statement to the vendor for whom the code acts. Row-level security is on
as soon as the rows can be read. While it is filled autovacuum leaves it alone, and whoever attaches it locks it before
changing anything about it: autovacuum at work on it would wait for the change, and the change for autovacuum.
"""

from __future__ import annotations

from typing import Final

APP_ROLE: Final = "laufzeit_app"

TABLES: Final = """
CREATE TABLE invoices_document (
    part integer NOT NULL,
    id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    run_id uuid,
    kind text NOT NULL CHECK (kind IN ('invoice', 'correction', 'cancellation')),
    number text NOT NULL,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    organisation_id uuid NOT NULL,
    contract_id uuid,
    corrects_id uuid,
    currency text NOT NULL,
    language text NOT NULL,
    gross_prices boolean NOT NULL,
    net bigint NOT NULL,
    tax bigint NOT NULL,
    gross bigint NOT NULL CHECK (net + tax = gross),
    prepaid bigint NOT NULL DEFAULT 0,
    service_from date NOT NULL,
    service_until date NOT NULL CHECK (service_until > service_from),
    seller_id uuid NOT NULL,
    head jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
) PARTITION BY LIST (part);

CREATE TABLE invoices_line (
    part integer NOT NULL,
    document_id uuid NOT NULL,
    pos integer NOT NULL,
    vendor_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    contract_number text NOT NULL,
    item text NOT NULL,
    period_from date NOT NULL,
    period_until date NOT NULL,
    service_from date NOT NULL,
    service_until date NOT NULL CHECK (service_until > service_from),
    text text NOT NULL,
    explanation text NOT NULL,
    quantity bigint NOT NULL,
    unit text NOT NULL,
    unit_price bigint NOT NULL CHECK (unit_price >= 0),
    amount bigint NOT NULL,
    net bigint NOT NULL,
    charged bigint NOT NULL,
    gross bigint,
    category text NOT NULL,
    rate integer NOT NULL,
    allowances jsonb
) PARTITION BY LIST (part);
"""

INDEXES: Final = """
ALTER TABLE invoices_document ADD PRIMARY KEY (id, part);
CREATE UNIQUE INDEX invoices_document_number ON invoices_document (vendor_id, number, part);
CREATE INDEX invoices_document_of ON invoices_document (vendor_id, organisation_id, issued_on);
CREATE INDEX invoices_document_latest ON invoices_document (vendor_id, issued_on, id);
CREATE UNIQUE INDEX invoices_document_cancelled_once ON invoices_document (corrects_id, part)
    WHERE corrects_id IS NOT NULL;
ALTER TABLE invoices_line ADD PRIMARY KEY (document_id, pos, part);
CREATE INDEX invoices_line_item ON invoices_line (contract_id, item, period_from);
"""

PART_INDEXES: Final = """
ALTER TABLE invoices_document_p{n} ADD PRIMARY KEY (id, part);
CREATE UNIQUE INDEX ON invoices_document_p{n} (vendor_id, number, part);
CREATE INDEX ON invoices_document_p{n} (vendor_id, organisation_id, issued_on);
CREATE INDEX ON invoices_document_p{n} (vendor_id, issued_on, id);
CREATE UNIQUE INDEX ON invoices_document_p{n} (corrects_id, part) WHERE corrects_id IS NOT NULL;
ALTER TABLE invoices_line_p{n} ADD PRIMARY KEY (document_id, pos, part);
CREATE INDEX ON invoices_line_p{n} (contract_id, item, period_from);
"""
"""The same indexes on a part alone: attaching finds them there and builds none, so nobody waits for it."""

FIRST_PART: Final = f"""
CREATE TABLE invoices_document_p0 PARTITION OF invoices_document FOR VALUES IN (0);
CREATE TABLE invoices_line_p0 PARTITION OF invoices_line FOR VALUES IN (0);
ALTER TABLE invoices_line_p0 ADD FOREIGN KEY (document_id, part) REFERENCES invoices_document_p0 (id, part);
REVOKE ALL ON invoices_document_p0, invoices_line_p0 FROM {APP_ROLE};
CREATE SEQUENCE invoices_part;
REVOKE ALL ON SEQUENCE invoices_part FROM {APP_ROLE};
"""

NEW_PART: Final = f"""
CREATE FUNCTION laufzeit_guard_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF laufzeit_vendor() IS DISTINCT FROM TG_ARGV[0]::uuid THEN
        RAISE EXCEPTION 'these documents are another vendor''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION laufzeit_new_part() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    n integer := nextval('invoices_part');
    vendor uuid := laufzeit_vendor();
    parent text;
BEGIN
    IF vendor IS NULL THEN
        RAISE EXCEPTION 'a part belongs to a vendor' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOREACH parent IN ARRAY ARRAY['invoices_document', 'invoices_line'] LOOP
        EXECUTE format('CREATE TABLE %s_p%s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS)'
            ' WITH (autovacuum_enabled = off)', parent, n, parent);
        EXECUTE format('ALTER TABLE %s_p%s ADD CONSTRAINT of_part CHECK (part = %s),'
            ' ADD CONSTRAINT of_vendor CHECK (vendor_id = %L)', parent, n, n, vendor);
        EXECUTE format('REVOKE ALL ON %s_p%s FROM {APP_ROLE}', parent, n);
        EXECUTE format('GRANT INSERT ON %s_p%s TO {APP_ROLE}', parent, n);
        EXECUTE format('CREATE TRIGGER guard BEFORE INSERT ON %s_p%s FOR EACH STATEMENT'
            ' EXECUTE FUNCTION laufzeit_guard_part(%L)', parent, n, vendor);
    END LOOP;
    RETURN n;
END $$;
"""

ATTACH_PART: Final = f"""
CREATE FUNCTION laufzeit_attach_part(n integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    parent text;
BEGIN
    IF laufzeit_vendor() IS NULL OR NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conname = 'of_vendor' AND conrelid = format('invoices_document_p%s', n)::regclass
            AND pg_get_constraintdef(oid) LIKE format('%%%s%%', laufzeit_vendor())
    ) THEN
        RAISE EXCEPTION 'these documents are another vendor''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('LOCK TABLE invoices_document_p%s, invoices_line_p%s', n, n);
    FOREACH parent IN ARRAY ARRAY['invoices_document', 'invoices_line'] LOOP
        EXECUTE format('ALTER TABLE %s_p%s RESET (autovacuum_enabled)', parent, n);
        EXECUTE format('REVOKE ALL ON %s_p%s FROM {APP_ROLE}', parent, n);
        EXECUTE format('DROP TRIGGER guard ON %s_p%s', parent, n);
    END LOOP;
    EXECUTE replace($indexes${PART_INDEXES.replace("{n}", "@n@")}$indexes$, '@n@', n::text);
    EXECUTE format('ALTER TABLE invoices_line_p%s ADD FOREIGN KEY (document_id, part)'
        ' REFERENCES invoices_document_p%s (id, part)', n, n);
    FOREACH parent IN ARRAY ARRAY['invoices_document', 'invoices_line'] LOOP
        EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s_p%s FOR VALUES IN (%s)', parent, parent, n, n);
        EXECUTE format('ALTER TABLE %s_p%s ENABLE ROW LEVEL SECURITY', parent, n);
        EXECUTE format('ALTER TABLE %s_p%s FORCE ROW LEVEL SECURITY', parent, n);
    END LOOP;
END $$;
"""  # noqa: S608 - names of ours
