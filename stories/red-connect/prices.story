# What a month costs, net.
story: The monthly price of plus
catalogue: ../../examples/red-connect.toml
customer: Praxis Dr. Sommer, main user Anna

scene: One user and 25 text messages
cases: red-11
2021-01-01  Anna concludes plus
2021-01-01  price with 25 sms
    fee  1   19.00 EUR
    sms  25  2.50 EUR
    net 21.50 EUR

scene: Four users and no text message
cases: red-12
2021-01-01  Anna concludes plus with users Max, Lea, Tom
2021-01-01  price with 0 sms
    fee  4  76.00 EUR
    sms  0  0.00 EUR
    net 76.00 EUR

scene: Users come and go from one day to the next
2021-01-01  Anna concludes plus
2021-01-10  Anna adds user Max
2021-01-10  Anna adds user Max -> refused user_already_there
2021-01-20  Anna removes user Max
2021-01-20  Anna removes user Max -> refused user_unknown
2021-01-20  Anna removes user Anna -> refused main_user_stays
2021-01-20  timeline
    2021-01-01 – 2021-01-09  plus@2020  1 seat   Anna
    2021-01-10 – 2021-01-19  plus@2020  2 seats  Anna, Max
    2021-01-20 –             plus@2020  1 seat   Anna
2021-01-20  letters
    2021-01-01  to Anna  ContractConcluded  Your contract RED connect plus from 1 January 2021
    2021-01-10  to Anna  SeatsChanged       Confirmation: 2 users from 10 January 2021 on
    2021-01-20  to Anna  SeatsChanged       Confirmation: 1 user from 20 January 2021 on
    2021-01-20  to Max   AccessEnded        Your access to RED connect plus has ended
2021-01-20  effects
    2021-01-20  access of a user ended

scene: A user who comes and goes on one day leaves no trace in the timeline
2021-01-01  Anna concludes plus
2021-01-10  Anna adds user Max
2021-01-10  Anna removes user Max
2021-01-10  timeline
    2021-01-01 –             plus@2020  1 seat  Anna
