# The announcement of 2022: every prepaid contract gets notice by 2022-10-31 and an offer that can be accepted until
# 2023-01-31; the new prices apply from the first renewal at or after 2023-02-01.
story: New prices from 1 February 2023
catalogue: ../../examples/gapteq.toml
customer: Muster AG, main user Jana
language: de

scene: A term until 15 March 2023, accepted (example A of the announcement)
cases: gap-20
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
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
    2022-10-28  to Jana  VendorNotice       Kündigung Ihres Vertrags zum 15.03.2023
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
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-12-01  Jana accepts the offer
2022-12-01  terms through 2024-01-25
    2022-01-25 – 2023-01-24  prepaid@2022  15 seats  900.00 EUR per 12 months
    2023-01-25 – 2024-01-24  prepaid@2022  15 seats  900.00 EUR per 12 months
    2024-01-25 – 2025-01-24  prepaid@2023  15 seats  1320.00 EUR per 12 months

scene: A term until 15 March 2023, not accepted
cases: gap-22
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2023-02-01  Jana accepts the offer -> refused offer_expired
2023-02-01  terms through 2024-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    ends on 2023-03-15
2023-03-16  entitlements
    nothing
2023-03-16  letters
    2022-03-16  to Jana  ContractConcluded   Ihr Vertrag GAPTEQ BUSINESS Prepaid ab 16.03.2022
    2022-10-28  to Jana  VendorNotice        Kündigung Ihres Vertrags zum 15.03.2023
    2022-10-28  to Jana  TermsOffered        Kündigung Ihres Vertrags GAPTEQ BUSINESS Prepaid zum 15.03.2023 und Angebot, ihn fortzuführen
    2023-01-01  to Jana  AcceptanceReminder  Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid gilt bis zum 31.01.2023
    2023-01-24  to Jana  AcceptanceReminder  Unser Angebot für Ihren Vertrag GAPTEQ BUSINESS Prepaid gilt bis zum 31.01.2023
    2023-03-16  to Jana  ContractEnded       Ihr Vertrag GAPTEQ BUSINESS Prepaid ist beendet

scene: A term until 24 January 2023, not accepted
cases: gap-23
2022-01-25  Jana concludes prepaid with 15 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
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
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2022-11-14  terms through 2023-02-01
    2022-02-01 – 2023-01-31  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-02-01 – 2024-01-31  prepaid@2023  10 seats  960.00 EUR per 12 months

scene: The same term, judged by its last day: once more at the old price
2022-02-01  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31 judged by last day
2022-11-14  Jana accepts the offer
2022-11-14  terms through 2024-02-01
    2022-02-01 – 2023-01-31  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-02-01 – 2024-01-31  prepaid@2022  10 seats  600.00 EUR per 12 months
    2024-02-01 – 2025-01-31  prepaid@2023  10 seats  960.00 EUR per 12 months

scene: A term until 30 January 2023: the next one begins a day before the cut-over
cases: gap-25
2022-01-31  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2022-11-14  terms through 2024-01-31
    2022-01-31 – 2023-01-30  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-01-31 – 2024-01-30  prepaid@2022  10 seats  600.00 EUR per 12 months
    2024-01-31 – 2025-01-30  prepaid@2023  10 seats  960.00 EUR per 12 months

scene: An acceptance is taken back, and the notice counts again
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
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
