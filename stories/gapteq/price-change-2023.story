# The announcement of 2022: every prepaid contract gets notice by 2022-10-31 and an offer that can be accepted until
# 2023-01-31; the new prices apply from the first renewal at or after 2023-02-01.
story: New prices from 1 February 2023
catalogue: ../../examples/gapteq.toml
customer: Muster AG, main user Jana
language: de

scene: A term until 15 March 2023, accepted (example A of the announcement)
cases: gap-20
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-10-28  pending
    open offer            by vendor  last day 2023-01-31  not revocable
    notice by the vendor  by vendor  last day 2023-03-15  revocable until 2023-03-15
2022-11-14  preview Jana accepts the offer
    last day         2023-03-15
    first day        2023-03-16
    plan             prepaid@2022 -> prepaid@2023
    seats            10
    price            600.00 EUR -> 960.00 EUR
    term             2023-03-16 – 2024-03-15
    revocable until  2023-01-31
2022-11-14  Jana accepts the offer
2022-11-14  pending
    accepted terms  by customer  last day 2023-03-15  revocable until 2023-01-31
2022-11-14  letters
    2022-03-16  to Jana  ContractConcluded  Ihr Vertrag GAPTEQ BUSINESS Prepaid ab 16.03.2022
    2022-10-28  to Jana  TermsOffered       Kündigung Ihres Vertrags GAPTEQ BUSINESS Prepaid zum 15.03.2023 und Angebot, ihn fortzuführen
    2022-11-14  to Jana  TermsAccepted      Bestätigung: neue Konditionen für Ihren Vertrag GAPTEQ BUSINESS Prepaid ab dem 16.03.2023
2022-11-14  terms through 2023-03-16
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-03-16 – 2024-03-15  prepaid@2023  10 seats  960.00 EUR per 12 months
2023-03-16  effects
    2023-01-16  reminder before the last day to give notice
    2023-02-08  reminder before the last day to give notice
    2023-03-16  renewed at accepted terms

scene: A term until 24 January 2023, accepted (example B of the announcement)
cases: gap-21
2022-01-25  Jana concludes prepaid with 15 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-12-01  Jana accepts the offer
2022-12-01  terms through 2024-01-25
    2022-01-25 – 2023-01-24  prepaid@2022  15 seats  900.00 EUR per 12 months
    2023-01-25 – 2024-01-24  prepaid@2022  15 seats  900.00 EUR per 12 months
    2024-01-25 – 2025-01-24  prepaid@2023  15 seats  1320.00 EUR per 12 months

scene: A term until 15 March 2023, not accepted
cases: gap-22
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2023-02-01  Jana accepts the offer -> refused offer_expired
2023-02-01  terms through 2024-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    ends on 2023-03-15
2023-03-16  entitlements
    nothing
2023-03-16  letters
    2022-03-16  to Jana  ContractConcluded   Ihr Vertrag GAPTEQ BUSINESS Prepaid ab 16.03.2022
    2022-10-28  to Jana  TermsOffered        Kündigung Ihres Vertrags GAPTEQ BUSINESS Prepaid zum 15.03.2023 und Angebot, ihn fortzuführen
    2023-01-01  to Jana  AcceptanceReminder  Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid gilt bis zum 31.01.2023
    2023-01-24  to Jana  AcceptanceReminder  Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid gilt bis zum 31.01.2023
    2023-03-16  to Jana  ContractEnded       Ihr Vertrag GAPTEQ BUSINESS Prepaid ist beendet

scene: A term until 24 January 2023, not accepted
cases: gap-23
2022-01-25  Jana concludes prepaid with 15 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana declines the offer
2022-11-14  terms through 2024-12-31
    2022-01-25 – 2023-01-24  prepaid@2022  15 seats  900.00 EUR per 12 months
    ends on 2023-01-24
2022-11-14  Jana accepts the offer
2022-11-15  terms through 2024-12-31
    2022-01-25 – 2023-01-24  prepaid@2022  15 seats  900.00 EUR per 12 months
    2023-01-25 – 2024-01-24  prepaid@2022  15 seats  900.00 EUR per 12 months
    2024-01-25 – 2025-01-24  prepaid@2023  15 seats  1320.00 EUR per 12 months

scene: A term until 31 January 2023: judged by the first day of the next term, it is at the new price
cases: gap-24
2022-02-01  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2022-11-14  terms through 2023-02-01
    2022-02-01 – 2023-01-31  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-02-01 – 2024-01-31  prepaid@2023  10 seats  960.00 EUR per 12 months

scene: The same term, judged by its last day: once more at the old price
2022-02-01  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31 judged by last day
2022-11-14  Jana accepts the offer
2022-11-14  terms through 2024-02-01
    2022-02-01 – 2023-01-31  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-02-01 – 2024-01-31  prepaid@2022  10 seats  600.00 EUR per 12 months
    2024-02-01 – 2025-01-31  prepaid@2023  10 seats  960.00 EUR per 12 months

