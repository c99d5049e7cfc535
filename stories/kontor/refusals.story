# The gallery of refusals: one scene for each code, named after it; its last line is the one that is refused.
# In words, for people, each code says what is in the way and what can be done (in German and English).
story: Everything that can be refused
catalogue: ../catalogues/kontor.toml
customer: Schreibstube, main user Ida

scene: no_contract
2021-01-15  Ida changes to duo -> refused no_contract
2021-01-15  preview Ida changes to duo
    refused  no_contract
    because  There is no contract yet. Please conclude a contract first.

scene: already_concluded
2021-01-15  Ida concludes team with users Ben
2021-01-16  Ida concludes duo -> refused already_concluded
2021-01-16  preview Ida concludes duo
    refused  already_concluded
    because  This contract has been concluded already; it starts on 15 January 2021. Begin a new conclusion
             for a further contract.

scene: before_start
2021-01-15  Ida concludes team from 2021-02-01
2021-01-20  Ida gives notice -> refused before_start
2021-01-20  preview Ida gives notice
    refused  before_start
    because  The contract does not start before 1 February 2021; on 20 January 2021 this is not possible
             yet. Please choose a day from 1 February 2021 on.

scene: contract_ended
2021-01-15  Ida concludes duo on trial
2021-01-29  Ida gives notice -> refused contract_ended
2021-01-29  preview Ida gives notice
    refused  contract_ended
    because  The contract has ended; its last day was 28 January 2021. Please conclude a new contract if you
             want to go on.

scene: may_not_decide
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ben gives notice -> refused may_not_decide
2021-02-01  preview Ben gives notice
    refused  may_not_decide
    because  You cannot decide this with your sign-in. The side that it concerns decides: for the customer,
             the main user.

scene: unknown_plan
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida changes to palace -> refused unknown_plan
2021-02-01  preview Ida changes to palace
    refused  unknown_plan
    because  There is no plan palace. Please choose one of the plans on offer.

scene: unknown_edition
2021-01-15  Ida concludes team@1999 -> refused unknown_edition
2021-01-15  preview Ida concludes team@1999
    refused  unknown_edition
    because  The plan Kontor team has no edition 1999. Please choose an edition that exists.

scene: not_on_sale
2021-01-15  Ida concludes team from 2019-12-31 -> refused not_on_sale
2021-01-15  preview Ida concludes team from 2019-12-31
    refused  not_on_sale
    because  The plan Kontor team is not on offer for 31 December 2019. Please choose another plan or
             another day.

scene: change_not_offered
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida changes to year -> refused change_not_offered
2021-02-01  preview Ida changes to year
    refused  change_not_offered
    because  A change from Kontor team to Kontor year is not offered. Please choose one of the possible
             changes, or contact us.

scene: same_plan
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida changes to team -> refused same_plan
2021-02-01  preview Ida changes to team
    refused  same_plan
    because  Kontor team is your plan already. Please choose another plan.

scene: trial_not_offered
2021-01-15  Ida concludes year with 3 seats on trial -> refused trial_not_offered
2021-01-15  preview Ida concludes year with 3 seats on trial
    refused  trial_not_offered
    because  The plan Kontor year has no trial. You can conclude it without a trial.

scene: consent_missing
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida changes to duo, without agreeing -> refused consent_missing
2021-02-01  preview Ida changes to duo, without agreeing
    refused  consent_missing
    because  Your consent to terms and conditions (edition 2020) is missing. Please read the text and tick
             the box.

scene: consent_outdated
2021-01-15  Ida concludes team with users Ben
2022-02-01  Ida changes to duo, agreeing to agb@2020 only -> refused consent_outdated
2022-02-01  preview Ida changes to duo, agreeing to agb@2020 only
    refused  consent_outdated
    because  The text of terms and conditions that you agreed to is no longer in force; the edition 2022 is.
             Please read the new edition and agree to it.

