# What GAPTEQ invoices: a term in advance, pay-per-use in arrears, and the credit for the rest of a term that begins anew.
story: The invoices of a licence
catalogue: ../../examples/gapteq.toml
customer: Muster AG, main user Jana
language: de

scene: Twelve months in advance are one invoice
2023-03-16  Jana concludes prepaid with 29 seats
2023-03-16  owed through 2023-03-31
    2023-03-16  prepaid@2023/licence  2023-03-16 – 2024-03-15  29  2328.00 EUR
2023-03-31  bill through 2023-03-31
    invoice RE-2023-000001  net 2328.00 EUR  VAT 19% 442.32 EUR  together 2770.32 EUR
      prepaid@2023/licence  2023-03-16 – 2024-03-15  2328.00 EUR  600,00 € Basispreis inkl. 5 User + 24 × 72,00 €
2023-03-31  bill through 2023-03-31
    nothing
2024-03-16  bill through 2024-03-16
    invoice RE-2024-000001  net 2328.00 EUR  VAT 19% 442.32 EUR  together 2770.32 EUR
      prepaid@2023/licence  2024-03-16 – 2025-03-15  2328.00 EUR  600,00 € Basispreis inkl. 5 User + 24 × 72,00 €

scene: More users begin the term anew, and what was paid for the rest of the old one comes back
2022-03-16  Jana concludes prepaid with 10 seats
2022-03-16  bill through 2022-03-16
    invoice RE-2022-000001  net 600.00 EUR  VAT 19% 114.00 EUR  together 714.00 EUR
      prepaid@2022/licence  2022-03-16 – 2023-03-15  600.00 EUR  10 × 60,00 €
2022-09-01  Jana changes seats to 12
2022-09-01  bill through 2022-09-01
    invoice RE-2022-000002  net 720.00 EUR  VAT 19% 136.80 EUR  together 856.80 EUR
      prepaid@2022/licence  2022-09-01 – 2023-08-31  720.00 EUR  12 × 60,00 €
    correction RK-2022-000001  of RE-2022-000001  net -322.19 EUR  VAT 19% -61.22 EUR  together -383.41 EUR
      prepaid@2022/licence  2022-09-01 – 2023-03-15  -322.19 EUR  neu berechnet: 277,81 € statt bisher 600,00 € (RE-2022-000001)

scene: Pay-per-use, for the users active in a month
2023-03-01  Jana concludes pay-per-use
2023-03-31  owed through 2023-03-31 with 29 active-users
    2023-03-31  pay-per-use@2023/usage  2023-03-01 – 2023-03-31  29  194.00 EUR
2023-04-01  bill through 2023-03-31 with 29 active-users
    invoice RE-2023-000001  net 194.00 EUR  VAT 19% 36.86 EUR  together 230.86 EUR
      pay-per-use@2023/usage  2023-03-01 – 2023-03-31  194.00 EUR  50,00 € Basispreis inkl. 5 aktive User + 24 × 6,00 €
2023-04-15  bill through 2023-03-31 with 401 active-users
    invoice RE-2023-000002  net 2226.00 EUR  VAT 19% 422.94 EUR  together 2648.94 EUR
      pay-per-use@2023/usage  2023-03-01 – 2023-03-31  2226.00 EUR  neu berechnet: 2.420,00 € statt bisher 194,00 € (RE-2023-000001)

scene: The price change of 2023, as it is invoiced
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2023-03-16  owed through 2024-03-15
    2022-03-16  prepaid@2022/licence  2022-03-16 – 2023-03-15  10  600.00 EUR
    2023-03-16  prepaid@2023/licence  2023-03-16 – 2024-03-15  10  960.00 EUR

scene: Nobody accepted: nothing more is owed
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2023-03-16  owed through 2024-03-15
    2022-03-16  prepaid@2022/licence  2022-03-16 – 2023-03-15  10  600.00 EUR
