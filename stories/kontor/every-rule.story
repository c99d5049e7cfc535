# Plans with fixed terms, every moment of a change, every policy for seats.
story: Every rule of a catalogue
catalogue: ../catalogues/kontor.toml
customer: Schreibstube, main user Ida

scene: Half a year, then indefinite
2021-01-15  Ida concludes office with 3 seats
2021-01-15  terms through 2021-12-31
    2021-01-15 – 2021-07-14  office@2020  3 seats  36.00 EUR per month
    2021-07-15 –             office@2020  3 seats  36.00 EUR per month
2021-02-01  preview Ida gives notice
    last day          2021-07-31
    first day         2021-08-01
    plan              office@2020 -> no contract
    seats             3 -> 0
    price             36.00 EUR -> nothing
    features lost     desk, room
    revocable until   2021-07-31
    contract ends on  2021-07-31
    data until        2021-08-30
2021-08-02  preview Ida gives notice
    last day          2021-09-30
    first day         2021-10-01
    plan              office@2020 -> no contract
    seats             3 -> 0
    price             36.00 EUR -> nothing
    features lost     desk, room
    revocable until   2021-09-30
    contract ends on  2021-09-30
    data until        2021-10-30

scene: More seats with the next billing period, fewer never
2021-01-15  Ida concludes office with 3 seats
2021-02-01  Ida changes seats to 12
2021-02-01  timeline
    2021-01-15 – 2021-02-14  office@2020  3 seats
    2021-02-15 –             office@2020  12 seats
2021-02-01  price on 2021-02-15
    fee  12  138.00 EUR
    net 138.00 EUR
2021-02-20  Ida changes seats to 4 -> refused seats_fixed
2021-02-20  Ida changes seats to 51 -> refused too_many_seats
2021-02-20  Ida changes seats to 2 -> refused too_few_seats

scene: A term without renewal ends by itself, and nothing about it can be revoked
2021-01-15  Ida concludes hall with 4 seats
2021-01-15  timeline
    2021-01-15 – 2023-01-14  hall@2020  4 seats
    ends on 2023-01-14
2021-02-01  Ida changes seats to 3 -> refused after_the_end
2021-02-01  preview Ida changes seats to 3
    refused  after_the_end
    because  That would apply from 15 January 2023 on, but the contract ends on 14 January 2023. Please
             conclude a new contract for the time after it.
2021-02-01  Ida changes seats to 5
2021-03-01  Ida gives notice
2021-03-01  timeline
    2021-01-15 – 2021-01-31  hall@2020  4 seats
    2021-02-01 – 2023-01-14  hall@2020  5 seats
    ends on 2023-01-14
2021-03-01  Ida revokes the notice -> refused not_revocable
2023-01-15  effects
    2023-01-15  contract ended

scene: From team to hall at the end of the notice period
2021-01-15  Ida concludes team with users Ben, Eva
2021-03-01  Ida changes to hall
2021-03-01  timeline
    2021-01-15 – 2022-01-14  team@2020  3 seats  Ida, Ben, Eva
    2022-01-15 – 2024-01-14  hall@2020  3 seats
    ends on 2024-01-14
2021-03-01  pending
    change of plan  by customer  last day 2022-01-14  revocable until 2022-01-14

scene: From team to duo at the end of the term, with a person chosen to stay
2021-01-15  Ida concludes team with users Ben, Eva
2021-03-01  Ida changes to duo keeping Ben, Eva -> refused too_many_seats
2021-03-01  Ida changes to duo keeping Eva
2021-03-01  timeline
    2021-01-15 – 2022-01-14  team@2020  3 seats  Ida, Ben, Eva
    2022-01-15 –             duo@2020   2 seats  Ida, Eva
2021-03-02  Ida adds user Max
2021-03-02  Ida removes user Ben -> refused change_pending
2021-03-02  Ida revokes the change
2021-03-02  Ida removes user Ben
2021-03-02  timeline
    2021-01-15 – 2021-03-01  team@2020  3 seats  Ida, Ben, Eva
    2021-03-02 – 2021-03-14  team@2020  4 seats  Ida, Ben, Eva, Max
    2021-03-15 –             team@2020  3 seats  Ida, Eva, Max

scene: The vendor's notice, which this vendor's terms do not let it revoke
2021-01-15  Ida concludes team
2021-03-01  vendor gives notice
2021-03-01  pending
    notice by the vendor  by vendor  last day 2022-01-14  not revocable