scene: change_pending
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida changes to duo
2021-02-02  Ida changes to hall -> refused change_pending
2021-02-02  preview Ida changes to hall
    refused  change_pending
    because  A change of plan after 14 January 2022 is pending already. You can revoke it and then decide
             anew.

scene: seats_pending
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida removes user Ben
2021-02-02  Ida changes to duo -> refused seats_pending
2021-02-02  preview Ida changes to duo
    refused  seats_pending
    because  A change of the seats from 15 February 2021 on is pending already. You can revoke it and then
             decide anew.

scene: acceptance_pending
2021-01-15  Ida concludes year with 3 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31
2021-11-02  Ida accepts the offer
2021-11-03  Ida changes to office -> refused acceptance_pending
2021-11-03  preview Ida changes to office
    refused  acceptance_pending
    because  You have accepted new terms that apply from 15 January 2022 on. You can revoke the acceptance
             until the offer's deadline; otherwise this is possible from 15 January 2022 on.

scene: notice_pending
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida gives notice
2021-02-02  Ida changes to duo -> refused notice_pending
2021-02-02  preview Ida changes to duo
    refused  notice_pending
    because  Notice has already been given; the contract ends on 14 January 2022. This is possible again
             once the notice has been revoked.

scene: switch_pending
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida switches to own machines
2021-02-02  Ida changes to duo -> refused switch_pending
2021-02-02  preview Ida changes to duo
    refused  switch_pending
    because  A switch to another provider is under way; the contract ends on 1 May 2021. This is not
             possible as long as it is under way.

scene: offer_open
2021-01-15  Ida concludes year with 3 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31
2021-11-02  Ida changes to office -> refused offer_open
2021-11-02  preview Ida changes to office
    refused  offer_open
    because  There is an offer of new terms that can be accepted until 31 March 2022. Please accept or
             decline the offer first.

scene: not_revocable
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor gives notice
2021-02-02  vendor revokes the notice -> refused not_revocable
2021-02-02  preview vendor revokes the notice
    refused  not_revocable
    because  By the contract, this declaration cannot be revoked; it takes effect from 15 January 2022 on.
             Please contact us if you want the contract to go on.

scene: nothing_to_revoke
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida revokes the change -> refused nothing_to_revoke
2021-02-01  preview Ida revokes the change
    refused  nothing_to_revoke
    because  There is nothing that could be revoked. Perhaps it was revoked already; please reload the page.

scene: revocation_too_late
2021-01-15  Ida concludes duo
2021-02-01  Ida changes to team
2021-02-02  Ida revokes the change -> refused revocation_too_late
2021-02-02  preview Ida revokes the change
    refused  revocation_too_late
    because  It can no longer be revoked; the time for that is over. What applies from 1 February 2021 on
             stands. Please decide anew from there.

scene: not_your_declaration
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida gives notice
2021-02-02  vendor revokes the notice -> refused not_your_declaration
2021-02-02  preview vendor revokes the notice
    refused  not_your_declaration
    because  This was declared by the other side (customer); only that side can revoke it. Please contact
             the other side.

scene: too_many_seats
2021-01-15  Ida concludes year with 3 seats
2021-02-01  Ida changes seats to 21 -> refused too_many_seats
2021-02-01  preview Ida changes seats to 21
    refused  too_many_seats
    because  The plan has at most 20 seats; 21 are asked for. Please choose fewer seats or a larger plan.

scene: too_few_seats
2021-01-15  Ida concludes year with 3 seats
2021-02-01  Ida changes seats to 0 -> refused too_few_seats
2021-02-01  preview Ida changes seats to 0
    refused  too_few_seats
    because  The plan has at least 1 seats; 0 are asked for. Please choose more seats.

scene: same_seats
2021-01-15  Ida concludes year with 3 seats
2021-02-01  Ida changes seats to 3 -> refused same_seats
2021-02-01  preview Ida changes seats to 3
    refused  same_seats
    because  The contract has 3 seats already. Please give another number.

