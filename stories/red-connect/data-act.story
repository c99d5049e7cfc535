# A switch to another provider by Art. 25 of the Data Act: two months, thirty days, thirty days.
story: Switching to another provider
catalogue: ../../examples/red-connect.toml
customer: Praxis Dr. Sommer, main user Anna

scene: Requested, extended, completed
2026-01-01  Anna concludes plus with users Max
2026-12-31  preview Anna switches to another provider
    last day          2027-03-30
    first day         2027-03-31
    plan              plus@2020 -> no contract
    seats             2 -> 0
    price             38.00 EUR -> nothing
    users removed     Max
    features lost     terminverwaltung, videotermine, zwei-teilnehmer, einladung-sms, email-support,
                      bildschirm, konferenzen, vollbild, online-hilfe, einladung-email, telefon-support,
                      weitere-nutzer, avv-bestaetigung
    revocable until   2027-03-30
    contract ends on  2027-03-30
    data until        2027-04-29
    erased on         2027-04-30
2026-12-31  Anna switches to another provider
2026-12-31  letters
    2026-01-01  to Anna  ContractConcluded      Your contract RED connect plus from 1 January 2026
    2026-12-31  to Anna  SwitchRequestReceived  Confirmation of your request under Art. 25 of the Data Act
2026-12-31  timeline
    2026-01-01 – 2027-03-30  plus@2020  2 seats  Anna, Max
    ends on 2027-03-30
2026-12-31  pending
    switch under the Data Act  by customer  last day 2027-03-30  revocable until 2027-03-30
2026-12-31  refusals
    change to basis             switch_pending
    switch to another provider  switch_pending
    revoke the change           nothing_to_revoke
    revoke the seats            nothing_to_revoke
    revoke the notice           nothing_to_revoke
    revoke the acceptance       nothing_to_revoke
2027-01-10  Anna switches to own machines -> refused switch_pending
2027-01-10  vendor extends the switch until 2027-10-01 -> refused extension_too_long
2027-01-10  vendor extends the switch until 2027-06-30
2027-01-10  vendor extends the switch until 2027-07-31 -> refused extension_too_long
2027-01-11  Anna extends the switch until 2027-08-31
2027-01-11  timeline
    2026-01-01 – 2027-08-31  plus@2020  2 seats  Anna, Max
    ends on 2027-08-31
2027-03-01  Anna completes the switch on 2027-02-28 -> refused day_out_of_range
2027-03-01  Anna completes the switch on 2027-03-15
2027-03-01  timeline
    2026-01-01 – 2027-03-15  plus@2020  2 seats  Anna, Max
    ends on 2027-03-15
2027-04-30  effects
    2027-03-16  contract ended
    2027-04-01  erasure announced
    2027-04-12  erasure announced
    2027-04-15  erasure
2027-04-30  letters
    2027-01-10  to Anna  SwitchExtended    Your switching: transitional period until 30 June 2027
    2027-01-11  to Anna  SwitchExtended    Your switching: transitional period until 31 August 2027
    2027-03-01  to Anna  SwitchCompleted   Your switching is complete, your contract ends on 15 March 2027
    2027-03-16  to Anna  ContractEnded     Your contract RED connect plus has ended
    2027-03-16  to Max   AccessEnded       Your access to RED connect plus has ended
    2027-04-01  to Anna  ErasureAnnounced  Your data will be erased on 15 April 2027
    2027-04-12  to Anna  ErasureAnnounced  Your data will be erased on 15 April 2027

scene: Requested by letter, for erasure
2026-01-01  Anna concludes plus
2027-01-11  Anna switches and erases, received on 2027-01-08, by letter
2027-01-11  timeline
    2026-01-01 – 2027-03-08  plus@2020  1 seat  Anna
    ends on 2027-03-08
2027-05-01  effects
    2027-03-09  contract ended
    2027-03-25  erasure announced
    2027-04-05  erasure announced
    2027-04-08  erasure

scene: The switch is revoked
2026-01-01  Anna concludes plus
2026-12-31  Anna switches to own machines
2027-01-10  Anna revokes the switch
2027-01-10  timeline
    2026-01-01 –             plus@2020  1 seat  Anna

scene: A notice that was to end the contract later can no longer be revoked when it has ended
2026-01-01  Anna concludes plus
2026-12-31  Anna gives notice
2026-12-31  Anna switches to own machines
2027-01-15  Anna completes the switch on 2027-01-31
2027-01-15  pending
    switch under the Data Act  by customer  last day 2027-01-31  revocable until 2027-01-31
    notice by the customer     by customer  last day 2027-03-31  revocable until 2027-03-31
2027-02-01  pending
    nothing
2027-02-01  Anna revokes the notice -> refused contract_ended
2027-02-01  Anna revokes the switch -> refused revocation_too_late
