# "Vertrag kündigen und Daten löschen": a path of its own beside the change of plan.
story: Terminate the contract and delete the data
catalogue: ../../examples/red-connect.toml
customer: Praxis Dr. Sommer, main user Anna
language: de

scene: Terminated and erased
cases: red-13
2020-10-01  Anna concludes plus with users Max
2021-01-15  Max books konferenzen on 2021-07-06 at 18:00 as "Fallbesprechung"
2021-02-10  preview Anna terminates and erases
    last day          2021-06-30
    first day         2021-07-01
    plan              plus@2020 -> no contract
    seats             2 -> 0
    price             38.00 EUR -> nothing
    users removed     Max
    bookings invalid  Fallbesprechung on 2021-07-06
    features lost     terminverwaltung, videotermine, zwei-teilnehmer, einladung-sms, email-support,
                      bildschirm, konferenzen, vollbild, online-hilfe, einladung-email, telefon-support,
                      weitere-nutzer, avv-bestaetigung
    revocable until   2021-06-30
    contract ends on  2021-06-30
    data until        2021-07-30
    erased on         2021-07-31
2021-02-10  Anna terminates and erases
2021-02-10  timeline
    2020-10-01 – 2021-06-30  plus@2020  2 seats  Anna, Max
    ends on 2021-06-30
2021-02-10  pending
    notice by the customer  by customer  last day 2021-06-30  revocable until 2021-06-30
2021-02-10  letters
    2020-10-01  to Anna  ContractConcluded  Ihr Vertrag RED connect plus ab 01.10.2020
    2021-02-10  to Anna  NoticeConfirmed    Bestätigung Ihrer Kündigung zum 30.06.2021
2021-06-30  entitlements
    plan      plus@2020
    seats     2
    users     Anna, Max
    features  terminverwaltung, videotermine, zwei-teilnehmer, einladung-sms, email-support, bildschirm,
              konferenzen, vollbild, online-hilfe, einladung-email, telefon-support, weitere-nutzer,
              avv-bestaetigung
2021-07-01  entitlements
    nothing
2021-07-01  letters
    2021-06-16  to Anna  RevocationReminder  Ihr Vertrag RED connect plus endet zum 30.06.2021
    2021-06-27  to Anna  RevocationReminder  Ihr Vertrag RED connect plus endet zum 30.06.2021
    2021-07-01  to Anna  ContractEnded       Ihr Vertrag RED connect plus ist beendet
    2021-07-01  to Max   AccessEnded         Ihr Zugang zu RED connect plus ist beendet
    2021-07-01  to Max   BookingsInvalid     Ihre Termine sind nicht mehr gültig
2021-07-01  Anna books konferenzen on 2021-07-06 at 18:00 -> refused contract_ended
2021-07-31  effects
    2021-06-16  reminder before the last day to revoke
    2021-06-27  reminder before the last day to revoke
    2021-07-01  contract ended
    2021-07-17  erasure announced
    2021-07-28  erasure announced
    2021-07-31  erasure
2021-07-31  letters
    2021-07-17  to Anna  ErasureAnnounced  Ihre Daten werden am 31.07.2021 gelöscht
    2021-07-28  to Anna  ErasureAnnounced  Ihre Daten werden am 31.07.2021 gelöscht
2021-07-31  history
    Ein ehemaliger Benutzer hat am 01.10.2020 den Vertrag RED connect plus ab dem 01.10.2020 geschlossen (im
      Portal).
    Ein ehemaliger Benutzer hat am 15.01.2021 Konferenzen mit mehreren Teilnehmern für den 06.07.2021 um
      18:00 Uhr gebucht (im Portal).
    Ein ehemaliger Benutzer hat am 10.02.2021 den Vertrag zum 30.06.2021 gekündigt und die Löschung der
      Daten verlangt (im Portal).

scene: A notice that is widened keeps its day
2020-10-01  Anna concludes plus
2021-02-10  Anna gives notice
2021-04-10  Anna gives notice -> refused notice_pending
2021-04-10  preview Anna terminates and erases
    last day          2021-06-30
    first day         2021-07-01
    plan              plus@2020 -> no contract
    seats             1 -> 0
    price             19.00 EUR -> nothing
    features lost     terminverwaltung, videotermine, zwei-teilnehmer, einladung-sms, email-support,
                      bildschirm, konferenzen, vollbild, online-hilfe, einladung-email, telefon-support,
                      weitere-nutzer, avv-bestaetigung
    revocable until   2021-06-30
    contract ends on  2021-06-30
    data until        2021-07-30
    erased on         2021-07-31