scene: seats_fixed
2021-01-15  Ida concludes office with 12 seats
2021-02-01  Ida changes seats to 4 -> refused seats_fixed
2021-02-01  preview Ida changes seats to 4
    refused  seats_fixed
    because  In this plan the number of seats cannot be changed that way. A change of plan may help.

scene: seats_are_named
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida changes seats to 3 -> refused seats_are_named
2021-02-01  preview Ida changes seats to 3
    refused  seats_are_named
    because  In this plan each seat belongs to a named person; a mere number cannot be changed. Please add
             or remove users.

scene: seats_not_named
2021-01-15  Ida concludes year with 3 seats
2021-02-01  Ida adds user Ben -> refused seats_not_named
2021-02-01  preview Ida adds user Ben
    refused  seats_not_named
    because  This plan has a number of seats, but no named users. Please change the number of seats.

scene: user_already_there
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida adds user Ben -> refused user_already_there
2021-02-01  preview Ida adds user Ben
    refused  user_already_there
    because  Ben is a user of the contract already. Please choose another person.

scene: user_unknown
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida removes user Eva -> refused user_unknown
2021-02-01  preview Ida removes user Eva
    refused  user_unknown
    because  Not a user of this contract: Eva. Please choose among the contract's users.

scene: main_user_stays
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida removes user Ida -> refused main_user_stays
2021-02-01  preview Ida removes user Ida
    refused  main_user_stays
    because  Ida is the main user and stays for as long as the contract. Please name another main user
             first, or give notice of the contract.

scene: extends_beyond_end
2021-01-15  Ida concludes year with 3 seats
2021-02-01  Ida gives notice
2021-02-02  Ida changes seats to 4 -> refused extends_beyond_end
2021-02-02  preview Ida changes seats to 4
    refused  extends_beyond_end
    because  More seats would extend the term, but the contract ends on 14 January 2022. Please revoke the
             notice first, or leave the number of seats as it is.

scene: after_the_end
2021-01-15  Ida concludes hall with 4 seats
2021-02-01  Ida changes seats to 3 -> refused after_the_end
2021-02-01  preview Ida changes seats to 3
    refused  after_the_end
    because  That would apply from 15 January 2023 on, but the contract ends on 14 January 2023. Please
             conclude a new contract for the time after it.

scene: received_in_future
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida gives notice, received on 2021-02-02, by letter -> refused received_in_future
2021-02-01  preview Ida gives notice, received on 2021-02-02, by letter
    refused  received_in_future
    because  The day of receipt (2 February 2021) lies after today (1 February 2021). Please give the day on
             which the declaration was received.

scene: feature_unknown
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ben books sauna on 2021-02-05 at 10:00 -> refused feature_unknown
2021-02-01  preview Ben books sauna on 2021-02-05 at 10:00
    refused  feature_unknown
    because  There is no feature sauna. Please choose a feature that exists.

scene: feature_not_bookable
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ben books desk on 2021-02-05 at 10:00 -> refused feature_not_bookable
2021-02-01  preview Ben books desk on 2021-02-05 at 10:00
    refused  feature_not_bookable
    because  desk: this feature is not booked for a day. You can use it without booking if your plan
             includes it.

scene: feature_not_included
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida changes to duo
2021-02-02  Ben books room on 2022-01-15 at 10:00 -> refused feature_not_included
2021-02-02  preview Ben books room on 2022-01-15 at 10:00
    refused  feature_not_included
    because  meeting room: on 15 January 2022 your contract does not include this feature. Please choose an
             earlier day, or revoke the change or the notice.

scene: booking_in_past
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ben books room on 2021-01-31 at 10:00 -> refused booking_in_past
2021-02-01  preview Ben books room on 2021-01-31 at 10:00
    refused  booking_in_past
    because  31 January 2021 has gone by. Please choose a day from 1 February 2021 on.

