"""The catalogue in words, its texts and history; a new file is checked, compared, and applied as it was shown."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.office.conftest import Office, filled, words
from tests.portal.conftest import EXAMPLES

RED = (EXAMPLES / "red-connect.toml").read_text(encoding="utf-8")


def upload(office: Office, text: str | bytes, role: str = "manager") -> tuple[Any, Any]:
    client = office.enter(role)
    content = text.encode() if isinstance(text, str) else text
    sent = {"file": SimpleUploadedFile("catalogue.toml", content)}
    return client, client.post(office.path("catalogue/apply/"), sent)


def apply_of(answer: Any) -> dict[str, Any]:
    from tests.portal.reading import sent_by

    page = answer.content.decode()
    assert 'name="apply"' in page
    main = page[: page.index('id="file-heading"')].rpartition("<section")[0] + "</main>"
    return {**sent_by(main), "apply": "1"}


def version(office: Office) -> int:
    from laufzeit.catalogue.store import in_force

    with office.acting():
        return int(in_force(office.vendor.id).version)


def test_plans_in_words_with_those_who_are_bound_to_them(red: Office) -> None:
    page = words(red.enter("auditor", "de").get(red.path("catalogue/")))
    for said in (
        "RED connect plus", "€ 19,-", "Grundgebühr pro Monat und Benutzer*", "1 Vertrag gebunden", "im Verkauf",
        "3 Monate zum Quartalsende", "zu RED connect basis zum Ende der Kündigungsfrist", "unbefristet",
    ):  # fmt: skip
        assert said in page, said


def test_gapteq_in_english(gapteq: Office) -> None:
    page = words(gapteq.enter("auditor").get(gapteq.path("catalogue/")))
    assert "12 months" in page and "at once, the term begins anew" in page and "sold from" in page


def test_a_text_is_read_by_its_hash(red: Office) -> None:
    from laufzeit.catalogue.store import catalogue_of

    with red.acting():
        edition = catalogue_of(red.vendor.id).agreements["agb"].editions[0]
    client = red.enter("auditor")
    page = client.get(red.path(f"catalogue/texts/{edition.hash_of('de')}/"))
    assert "Allgemeine Geschäftsbedingungen" in words(page) and edition.hash_of("de") in words(page)
    assert client.get(red.path("catalogue/texts/" + "0" * 64 + "/")).status_code == 404


def test_the_file_is_downloaded_as_it_was_applied(red: Office) -> None:
    client = red.enter("auditor")
    answer = client.get(red.path("catalogue/source/1/"))
    assert answer.content.decode() == RED and "attachment" in answer["Content-Disposition"]
    assert client.get(red.path("catalogue/source/2/")).status_code == 404
    assert "in force" in words(client.get(red.path("catalogue/history/")))


def test_faults_are_shown_with_their_lines(red: Office) -> None:
    broken = RED.replace('price = "19.00"', 'price = "nineteen"').replace('notice = "30 days"', 'notice = "30 dayz"')
    _client, answer = upload(red, broken)
    lines = broken.splitlines()
    assert answer.status_code == 422 and "2 faults" in words(answer)
    for number in (next(n for n, line in enumerate(lines, 1) if word in line) for word in ("nineteen", "dayz")):
        assert f"line {number}" in words(answer)
    assert 'name="apply"' not in answer.content.decode() and version(red) == 1


def test_what_cannot_be_read_at_all(red: Office) -> None:
    client, answer = upload(red, b"\xff\xfe not a text")
    assert answer.status_code == 422 and "UTF-8" in words(answer)
    assert "Please choose a file." in words(client.post(red.path("catalogue/apply/"), {}))
    _client, answer = upload(red, "x" * 1_000_001)
    assert "larger than one megabyte" in words(answer)


def test_a_change_of_what_was_applied_is_refused(red: Office) -> None:
    client, answer = upload(red, RED.replace('price = "19.00"', 'price = "21.00"'))
    assert answer.status_code == 409 and "an applied edition stays as it is" in words(answer)
    assert "1 contract" in words(answer) and 'name="apply"' not in answer.content.decode()
    from laufzeit.office.catalogue_upload import Upload

    text = RED.replace('price = "19.00"', 'price = "21.00"')
    with red.acting():
        from laufzeit.catalogue.store import current_catalogue

        given = Upload(text, {}, current_catalogue(red.vendor.id))
    forced = client.post(red.path("catalogue/apply/"), {"text": text, "seen": given.print, "apply": "1"})
    assert forced.status_code == 409 and version(red) == 1


def test_a_file_is_applied_as_it_was_shown_and_by_whom(red: Office) -> None:
    better = RED.replace('name = "RED connect plus"', 'name = "RED connect plus neu"')
    client, answer = upload(red, better)
    assert "says it in other words" in words(answer)
    done = client.post(red.path("catalogue/apply/"), apply_of(answer), follow=True)
    assert "Version 2 of the catalogue is in force." in words(done) and version(red) == 2
    assert "Rita Roth <manager@red-connect.example>" in words(client.get(red.path("catalogue/history/")))
    assert client.get(red.path("catalogue/source/2/")).content.decode() == better
    _client, same = upload(red, better)
    assert "Nothing: the same is in force already." in words(same)


def test_a_file_that_was_not_shown_is_shown_first(red: Office) -> None:
    client, answer = upload(red, RED)
    form = apply_of(answer) | {"text": RED.replace('name = "RED connect plus"', 'name = "RED connect super"')}
    shown = client.post(red.path("catalogue/apply/"), form)
    assert shown.status_code == 200 and version(red) == 1 and "says it in other words" in words(shown)
    assert client.post(red.path("catalogue/apply/"), form | {"seen": ""}).status_code == 422


def test_another_vendors_file_is_refused(red: Office) -> None:
    _client, answer = upload(red, (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8"))
    assert answer.status_code in (409, 422) and version(red) == 1


def test_the_first_catalogue_of_a_vendor(db: None) -> None:
    from tests.office.conftest import staffed
    from tests.portal.conftest import TODAY, Site

    from laufzeit.vendors.store import create_vendor

    vendor = create_vendor(slug="red-connect", name="New", sandbox_day=TODAY)
    office = staffed(Site(vendor, None, []))
    client = office.enter("manager")
    for page in ("", "customers/", "contracts/", "catalogue/", "catalogue/history/", "mails/", "staff/"):
        assert client.get(office.path(page)).status_code == 200, page
    assert "There is no catalogue yet." in words(client.get(office.path()))
    client, answer = upload(office, RED)
    assert "It is the first one; everything in it is new." in words(answer)
    client.post(office.path("catalogue/apply/"), apply_of(answer))
    assert version(office) == 1 and filled is not None
