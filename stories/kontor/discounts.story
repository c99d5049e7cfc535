# What the vendor grants and charges beside the prices. None of it changes a phase; the invoices show it.
story: Discounts, one-off charges and credits
catalogue: ../catalogues/kontor.toml
customer: Schreibstube, main user Ida

scene: A discount of all recurring prices, for three periods of each
2021-01-15  Ida concludes team with users Ben
2021-01-15  vendor grants 10% as "Welcome" for 3 periods
2021-01-15  discounts
    from 2021-01-15  10%  off all  Welcome  3 periods
2021-01-15  timeline
    2021-01-15 –             team@2020  2 seats  Ida, Ben
2021-01-15  history
    On 15 January 2021 Ida concluded the contract Kontor team from 15 January 2021 on (in the portal).
    On 15 January 2021 Kontor granted the discount “Welcome”: 10% off all recurring prices from 15 January
      2021 on, for 3 billing periods.
2021-01-15  history in german
    Ida hat am 15.01.2021 den Vertrag Kontor team ab dem 15.01.2021 geschlossen (im Portal).
    Kontor hat am 15.01.2021 den Rabatt „Welcome“ gewährt: 10 % auf alle wiederkehrenden Preise ab dem
      15.01.2021, für 3 Abrechnungszeiträume.

scene: An amount off one price until a day, and ended before
2021-01-15  Ida concludes office with 3 seats
2021-02-01  vendor grants 2.50 off fee as "Building site" from 2021-02-15 until 2021-12-31
2021-03-01  discounts
    from 2021-02-15  2.50 EUR  off fee  Building site  until 2021-12-31
2021-03-01  vendor ends the discount "Building site" from 2021-06-01
2021-03-01  discounts
    from 2021-02-15  2.50 EUR  off fee  Building site  until 2021-05-31
2021-03-01  history
    On 15 January 2021 Ida concluded the contract Kontor office from 15 January 2021 on (in the portal).
    On 1 February 2021 Kontor granted the discount “Building site”: €2.50 a billing period off “fee” from 15
      February 2021 on, until 31 December 2021 at the longest.
    On 1 March 2021 Kontor ended the discount “Building site” for billing periods from 1 June 2021 on.
2021-03-01  history in german
    Ida hat am 15.01.2021 den Vertrag Kontor office ab dem 15.01.2021 geschlossen (im Portal).
    Kontor hat am 01.02.2021 den Rabatt „Building site“ gewährt: 2,50 € je Abrechnungszeitraum auf „fee“ ab
      dem 15.02.2021, längstens bis zum 31.12.2021.
    Kontor hat am 01.03.2021 den Rabatt „Building site“ für Abrechnungszeiträume ab dem 01.06.2021 beendet.

scene: A discount that was a mistake has never been
2021-01-15  Ida concludes office with 3 seats
2021-02-01  vendor grants 50% as "Loyalty" from 2021-01-15
2021-02-02  vendor ends the discount "Loyalty" from 2021-01-15
2021-02-02  vendor grants 5% as "Loyalty" from 2021-01-15
2021-02-02  discounts
    from 2021-01-15  50%  off all  Loyalty  never
    from 2021-01-15  5%   off all  Loyalty

scene: Charged once, credited once, and taken back
2021-01-15  Ida concludes office with 3 seats
2021-01-20  vendor charges 150.00 for "Set-up"
2021-02-03  vendor charges 24.90 for "Handbook" on 2021-02-10 at the reduced rate
2021-02-20  vendor credits 12.00 for "Outage on 18 February"
2021-02-20  extras
    2021-01-20  150.00 EUR  Set-up
    2021-02-10  24.90 EUR   Handbook               reduced rate
    2021-02-20  -12.00 EUR  Outage on 18 February
2021-02-21  vendor cancels the extra "Set-up"
2021-02-21  extras
    2021-02-10  24.90 EUR   Handbook               reduced rate
    2021-02-20  -12.00 EUR  Outage on 18 February
2021-02-21  history
    On 15 January 2021 Ida concluded the contract Kontor office from 15 January 2021 on (in the portal).
    On 20 January 2021 Kontor charged €150.00 once: “Set-up”.
    On 3 February 2021 Kontor charged €24.90 once for 10 February 2021: “Handbook”.
    On 20 February 2021 Kontor credited €12.00 once: “Outage on 18 February”.
    On 21 February 2021 Kontor took back the one-off charge of €150.00 (“Set-up”).
2021-02-21  history in german
    Ida hat am 15.01.2021 den Vertrag Kontor office ab dem 15.01.2021 geschlossen (im Portal).
    Kontor hat am 20.01.2021 einmalig 150,00 € berechnet: „Set-up“.
    Kontor hat am 03.02.2021 einmalig 24,90 € zum 10.02.2021 berechnet: „Handbook“.
    Kontor hat am 20.02.2021 einmalig 12,00 € gutgeschrieben: „Outage on 18 February“.
    Kontor hat am 21.02.2021 die einmalige Berechnung von 150,00 € („Set-up“) zurückgenommen.
2021-02-21  letters
    2021-01-15  to Ida  ContractConcluded  Your contract Kontor office from 15 January 2021

scene: Beside a notice, and for the final account
2021-01-15  Ida concludes team with users Ben
2021-10-01  Ida gives notice
2021-10-02  vendor grants 20% off fee as "Until the end"
2021-10-02  pending
    notice by the customer  by customer  last day 2022-01-14  revocable until 2022-01-14
2022-01-20  vendor grants 20% as "Too late" -> refused after_the_end
2022-01-20  vendor charges 80.00 for "Lost key" on 2022-02-01
2022-01-20  extras
    2022-02-01  80.00 EUR  Lost key

scene: What customers cannot do
2021-01-15  Ida concludes team with users Ben
2021-01-16  Ida grants 50% as "Because" -> refused may_not_decide
2021-01-16  Ida credits 50.00 for "Because" -> refused may_not_decide
2021-01-16  preview vendor grants 50% as "Because"
    last day   2021-01-15
    first day  2021-01-16
    plan       team@2020
    seats      2
    price      30.00 EUR
