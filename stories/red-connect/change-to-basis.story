# What the vendor's help page describes: a practice leaves plus and goes back to basis.
story: From plus back to basis
catalogue: ../../examples/red-connect.toml
customer: Praxis Dr. Sommer, main user Anna
language: de
cases: red-01, red-08, red-09, red-10

2020-10-01  Anna concludes plus with users Max, Lea, Tom
2020-10-01  letters
    2020-10-01  to Anna  ContractConcluded  Ihr Vertrag RED connect plus ab 01.10.2020

# Appointments of a day before and of days after the switch; the practice does not know yet that it will leave.
2021-01-15  Max books konferenzen on 2021-06-30 at 18:00 as "Qualitätszirkel"
2021-01-15  Max books konferenzen on 2021-07-06 at 18:00 as "Fallbesprechung"
2021-01-15  Anna books konferenzen on 2021-07-01 at 09:30 as "Teamrunde"

# The dialog shows what will happen, and the terms have to be agreed to.
2021-02-10  preview Anna changes to basis
    last day          2021-06-30
    first day         2021-07-01
    plan              plus@2020 -> basis@2020
    seats             4 -> 1
    price             76.00 EUR -> 0.00 EUR
    users removed     Max, Lea, Tom
    bookings invalid  Teamrunde on 2021-07-01, Fallbesprechung on 2021-07-06
    features lost     einladung-sms, bildschirm, konferenzen, telefon-support, weitere-nutzer
    term              2021-07-01 –
    revocable until   2021-06-30
2021-02-10  Anna changes to basis, without agreeing -> refused consent_missing
2021-02-10  Anna changes to basis, agreeing to agb@2020 only -> refused consent_outdated
2021-02-10  Max changes to basis -> refused may_not_decide
2021-02-10  Anna changes to basis
2021-02-10  letters
    2021-02-10  to Anna  ChangeConfirmed  Bestätigung Ihres Vertragswechsels zu RED connect basis zum 01.07.2021
2021-02-10  timeline
    2020-10-01 – 2021-06-30  plus@2020   4 seats  Anna, Max, Lea, Tom
    2021-07-01 –             basis@2020  1 seat   Anna
2021-02-10  pending
    change of plan  by customer  last day 2021-06-30  revocable until 2021-06-30
2021-02-10  refusals
    change to basis        change_pending
    revoke the seats       nothing_to_revoke
    revoke the notice      nothing_to_revoke
    revoke the acceptance  nothing_to_revoke
    revoke the switch      nothing_to_revoke
2021-02-10  entitlements on 2021-07-01
    plan      basis@2020
    seats     1
    users     Anna
    features  terminverwaltung, videotermine, zwei-teilnehmer, email-support, vollbild, online-hilfe,
              einladung-email, avv-bestaetigung

# A booking for a day after the switch is no longer possible; one for a day before is.
2021-02-11  Max books konferenzen on 2021-07-20 at 18:00 -> refused feature_not_included
2021-02-11  Max books konferenzen on 2021-06-01 at 18:00 as "Supervision"
2021-02-11  bookings
    2021-06-01  18:00  konferenzen  Supervision      Max   valid
    2021-06-30  18:00  konferenzen  Qualitätszirkel  Max   valid
    2021-07-01  09:30  konferenzen  Teamrunde        Anna  invalid
    2021-07-06  18:00  konferenzen  Fallbesprechung  Max   invalid

# Until the last day everything of plus can be used in full, and a further user can be added.
2021-06-30  entitlements
    plan      plus@2020
    seats     4
    users     Anna, Max, Lea, Tom
    features  terminverwaltung, videotermine, zwei-teilnehmer, einladung-sms, email-support, bildschirm,
              konferenzen, vollbild, online-hilfe, einladung-email, telefon-support, weitere-nutzer,
              avv-bestaetigung
2021-06-30  price with 25 sms
    fee  4   76.00 EUR
    sms  25  2.50 EUR
    net 78.50 EUR

# On the first day of basis nobody has to do anything: users are removed, bookings are invalid, and people are told.
2021-07-01  effects
    2021-06-16  reminder before the last day to revoke
    2021-06-27  reminder before the last day to revoke
    2021-07-01  plan switched
2021-07-01  letters
    2021-06-16  to Anna  RevocationReminder  Ihr Vertragswechsel zu RED connect basis steht bevor
    2021-06-27  to Anna  RevocationReminder  Ihr Vertragswechsel zu RED connect basis steht bevor
    2021-07-01  to Anna  PlanSwitched        Ihr Vertrag ist auf RED connect basis umgestellt
    2021-07-01  to Max   AccessEnded         Ihr Zugang zu RED connect plus ist beendet
    2021-07-01  to Lea   AccessEnded         Ihr Zugang zu RED connect plus ist beendet
    2021-07-01  to Tom   AccessEnded         Ihr Zugang zu RED connect plus ist beendet
    2021-07-01  to Anna  BookingsInvalid     Ihre Termine sind nicht mehr gültig
    2021-07-01  to Max   BookingsInvalid     Ihre Termine sind nicht mehr gültig
2021-07-01  entitlements
    plan      basis@2020
    seats     1
    users     Anna
    features  terminverwaltung, videotermine, zwei-teilnehmer, email-support, vollbild, online-hilfe,
              einladung-email, avv-bestaetigung
2021-07-01  bookings
    2021-07-01  09:30  konferenzen  Teamrunde        Anna  invalid
    2021-07-06  18:00  konferenzen  Fallbesprechung  Max   invalid
2021-07-01  Anna revokes the change -> refused revocation_too_late
2021-07-01  Max books konferenzen on 2021-07-20 at 18:00 -> refused user_unknown
2021-07-01  history
    Anna hat am 01.10.2020 den Vertrag RED connect plus ab dem 01.10.2020 geschlossen (im Portal).
    Max hat am 15.01.2021 Konferenzen mit mehreren Teilnehmern für den 30.06.2021 um 18:00 Uhr gebucht (im
      Portal).
    Max hat am 15.01.2021 Konferenzen mit mehreren Teilnehmern für den 06.07.2021 um 18:00 Uhr gebucht (im
      Portal).
    Anna hat am 15.01.2021 Konferenzen mit mehreren Teilnehmern für den 01.07.2021 um 09:30 Uhr gebucht (im
      Portal).
    Anna hat am 10.02.2021 den Wechsel zu RED connect basis zum 30.06.2021 erklärt (im Portal).
    Max hat am 11.02.2021 Konferenzen mit mehreren Teilnehmern für den 01.06.2021 um 18:00 Uhr gebucht (im
      Portal).
