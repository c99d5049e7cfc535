# A trial that goes on by itself, and one that ends by itself.
story: Trials
catalogue: ../catalogues/kontor.toml
customer: Schreibstube, main user Ida

scene: It goes on, and the first term begins on the day after it
2021-03-10  preview Ida concludes team on trial
    2021-03-10 – 2021-04-08  team@2020  trial
    2021-04-09 –             team@2020
2021-03-10  Ida concludes team on trial, with users Ben
2021-03-10  timeline
    2021-03-10 – 2021-04-08  team@2020  2 seats  Ida, Ben  trial
    2021-04-09 –             team@2020  2 seats  Ida, Ben
2021-03-10  terms through 2022-04-09
    2021-03-10 – 2021-04-08  team@2020  2 seats  trial
    2021-04-09 – 2022-04-08  team@2020  2 seats  30.00 EUR per month + pages by count
    2022-04-09 – 2023-04-08  team@2020  2 seats  30.00 EUR per month + pages by count
2021-03-10  letters
    2021-03-10  to Ida  ContractConcluded  Your contract Kontor team from 10 March 2021
2021-04-05  letters
    2021-04-01  to Ida  TrialEnding  Your trial ends on 8 April 2021
2021-04-09  entitlements
    plan      team@2020
    seats     2
    users     Ida, Ben
    features  desk, room, archive (100)

scene: It goes on, unless notice is given until its last day
2021-03-10  Ida concludes team on trial
2021-04-08  Ida gives notice
2021-04-08  timeline
    2021-03-10 – 2021-04-08  team@2020  1 seat  Ida  trial
    ends on 2021-04-08
2021-04-09  effects
    2021-04-01  reminder before the end of a trial
    2021-04-09  contract ended

scene: It ends by itself
2021-03-10  Ida concludes duo on trial
2021-03-10  timeline
    2021-03-10 – 2021-03-23  duo@2020  1 seat  Ida  trial
    ends on 2021-03-23
2021-03-24  entitlements
    nothing
2021-03-24  letters
    2021-03-10  to Ida  ContractConcluded  Your contract Kontor duo from 10 March 2021
    2021-03-16  to Ida  TrialEnding        Your trial ends on 23 March 2021
    2021-03-24  to Ida  ContractEnded      Your contract Kontor duo has ended

scene: It ends by itself, unless another plan is chosen before
2021-03-10  Ida concludes duo on trial
2021-03-20  Ida changes to team
2021-03-20  timeline
    2021-03-10 – 2021-03-19  duo@2020   1 seat  Ida  trial
    2021-03-20 –             team@2020  1 seat  Ida
2021-03-25  entitlements
    plan      team@2020
    seats     1
    users     Ida
    features  desk, room, archive (100)

scene: A plan without a trial
2021-03-10  Ida concludes hall with 2 seats on trial -> refused trial_not_offered
2021-03-10  timeline
    no contract
