# Three months to the end of a quarter: which day of the request leads to which last day of plus.
story: The day of the request decides
catalogue: ../../examples/red-connect.toml
customer: Praxis Dr. Sommer, main user Anna

scene: Requested on New Year's Day
cases: red-02
2020-10-01  Anna concludes plus
2021-01-01  Anna changes to basis
2021-01-01  timeline
    2020-10-01 – 2021-06-30  plus@2020   1 seat  Anna
    2021-07-01 –             basis@2020  1 seat  Anna

scene: Requested on the last day of the quarter
cases: red-03
2020-10-01  Anna concludes plus
2021-03-31  Anna changes to basis
2021-03-31  timeline
    2020-10-01 – 2021-06-30  plus@2020   1 seat  Anna
    2021-07-01 –             basis@2020  1 seat  Anna

scene: Requested one day later
cases: red-04
2020-10-01  Anna concludes plus
2021-04-01  Anna changes to basis
2021-04-01  timeline
    2020-10-01 – 2021-09-30  plus@2020   1 seat  Anna
    2021-10-01 –             basis@2020  1 seat  Anna

scene: Requested on New Year's Eve
cases: red-05
2020-10-01  Anna concludes plus
2020-12-31  Anna changes to basis
2020-12-31  timeline
    2020-10-01 – 2021-03-31  plus@2020   1 seat  Anna
    2021-04-01 –             basis@2020  1 seat  Anna