scene: A term until 30 January 2023: the next one begins a day before the cut-over
cases: gap-25
2022-01-31  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2022-11-14  terms through 2024-01-31
    2022-01-31 – 2023-01-30  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-01-31 – 2024-01-30  prepaid@2022  10 seats  600.00 EUR per 12 months
    2024-01-31 – 2025-01-30  prepaid@2023  10 seats  960.00 EUR per 12 months

scene: An acceptance is taken back, and the notice counts again
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2023-01-31  Jana revokes the acceptance
2023-01-31  terms through 2024-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    ends on 2023-03-15
2023-01-31  Jana accepts the offer
2023-01-31  terms through 2023-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-03-16 – 2024-03-15  prepaid@2023  10 seats  960.00 EUR per 12 months
2023-02-01  Jana revokes the acceptance -> refused revocation_too_late

scene: What was accepted is declined until the deadline, in one decision, and accepted again
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2022-11-20  letters
    2022-03-16  to Jana  ContractConcluded  Ihr Vertrag GAPTEQ BUSINESS Prepaid ab 16.03.2022
    2022-10-28  to Jana  TermsOffered       Kündigung Ihres Vertrags GAPTEQ BUSINESS Prepaid zum 15.03.2023 und Angebot, ihn fortzuführen
    2022-11-14  to Jana  TermsAccepted      Bestätigung: neue Konditionen für Ihren Vertrag GAPTEQ BUSINESS Prepaid ab dem 16.03.2023
2022-11-21  Jana declines the offer
2022-11-21  terms through 2024-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    ends on 2023-03-15
2022-11-21  letters
    2022-11-21  to Jana  TermsDeclined  Bestätigung: Sie haben unser Angebot für GAPTEQ BUSINESS Prepaid abgelehnt
2022-11-21  Jana declines the offer -> refused offer_decided
2023-01-31  Jana accepts the offer
2023-01-31  terms through 2023-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-03-16 – 2024-03-15  prepaid@2023  10 seats  960.00 EUR per 12 months
2023-02-01  Jana declines the offer -> refused offer_expired
2023-02-01  history
    Jana hat am 16.03.2022 den Vertrag GAPTEQ BUSINESS Prepaid ab dem 16.03.2022 geschlossen (im Portal).
    GAPTEQ hat am 28.10.2022 den Vertrag zum 15.03.2023 gekündigt.
    GAPTEQ hat am 28.10.2022 GAPTEQ BUSINESS Prepaid zu neuen Bedingungen ab dem 01.02.2023 angeboten,
      annehmbar bis zum 31.01.2023.
    Jana hat am 14.11.2022 die neuen Bedingungen ab dem 16.03.2023 angenommen und damit die Kündigung
      abgewendet (im Portal).
    Jana hat am 21.11.2022 die Annahme der neuen Bedingungen widerrufen (im Portal).
    Jana hat am 21.11.2022 die neuen Bedingungen abgelehnt (im Portal).
    Jana hat am 31.01.2023 die neuen Bedingungen ab dem 16.03.2023 angenommen und damit die Kündigung
      abgewendet (im Portal).

scene: The mail is sent in the evening of 30 September 2022 and counts from the next working day on
2021-11-01  Jana concludes prepaid with 10 seats
2022-09-30  preview vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
    last day          2022-10-31
    first day         2022-11-01
    plan              prepaid@2022 -> no contract
    seats             10 -> 0
    price             600.00 EUR -> nothing
    features lost     business
    revocable until   2022-10-31
    contract ends on  2022-10-31
    data until        2022-11-30
2022-09-30  preview vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31 received on 2022-10-04
    last day          2023-10-31
    first day         2023-11-01
    plan              prepaid@2022 -> no contract
    seats             10 -> 0
    price             600.00 EUR -> nothing
    features lost     business
    revocable until   2023-10-31
    contract ends on  2023-10-31
    data until        2023-11-30
2022-09-30  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31 received on 2022-10-15 -> refused received_in_future
2022-09-30  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31 reminders 30 7, received on 2022-10-04
2022-09-30  history
    Jana hat am 01.11.2021 den Vertrag GAPTEQ BUSINESS Prepaid ab dem 01.11.2021 geschlossen (im Portal).
    GAPTEQ hat am 30.09.2022 den Vertrag zum 31.10.2023 gekündigt (Zugang am 04.10.2022).
    GAPTEQ hat am 30.09.2022 GAPTEQ BUSINESS Prepaid zu neuen Bedingungen ab dem 01.02.2023 angeboten,
      annehmbar bis zum 31.01.2023.
2022-09-30  pending
    open offer            by vendor  last day 2023-01-31  not revocable
    notice by the vendor  by vendor  last day 2023-10-31  revocable until 2023-10-31