2021-03-02  vendor revokes the notice -> refused not_revocable

scene: A limit of a feature, bookings and their end
2021-01-15  Ida concludes team with users Ben
2021-03-01  Ben books room on 2021-03-05 at 10:00 as "Jour fixe"
2021-03-01  Ben books room on 2022-01-15 at 10:00 as "New year"
2021-03-01  Ben books desk on 2021-03-05 at 10:00 -> refused feature_not_bookable
2021-03-01  Ben books sauna on 2021-03-05 at 10:00 -> refused feature_unknown
2021-03-01  Ben books room on 2021-02-28 at 10:00 -> refused booking_in_past
2021-03-01  entitlements
    plan      team@2020
    seats     2
    users     Ida, Ben
    features  desk, room, archive (100)
2021-03-02  Ben cancels room on 2021-03-05
2021-03-02  Ben cancels room on 2021-03-05 -> refused booking_unknown
2021-06-01  Ida gives notice
2021-06-01  bookings
    2022-01-15  10:00  room  New year  Ben  invalid
2022-01-15  letters
    2021-01-15  to Ida  ContractConcluded   Your contract Kontor team from 15 January 2021
    2021-06-01  to Ida  NoticeConfirmed     Confirmation of your termination on 14 January 2022
    2021-12-15  to Ida  RevocationReminder  Your contract Kontor team ends on 14 January 2022
    2022-01-07  to Ida  RevocationReminder  Your contract Kontor team ends on 14 January 2022
    2022-01-15  to Ida  ContractEnded       Your contract Kontor team has ended
    2022-01-15  to Ben  AccessEnded         Your access to Kontor team has ended
    2022-01-15  to Ben  BookingsInvalid     Your appointments are no longer valid

scene: A second person from the next billing period on, which can be taken back until then
2021-01-15  Ida concludes duo
2021-02-01  Ida adds user Ben
2021-02-01  Ida adds user Ben -> refused seats_pending
2021-02-01  timeline
    2021-01-15 – 2021-02-14  duo@2020  1 seat   Ida
    2021-02-15 –             duo@2020  2 seats  Ida, Ben
2021-02-01  pending
    change of seats  by customer  last day 2021-02-14  revocable until 2021-02-14
2021-02-02  Ida revokes the seats
2021-02-02  timeline
    2021-01-15 –             duo@2020  1 seat  Ida
2021-02-02  letters
    2021-01-15  to Ida  ContractConcluded  Your contract Kontor duo from 15 January 2021
    2021-02-01  to Ida  SeatsChanged       Confirmation: 2 persons from 15 February 2021 on
    2021-02-02  to Ida  SeatsRevoked       Confirmation: still 1 person

scene: An offer that was declined cannot be accepted for another plan
2021-01-15  Ida concludes year with 3 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31
2021-11-01  Ida changes to office -> refused offer_open
2021-11-02  Ida declines the offer
2021-11-02  Ida changes to office
2022-01-15  entitlements
    plan      office@2020
    seats     3
    features  desk, room
2022-01-15  Ida accepts the offer -> refused no_offer

scene: No offer of what those who are there do not fit into, nor of what would begin after the end
2021-01-15  Ida concludes year with 12 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31 -> refused too_many_seats
2021-11-01  vendor offers team@2020 from 2022-01-01, accept until 2022-03-31 -> refused change_not_offered
2021-11-01  vendor offers year@2099 from 2022-01-01, accept until 2022-03-31 -> refused unknown_edition

scene: Accepted terms bound the seats that can be added before
2021-01-15  Ida concludes year with 9 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31
2021-11-02  Ida accepts the offer
2021-11-03  Ida changes seats to 11 -> refused too_many_seats
2021-11-03  Ida changes seats to 10
2021-11-03  terms through 2022-11-03
    2021-01-15 – 2021-11-02  year@2020  9 seats   900.00 EUR per 12 months
    2021-11-03 – 2022-11-02  year@2020  10 seats  1000.00 EUR per 12 months
    2022-11-03 – 2023-11-02  year@2022  10 seats  1200.00 EUR per 12 months

scene: What ends by itself before the cut-over is not offered other terms
2021-01-15  Ida concludes hall with 4 seats
2021-11-01  vendor offers year@2022 from 2023-06-01, accept until 2022-03-31 -> refused after_the_end