scene: booking_unknown
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ben cancels room on 2021-02-05 -> refused booking_unknown
2021-02-01  preview Ben cancels room on 2021-02-05
    refused  booking_unknown
    because  There is no such booking. Perhaps it was cancelled already; please reload the page.

scene: no_offer
2021-01-15  Ida concludes year with 3 seats
2021-11-02  Ida accepts the offer -> refused no_offer
2021-11-02  preview Ida accepts the offer
    refused  no_offer
    because  There is no offer of new terms.

scene: offer_expired
2021-01-15  Ida concludes year with 3 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31
2022-04-01  Ida accepts the offer -> refused offer_expired
2022-04-01  preview Ida accepts the offer
    refused  offer_expired
    because  The offer could be accepted until 31 March 2022. Please contact us if you want to go on.

scene: offer_decided
2021-01-15  Ida concludes year with 3 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31
2021-11-02  Ida accepts the offer
2021-11-03  Ida declines the offer
2021-11-04  Ida declines the offer -> refused offer_decided
2021-11-04  preview Ida declines the offer
    refused  offer_decided
    because  This offer has been decided on already. There is nothing more to do.

scene: offer_withdrawn
2021-01-15  Ida concludes year with 3 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31
2021-11-02  vendor withdraws the offer
2021-11-03  Ida accepts the offer -> refused offer_withdrawn
2021-11-03  preview Ida accepts the offer
    refused  offer_withdrawn
    because  This offer has been withdrawn. There is nothing more to do.

scene: offer_not_longer
2021-01-15  Ida concludes year with 3 seats
2021-11-01  vendor gives notice and offers year@2022 from 2022-01-01, accept until 2022-03-31
2021-11-02  vendor extends the offer until 2022-04-30 -> refused offer_not_longer
2021-11-02  preview vendor extends the offer until 2022-04-30
    refused  offer_not_longer
    because  The offer can be accepted until 14 January 2022 already. Please choose a later day on which the
             contract still runs (its last day: 14 January 2022).

scene: reminders_out_of_range
2021-01-15  Ida concludes year with 3 seats
2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2022-03-31 reminders 30 1000 -> refused reminders_out_of_range
2021-11-01  preview vendor offers year@2022 from 2022-01-01, accept until 2022-03-31 reminders 30 1000
    refused  reminders_out_of_range
    because  An offer cannot be reminded of like this. Please give at most 12 reminders, each 0 to 366 days
             before the deadline.

scene: no_switching_right
2021-01-15  Ida concludes hall with 4 seats
2021-02-01  Ida switches to own machines -> refused no_switching_right
2021-02-01  preview Ida switches to own machines
    refused  no_switching_right
    because  The Data Act's right to switch does not apply to this plan. You can give notice of the contract
             by its rule.

scene: extension_too_long
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida switches to own machines
2021-02-02  vendor extends the switch until 2021-12-31 -> refused extension_too_long
2021-02-02  preview vendor extends the switch until 2021-12-31
    refused  extension_too_long
    because  The transition cannot be extended until 31 December 2021. Each side can extend it once, to a
             day after its end so far; the provider until 1 November 2021 at most.

scene: switch_unknown
2021-01-15  Ida concludes team with users Ben
2021-02-01  Ida completes the switch on 2021-02-05 -> refused switch_unknown
2021-02-01  preview Ida completes the switch on 2021-02-05
    refused  switch_unknown
    because  There is no such switch. Please declare the switch first.

scene: day_out_of_range
2021-01-15  Ida concludes team from 2222-01-01 -> refused day_out_of_range
2021-01-15  preview Ida concludes team from 2222-01-01
    refused  day_out_of_range
    because  1 January 2222 lies outside of what is possible. Please choose a day between 1 January 1990 and
             1 January 2200.

scene: amount_out_of_range
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor charges 10000000.01 for "Hall for a century" -> refused amount_out_of_range
2021-02-01  preview vendor charges 0.00 for "Nothing"
    refused  amount_out_of_range
    because  This amount is not possible. Please give more than zero and at most 10,000,000 EUR, no finer
             than the currency is.
