# Notices that come by letter, of both sides, and who can take them back.
story: Notice by letter, by mail and by the vendor
catalogue: ../../examples/red-connect.toml
customer: Praxis Dr. Sommer, main user Anna

scene: A letter received on an earlier day counts from that day
2020-10-01  Anna concludes plus
2021-04-06  Anna gives notice, received on 2021-03-31, by letter
2021-04-06  timeline
    2020-10-01 – 2021-06-30  plus@2020  1 seat  Anna
    ends on 2021-06-30
2021-04-06  letters
    2020-10-01  to Anna  ContractConcluded  Your contract RED connect plus from 1 October 2020
    2021-04-06  to Anna  NoticeConfirmed    Confirmation of your termination on 30 June 2021
2021-04-06  history
    On 1 October 2020 Anna concluded the contract RED connect plus from 1 October 2020 on (in the portal).
    On 6 April 2021 the customer gave notice to the end of 30 June 2021 (by letter, received on 31 March
      2021).

scene: A letter cannot be received tomorrow, nor before the contract began
2020-10-01  Anna concludes plus
2021-04-06  Anna gives notice, received on 2021-04-07, by letter -> refused received_in_future
2021-04-06  Anna gives notice, received on 2020-09-30, by letter -> refused before_start
2021-04-06  timeline
    2020-10-01 –             plus@2020  1 seat  Anna

scene: A wished last day is moved to the next possible one
2020-10-01  Anna concludes plus
2021-02-10  Anna gives notice, not before 2021-08-15, by mail
2021-02-10  timeline
    2020-10-01 – 2021-09-30  plus@2020  1 seat  Anna
    ends on 2021-09-30

scene: The vendor gives notice, and only the vendor can revoke it
2020-10-01  Anna concludes plus
2021-02-10  vendor gives notice
2021-02-10  letters
    2020-10-01  to Anna  ContractConcluded  Your contract RED connect plus from 1 October 2020
    2021-02-10  to Anna  VendorNotice       Termination of your contract on 30 June 2021
2021-02-10  refusals
    change to basis        notice_pending
    notice by vendor       notice_pending
    revoke the change      nothing_to_revoke
    revoke the seats       nothing_to_revoke
    revoke the notice      not_your_declaration
    revoke the acceptance  nothing_to_revoke
    revoke the switch      nothing_to_revoke
2021-03-01  Anna revokes the notice -> refused not_your_declaration
2021-03-01  preview Anna revokes the notice
    refused  not_your_declaration
    because  This was declared by the other side (vendor); only that side can revoke it. Please contact the
             other side.
2021-03-01  vendor revokes the notice
2021-03-01  timeline
    2020-10-01 –             plus@2020  1 seat  Anna
2021-03-01  vendor revokes the notice -> refused nothing_to_revoke

scene: Both sides give notice, and the earlier end counts
2020-10-01  Anna concludes plus
2021-02-10  vendor gives notice
2021-02-20  Anna gives notice, by letter
2021-02-20  pending
    notice by the vendor    by vendor    last day 2021-06-30  revocable until 2021-06-30
    notice by the customer  by customer  last day 2021-06-30  revocable until 2021-06-30
2021-03-01  vendor revokes the notice
2021-03-01  timeline
    2020-10-01 – 2021-06-30  plus@2020  1 seat  Anna
    ends on 2021-06-30
2021-03-01  vendor revokes the customer's notice -> refused not_your_declaration
2021-03-01  Anna revokes the notice
2021-03-01  timeline
    2020-10-01 –             plus@2020  1 seat  Anna
