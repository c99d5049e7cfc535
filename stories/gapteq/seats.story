# Users can be added at any time for 12 months, and the term of those that are there already grows with it.
story: More users of a server
catalogue: ../../examples/gapteq.toml
customer: Muster AG, main user Jana

scene: More users begin the term of all anew
cases: gap-30
2022-03-16  Jana concludes prepaid with 10 seats
2022-07-01  preview Jana changes seats to 11
    last day   2022-06-30
    first day  2022-07-01
    plan       prepaid@2022
    seats      10 -> 11
    price      600.00 EUR -> 660.00 EUR
    term       2022-07-01 – 2023-06-30
2022-07-01  Jana changes seats to 11
2022-07-01  timeline
    2022-03-16 – 2022-06-30  prepaid@2022  10 seats
    2022-07-01 –             prepaid@2022  11 seats
2022-07-01  terms through 2023-07-01
    2022-03-16 – 2022-06-30  prepaid@2022  10 seats  600.00 EUR per 12 months
    2022-07-01 – 2023-06-30  prepaid@2022  11 seats  660.00 EUR per 12 months
    2023-07-01 – 2024-06-30  prepaid@2022  11 seats  660.00 EUR per 12 months
2022-07-01  letters
    2022-03-16  to Jana  ContractConcluded  Your contract GAPTEQ BUSINESS Prepaid from 16 March 2022
    2022-07-01  to Jana  SeatsChanged       Confirmation: 11 users from 1 July 2022 on

scene: Fewer users at the end of the term
2022-03-16  Jana concludes prepaid with 10 seats
2022-07-01  Jana changes seats to 8
2022-07-01  timeline
    2022-03-16 – 2023-03-15  prepaid@2022  10 seats
    2023-03-16 –             prepaid@2022  8 seats
2022-07-01  Jana changes seats to 7 -> refused seats_pending
2022-07-01  Jana changes seats to 12 -> refused seats_pending
2022-07-01  Jana revokes the seats
2022-07-01  timeline
    2022-03-16 –             prepaid@2022  10 seats

scene: Accepted terms move with the term that they wait for
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-10-28  vendor offers prepaid@2023 from 2023-02-01, accept until 2023-01-31
2022-11-14  Jana accepts the offer
2022-12-01  Jana changes seats to 15
2022-12-01  terms through 2023-12-01
    2022-03-16 – 2022-11-30  prepaid@2022  10 seats  600.00 EUR per 12 months
    2022-12-01 – 2023-11-30  prepaid@2022  15 seats  900.00 EUR per 12 months
    2023-12-01 – 2024-11-30  prepaid@2023  15 seats  1320.00 EUR per 12 months
2022-12-01  history
    On 16 March 2022 Jana concluded the contract GAPTEQ BUSINESS Prepaid from 16 March 2022 on (in the
      portal).
    On 28 October 2022 GAPTEQ gave notice to the end of 15 March 2023.
    On 28 October 2022 GAPTEQ offered GAPTEQ BUSINESS Prepaid at new terms from 1 February 2023 on, open
      until 31 January 2023.
    On 14 November 2022 Jana accepted the new terms from 16 March 2023 on, so that the notice falls away (in
      the portal).
    On 1 December 2022 Jana changed the number of seats to 15 at once, which begins the term anew (in the
      portal).
    On 1 December 2022 Jana thereby moved the accepted terms to 1 December 2023 (in the portal).

scene: The term cannot grow beyond an end that stands
2022-03-16  Jana concludes prepaid with 10 seats
2022-10-28  vendor gives notice
2022-11-01  Jana changes seats to 11 -> refused extends_beyond_end
2022-11-01  preview Jana changes seats to 11
    refused  extends_beyond_end
    because  More seats would extend the term, but the contract ends on 15 March 2023. Please revoke the
             notice first, or leave the number of seats as it is.
