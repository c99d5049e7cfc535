# The three ways of using a server.
story: Prepaid, pay-per-use and TEST
catalogue: ../../examples/gapteq.toml
customer: Muster AG, main user Jana

scene: Prepaid: 12 months in advance, renewed by itself for 12 months
cases: gap-40
2022-03-16  Jana concludes prepaid with 10 seats
2022-03-16  terms through 2024-03-16
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-03-16 – 2024-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    2024-03-16 – 2025-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
2023-02-15  letters
    2022-03-16  to Jana  ContractConcluded  Your contract GAPTEQ BUSINESS Prepaid from 16 March 2022
    2023-01-16  to Jana  NoticeReminder     Your contract GAPTEQ BUSINESS Prepaid: termination on 15 March 2023 possible until 15 February 2023
    2023-02-08  to Jana  NoticeReminder     Your contract GAPTEQ BUSINESS Prepaid: termination on 15 March 2023 possible until 15 February 2023
2023-02-15  Jana gives notice
2023-02-15  terms through 2024-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    ends on 2023-03-15
2023-02-16  Jana revokes the notice
2023-02-16  Jana gives notice
2023-02-16  terms through 2024-12-31
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    2023-03-16 – 2024-03-15  prepaid@2022  10 seats  600.00 EUR per 12 months
    ends on 2024-03-15

scene: Pay-per-use: by the month, for the users active in it
cases: gap-41, gap-43
2023-02-01  Jana concludes pay-per-use
2023-02-01  terms through 2023-12-31
    2023-02-01 –             pay-per-use@2023  1 seat  usage by count
2023-02-01  price with 29 active-users
    usage  29  194.00 EUR
    net 194.00 EUR
2023-02-01  price
    usage  ?  not counted
    net 0.00 EUR and what was not counted

scene: Pay-per-use: above 400 active users a FLAT applies
cases: gap-44
2023-02-01  Jana concludes pay-per-use
2023-02-01  price with 401 active-users
    usage  401  2420.00 EUR
    net 2420.00 EUR

scene: TEST: free of charge, and it ends by itself
cases: gap-42
2023-02-01  Jana concludes test with 5 seats
2023-02-01  terms through 2023-12-31
    2023-02-01 – 2023-03-02  test@2022  5 seats  0.00 EUR per month
    ends on 2023-03-02
2023-02-01  price
    test  1  0.00 EUR
    net 0.00 EUR
2023-02-01  Jana changes seats to 6 -> refused too_many_seats
2023-02-10  preview Jana changes to prepaid
    last day         2023-02-09
    first day        2023-02-10
    plan             test@2022 -> prepaid@2023
    seats            5
    price            0.00 EUR -> 600.00 EUR
    features lost    test
    features gained  business
    term             2023-02-10 – 2024-02-09
2023-02-10  Jana changes to prepaid
2023-02-10  terms through 2023-12-31
    2023-02-01 – 2023-02-09  test@2022     5 seats  0.00 EUR per month
    2023-02-10 – 2024-02-09  prepaid@2023  5 seats  600.00 EUR per 12 months

scene: Prepaid to pay-per-use at the end of the term
2022-03-16  Jana concludes prepaid with 10 seats
2023-02-20  Jana changes to pay-per-use
2023-02-20  timeline
    2022-03-16 – 2023-03-15  prepaid@2022      10 seats
    2023-03-16 –             pay-per-use@2023  10 seats
2023-02-20  pending
    change of plan  by customer  last day 2023-03-15  revocable until 2023-03-15