2023-01-31  letters
    2021-11-01  to Jana  ContractConcluded   Ihr Vertrag GAPTEQ BUSINESS Prepaid ab 01.11.2021
    2022-08-31  to Jana  NoticeReminder      Ihr Vertrag GAPTEQ BUSINESS Prepaid: Kündigung zum 31.10.2022 möglich bis 30.09.2022
    2022-09-23  to Jana  NoticeReminder      Ihr Vertrag GAPTEQ BUSINESS Prepaid: Kündigung zum 31.10.2022 möglich bis 30.09.2022
    2022-09-30  to Jana  TermsOffered        Kündigung Ihres Vertrags GAPTEQ BUSINESS Prepaid zum 31.10.2023 und Angebot, ihn fortzuführen
    2023-01-01  to Jana  AcceptanceReminder  Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid gilt bis zum 31.01.2023
    2023-01-24  to Jana  AcceptanceReminder  Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid gilt bis zum 31.01.2023

scene: The vendor leaves more time, also when the first deadline is over
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31 reminders 7
2023-02-02  Jana accepts the offer -> refused offer_expired
2023-02-03  vendor extends the offer until 2023-04-30
2023-02-03  pending
    notice by the vendor  by vendor  last day 2023-03-15  revocable until 2023-03-15
    open offer            by vendor  last day 2023-03-15  not revocable
2023-03-09  letters
    2022-03-16  to Jana  ContractConcluded   Ihr Vertrag GAPTEQ BUSINESS Prepaid ab 16.03.2022
    2022-10-28  to Jana  TermsOffered        Kündigung Ihres Vertrags GAPTEQ BUSINESS Prepaid zum 15.03.2023 und Angebot, ihn fortzuführen
    2023-01-24  to Jana  AcceptanceReminder  Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid gilt bis zum 31.01.2023
    2023-02-03  to Jana  OfferExtended       Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid: Frist verlängert bis zum 15.03.2023
    2023-03-08  to Jana  AcceptanceReminder  Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid gilt bis zum 15.03.2023
2023-03-10  Jana accepts the offer
2023-03-10  terms through 2023-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-03-16 – 2024-03-15  prepaid@2023  10 seats  960.00 EUR per 12 months
2023-03-10  vendor extends the offer until 2023-03-31 -> refused acceptance_pending

scene: The offer is withdrawn, and with it the notice: the contract goes on at the old price
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana declines the offer
2022-11-20  preview vendor withdraws the offer
    last day   2023-03-15
    first day  2023-03-16
    plan       prepaid@2022
    seats      10
    price      600.00 EUR
    term       2023-03-16 – 2024-03-15
2022-11-20  vendor withdraws the offer
2022-11-20  terms through 2023-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-03-16 – 2024-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
2022-11-20  letters
    2022-03-16  to Jana  ContractConcluded  Ihr Vertrag GAPTEQ BUSINESS Prepaid ab 16.03.2022
    2022-10-28  to Jana  TermsOffered       Kündigung Ihres Vertrags GAPTEQ BUSINESS Prepaid zum 15.03.2023 und Angebot, ihn fortzuführen
    2022-11-14  to Jana  TermsDeclined      Bestätigung: Sie haben unser Angebot für GAPTEQ BUSINESS Prepaid abgelehnt
    2022-11-20  to Jana  OfferWithdrawn     Wir nehmen unsere Kündigung zurück: GAPTEQ BUSINESS Prepaid
2022-11-21  Jana accepts the offer -> refused offer_withdrawn
2022-11-21  history in english
    On 16 March 2022 Jana concluded the contract GAPTEQ BUSINESS Prepaid from 16 March 2022 on (in the
      portal).
    On 28 October 2022 GAPTEQ gave notice to the end of 15 March 2023.
    On 28 October 2022 GAPTEQ offered GAPTEQ BUSINESS Prepaid at new terms from 1 February 2023 on, open
      until 31 January 2023.
    On 14 November 2022 Jana declined the new terms (in the portal).
    On 20 November 2022 GAPTEQ revoked the vendor's notice to the end of 15 March 2023.
    On 20 November 2022 GAPTEQ withdrew the offer of new terms.

scene: What was accepted is agreed, and is not withdrawn
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2022-11-20  vendor withdraws the offer -> refused acceptance_pending
2023-03-16  vendor withdraws the offer -> refused offer_decided

scene: More seats in the term that was renewed once at the old price: the new price waits for the new end
2022-01-25  Jana concludes prepaid with 15 seats
2022-10-28  vendor gives notice and offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-12-01  Jana accepts the offer
2023-06-01  Jana changes seats to 16
2023-06-01  terms through 2024-06-01
    2022-01-25 – 2023-01-24  prepaid@2022  15 seats  900.00 EUR per 12 months
    2023-01-25 – 2023-05-31  prepaid@2022  15 seats  900.00 EUR per 12 months
    2023-06-01 – 2024-05-31  prepaid@2022  16 seats  960.00 EUR per 12 months
    2024-06-01 – 2025-05-31  prepaid@2023  16 seats  1392.00 EUR per 12 months
