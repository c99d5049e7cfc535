# A pending change can be taken back until its last day; a later request counts anew from its own day.
story: Taking a change back
catalogue: ../../examples/red-connect.toml
customer: Praxis Dr. Sommer, main user Anna
language: de

scene: Revoked, and later requested again
cases: red-06, red-07
2020-10-01  Anna concludes plus with users Max
2021-02-10  Anna changes to basis
2021-03-20  Max revokes the change -> refused may_not_decide
2021-03-20  vendor revokes the change -> refused not_your_declaration
2021-03-20  preview Anna revokes the change
    last day   2021-06-30
    first day  2021-07-01
    plan       plus@2020
    seats      2
    price      38.00 EUR
    term       2020-10-01 –
2021-03-20  Anna revokes the change
2021-03-20  timeline
    2020-10-01 –             plus@2020  2 seats  Anna, Max
2021-03-20  letters
    2020-10-01  to Anna  ContractConcluded  Ihr Vertrag RED connect plus ab 01.10.2020
    2021-02-10  to Anna  ChangeConfirmed    Bestätigung Ihres Vertragswechsels zu RED connect basis zum 01.07.2021
    2021-03-20  to Anna  ChangeRevoked      Bestätigung: Ihr Vertragswechsel zu RED connect basis ist widerrufen
2021-04-02  Anna changes to basis
2021-04-02  timeline
    2020-10-01 – 2021-09-30  plus@2020   2 seats  Anna, Max
    2021-10-01 –             basis@2020  1 seat   Anna
2021-04-02  history
    Anna hat am 01.10.2020 den Vertrag RED connect plus ab dem 01.10.2020 geschlossen (im Portal).
    Anna hat am 10.02.2021 den Wechsel zu RED connect basis zum 30.06.2021 erklärt (im Portal).
    Anna hat am 20.03.2021 den Wechsel zu RED connect basis zum 30.06.2021 widerrufen (im Portal).
    Anna hat am 02.04.2021 den Wechsel zu RED connect basis zum 30.09.2021 erklärt (im Portal).

scene: Revoked on the very last day
2020-10-01  Anna concludes plus
2021-02-10  Anna changes to basis
2021-06-30  pending
    change of plan  by customer  last day 2021-06-30  revocable until 2021-06-30
2021-06-30  Anna revokes the change
2021-06-30  timeline
    2020-10-01 –             plus@2020  1 seat  Anna
2021-06-30  Anna revokes the change -> refused nothing_to_revoke
2021-07-01  effects
    2021-06-16  reminder before the last day to revoke
    2021-06-27  reminder before the last day to revoke

scene: One day too late
2020-10-01  Anna concludes plus
2021-02-10  Anna changes to basis
2021-07-01  preview Anna revokes the change
    refused  revocation_too_late
    because  Ein Widerruf ist nicht mehr möglich; die Frist dafür ist vorüber. Es bleibt bei dem, was ab dem
             01.07.2021 gilt. Bitte entscheiden Sie von dort aus neu.
2021-07-01  Anna revokes the change -> refused revocation_too_late
2021-07-01  timeline
    2020-10-01 – 2021-06-30  plus@2020   1 seat  Anna
    2021-07-01 –             basis@2020  1 seat  Anna