2021-02-01  preview vendor charges 10.005 for "Half a cent"
    refused  amount_out_of_range
    because  This amount is not possible. Please give more than zero and at most 10,000,000 EUR, no finer
             than the currency is.
2021-02-01  preview vendor grants 0 off fee as "Nothing"
    refused  amount_out_of_range
    because  This amount is not possible. Please give more than zero and at most 10,000,000 EUR, no finer
             than the currency is.

scene: text_out_of_range
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor charges 50.00 for " " -> refused text_out_of_range
2021-02-01  preview vendor charges 50.00 for " "
    refused  text_out_of_range
    because  This text does not fit into a line of the invoice. Please write 1 to 200 characters without
             line breaks and control characters.

scene: percent_out_of_range
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor grants 100.01% as "More than all" -> refused percent_out_of_range
2021-02-01  preview vendor grants 0% as "Nothing"
    refused  percent_out_of_range
    because  There is no such percentage. Please give more than 0% and at most 100%.

scene: periods_out_of_range
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor grants 10% as "Welcome" for 0 periods -> refused periods_out_of_range
2021-02-01  preview vendor grants 10% as "Welcome" for 1201 periods
    refused  periods_out_of_range
    because  1,201 billing periods are not possible. Please give 1 to 1,200, or leave the number out.

scene: charge_unknown
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor grants 10% off licence as "Welcome" -> refused charge_unknown
2021-02-01  preview vendor grants 10% off licence as "Welcome"
    refused  charge_unknown
    because  From that day on the contract has no recurring price licence. Please choose a price of the plan
             that applies then.

scene: discount_needs_charge
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor grants 5.00 as "Welcome" -> refused discount_needs_charge
2021-02-01  preview vendor grants 5.00 as "Welcome"
    refused  discount_needs_charge
    because  An amount is taken off one price. Please choose the price, or grant a percentage of all of
             them.

scene: discount_without_time
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor grants 10% as "Welcome" from 2021-03-01 until 2021-02-28 -> refused discount_without_time
2021-02-01  preview vendor grants 10% as "Welcome" from 2021-03-01 until 2021-02-28
    refused  discount_without_time
    because  The discount would end with 28 February 2021, before it begins on 1 March 2021. Please give a
             day from 1 March 2021 on as its last day.

scene: discount_unknown
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor ends the discount "Welcome" -> refused discount_unknown
2021-02-01  preview vendor ends the discount "Welcome"
    refused  discount_unknown
    because  The contract does not have this discount. Please reload the page.

scene: discount_not_begun
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor grants 10% as "Spring" from 2021-03-01
2021-02-02  vendor ends the discount "Spring" -> refused discount_not_begun
2021-02-02  preview vendor ends the discount "Spring"
    refused  discount_not_begun
    because  The discount does not begin before 1 March 2021; it cannot end on 2 February 2021. Please
             choose a day from 1 March 2021 on: ended on that day, it has never been.

scene: discount_over
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor grants 10% as "Spring" until 2021-05-31
2021-06-01  vendor ends the discount "Spring" -> refused discount_over
2021-06-01  preview vendor ends the discount "Spring"
    refused  discount_over
    because  Billing periods from 1 June 2021 on are without this discount already. Please choose a day
             before it.

scene: extra_unknown
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor cancels the extra "Set-up" -> refused extra_unknown
2021-02-01  preview vendor cancels the extra "Set-up"
    refused  extra_unknown
    because  There is no such one-off charge or credit. Perhaps it was taken back already; please reload the
             page.

scene: extra_too_far_ahead
2021-01-15  Ida concludes team with users Ben
2021-02-01  vendor charges 50.00 for "Set-up" on 2022-02-02 -> refused extra_too_far_ahead
2021-02-01  preview vendor charges 50.00 for "Set-up" on 2022-02-02
    refused  extra_too_far_ahead
    because  2 February 2022 is too far ahead. One-off charges and credits can be noted until 1 February
             2022.

