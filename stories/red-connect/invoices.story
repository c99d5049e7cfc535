# What RED connect invoices each month, in arrears: the fee of each user by days, and what was sent.
story: The invoices of a practice
catalogue: ../../examples/red-connect.toml
customer: Praxis Dr. Sommer, main user Anna
language: de

scene: One user and 25 text messages
2021-01-01  Anna concludes plus
2021-01-31  bill through 2021-01-31 with 25 sms
    invoice RE-2021-000001  net 21.50 EUR  VAT 19% 4.09 EUR  together 25.59 EUR
      plus@2020/fee  2021-01-01 – 2021-01-31  19.00 EUR  1 × 19,00 €
      plus@2020/sms  2021-01-01 – 2021-01-31  2.50 EUR   25 × 0,10 €

scene: Users who come and go are charged by the days
2021-01-01  Anna concludes plus with users Max, Lea, Tom
2021-02-01  bill through 2021-01-31
    invoice RE-2021-000001  net 76.00 EUR  VAT 19% 14.44 EUR  together 90.44 EUR
      plus@2020/fee  2021-01-01 – 2021-01-31  76.00 EUR  4 × 19,00 €
2021-02-15  Anna adds user Eva
2021-02-22  Anna removes user Tom
2021-03-01  bill through 2021-02-28
    invoice RE-2021-000002  net 80.75 EUR  VAT 19% 15.34 EUR  together 96.09 EUR
      plus@2020/fee  2021-02-01 – 2021-02-14  38.00 EUR  4 × 19,00 €, anteilig 14 von 28 Tagen
      plus@2020/fee  2021-02-15 – 2021-02-21  23.75 EUR  5 × 19,00 €, anteilig 7 von 28 Tagen
      plus@2020/fee  2021-02-22 – 2021-02-28  19.00 EUR  4 × 19,00 €, anteilig 7 von 28 Tagen

scene: After the switch nothing is owed
2021-01-01  Anna concludes plus with users Max, Lea, Tom
2021-02-10  Anna changes to basis
2021-06-30  bill through 2021-05-31
    invoice RE-2021-000001  net 380.00 EUR  VAT 19% 72.20 EUR  together 452.20 EUR
      plus@2020/fee  2021-01-01 – 2021-01-31  76.00 EUR  4 × 19,00 €
      plus@2020/fee  2021-02-01 – 2021-02-28  76.00 EUR  4 × 19,00 €
      plus@2020/fee  2021-03-01 – 2021-03-31  76.00 EUR  4 × 19,00 €
      plus@2020/fee  2021-04-01 – 2021-04-30  76.00 EUR  4 × 19,00 €
      plus@2020/fee  2021-05-01 – 2021-05-31  76.00 EUR  4 × 19,00 €
2021-07-01  bill through 2021-06-30
    invoice RE-2021-000002  net 76.00 EUR  VAT 19% 14.44 EUR  together 90.44 EUR
      plus@2020/fee  2021-06-01 – 2021-06-30  76.00 EUR  4 × 19,00 €
2021-12-01  owed through 2021-12-31
    2021-01-31  plus@2020/fee  2021-01-01 – 2021-01-31  4  76.00 EUR
    2021-02-28  plus@2020/fee  2021-02-01 – 2021-02-28  4  76.00 EUR
    2021-03-31  plus@2020/fee  2021-03-01 – 2021-03-31  4  76.00 EUR
    2021-04-30  plus@2020/fee  2021-04-01 – 2021-04-30  4  76.00 EUR
    2021-05-31  plus@2020/fee  2021-05-01 – 2021-05-31  4  76.00 EUR
    2021-06-30  plus@2020/fee  2021-06-01 – 2021-06-30  4  76.00 EUR
2021-12-01  bill through 2021-12-31
    nothing