2021-04-10  Anna terminates and erases
2021-04-10  timeline
    2020-10-01 – 2021-06-30  plus@2020  1 seat  Anna
    ends on 2021-06-30
2021-04-10  pending
    notice by the customer  by customer  last day 2021-06-30  revocable until 2021-06-30
2021-04-10  Anna terminates and erases -> refused notice_pending
2021-04-20  Anna revokes the notice
2021-04-20  pending
    notice by the customer  by customer  last day 2021-06-30  revocable until 2021-06-30
2021-04-20  Anna revokes the notice
2021-04-20  pending
    nothing
2021-04-20  timeline
    2020-10-01 –             plus@2020  1 seat  Anna

scene: A change is pending and the contract is terminated before it
2020-10-01  Anna concludes plus
2021-02-10  Anna changes to basis
2021-04-10  preview Anna terminates and erases
    last day          2021-06-30
    first day         2021-07-01
    plan              plus@2020 -> no contract
    seats             1 -> 0
    price             19.00 EUR -> nothing
    features lost     terminverwaltung, videotermine, zwei-teilnehmer, einladung-sms, email-support,
                      bildschirm, konferenzen, vollbild, online-hilfe, einladung-email, telefon-support,
                      weitere-nutzer, avv-bestaetigung
    revocable until   2021-06-30
    contract ends on  2021-06-30
    data until        2021-07-30
    erased on         2021-07-31
2021-04-10  Anna terminates and erases
2021-04-10  timeline
    2020-10-01 – 2021-06-30  plus@2020  1 seat  Anna
    ends on 2021-06-30
2021-04-10  pending
    change of plan          by customer  last day 2021-06-30  revocable until 2021-06-30
    notice by the customer  by customer  last day 2021-06-30  revocable until 2021-06-30
2021-04-11  Anna revokes the change
2021-04-11  timeline
    2020-10-01 – 2021-06-30  plus@2020  1 seat  Anna
    ends on 2021-06-30

scene: Revoked until the last day
2020-10-01  Anna concludes plus
2021-02-10  Anna terminates and erases
2021-06-30  Anna revokes the notice
2021-06-30  timeline
    2020-10-01 –             plus@2020  1 seat  Anna
2021-09-01  effects
    2021-06-16  reminder before the last day to revoke
    2021-06-27  reminder before the last day to revoke

scene: A change that has nothing left to begin with brings no reminder
2020-10-01  Anna concludes plus
2021-02-10  Anna changes to basis
2021-02-20  Anna gives notice
2021-06-30  pending
    change of plan          by customer  last day 2021-06-30  revocable until 2021-06-30
    notice by the customer  by customer  last day 2021-06-30  revocable until 2021-06-30
2021-07-01  letters
    2020-10-01  to Anna  ContractConcluded   Ihr Vertrag RED connect plus ab 01.10.2020
    2021-02-10  to Anna  ChangeConfirmed     Bestätigung Ihres Vertragswechsels zu RED connect basis zum 01.07.2021
    2021-02-20  to Anna  NoticeConfirmed     Bestätigung Ihrer Kündigung zum 30.06.2021
    2021-06-16  to Anna  RevocationReminder  Ihr Vertrag RED connect plus endet zum 30.06.2021
    2021-06-27  to Anna  RevocationReminder  Ihr Vertrag RED connect plus endet zum 30.06.2021
    2021-07-01  to Anna  ContractEnded       Ihr Vertrag RED connect plus ist beendet
2021-07-01  pending
    nothing

scene: Notice while a change is pending ends the contract before the other plan begins
2020-10-01  Anna concludes plus
2021-02-10  Anna changes to basis
2021-05-15  Anna gives notice
2021-05-15  timeline
    2020-10-01 – 2021-06-30  plus@2020  1 seat  Anna
    ends on 2021-06-30
2021-06-10  Anna revokes the notice
2021-06-10  Anna gives notice
2021-06-10  timeline
    2020-10-01 – 2021-06-30  plus@2020   1 seat  Anna
    2021-07-01 – 2021-07-10  basis@2020  1 seat  Anna
    ends on 2021-07-10
