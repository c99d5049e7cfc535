# Discounts, one-off charges and credits on invoices.
story: Invoices with discounts
catalogue: ../catalogues/kontor.toml
customer: Schreibstube, main user Ida

scene: A discount for three periods
2021-01-15  Ida concludes team with users Ben
2021-01-15  vendor grants 10% as "Welcome" for 3 periods
2021-06-15  owed through 2021-06-15
    2021-01-15  team@2020/fee  2021-01-15 – 2021-02-14  2  27.00 EUR
    2021-02-15  team@2020/fee  2021-02-15 – 2021-03-14  2  27.00 EUR
    2021-03-15  team@2020/fee  2021-03-15 – 2021-04-14  2  27.00 EUR
    2021-04-15  team@2020/fee  2021-04-15 – 2021-05-14  2  30.00 EUR
    2021-05-15  team@2020/fee  2021-05-15 – 2021-06-14  2  30.00 EUR
    2021-06-15  team@2020/fee  2021-06-15 – 2021-07-14  2  30.00 EUR
2021-06-15  bill through 2021-06-15
    invoice K2021-00001  net 171.00 EUR  VAT 19% 32.49 EUR  together 203.49 EUR
      team@2020/fee  2021-01-15 – 2021-02-14  27.00 EUR  2 × €15.00, Welcome -3.00 EUR
      team@2020/fee  2021-02-15 – 2021-03-14  27.00 EUR  2 × €15.00, Welcome -3.00 EUR
      team@2020/fee  2021-03-15 – 2021-04-14  27.00 EUR  2 × €15.00, Welcome -3.00 EUR
      team@2020/fee  2021-04-15 – 2021-05-14  30.00 EUR  2 × €15.00
      team@2020/fee  2021-05-15 – 2021-06-14  30.00 EUR  2 × €15.00
      team@2020/fee  2021-06-15 – 2021-07-14  30.00 EUR  2 × €15.00

scene: Charged once, and taken back after it was invoiced
2021-01-15  Ida concludes office with 3 seats
2021-01-20  vendor charges 150.00 for "Set-up"
2021-02-03  vendor charges 24.90 for "Handbook" on 2021-02-10 at the reduced rate
2021-02-28  bill through 2021-02-28
    invoice K2021-00001  net 246.90 EUR  VAT 19% 42.18 EUR  VAT 7% 1.74 EUR  together 290.82 EUR
      office@2020/fee  2021-01-15 – 2021-02-14  36.00 EUR   3 × €12.00
      extra            2021-01-20 – 2021-01-20  150.00 EUR  Set-up
      extra            2021-02-10 – 2021-02-10  24.90 EUR   Handbook
      office@2020/fee  2021-02-15 – 2021-03-14  36.00 EUR   3 × €12.00
2021-03-01  vendor cancels the extra "Set-up"
2021-03-01  bill through 2021-02-28
    correction KK2021-00001  of K2021-00001  net -150.00 EUR  VAT 19% -28.50 EUR  together -178.50 EUR
      extra  2021-01-20 – 2021-01-20  -150.00 EUR  no longer owed: €150.00 of K2021-00001

scene: A credit on the next invoice, or on a document of its own
2021-01-15  Ida concludes office with 3 seats
2021-01-20  vendor credits 12.00 for "Outage on 18 January"
2021-02-28  bill through 2021-02-28
    invoice K2021-00001  net 60.00 EUR  VAT 19% 11.40 EUR  together 71.40 EUR
      office@2020/fee  2021-01-15 – 2021-02-14  36.00 EUR   3 × €12.00
      office@2020/fee  2021-02-15 – 2021-03-14  36.00 EUR   3 × €12.00
      extra            2021-01-20 – 2021-01-20  -12.00 EUR  Outage on 18 January
2021-03-02  vendor credits 5.00 for "Outage on 1 March"
2021-03-02  bill through 2021-03-02
    correction KK2021-00001  net -5.00 EUR  VAT 19% -0.95 EUR  together -5.95 EUR
      extra  2021-03-02 – 2021-03-02  -5.00 EUR  Outage on 1 March
