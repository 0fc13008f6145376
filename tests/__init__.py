"""Where each fault of credit and access has its story. Faults have numbers; a test is called `test_f40_…` by its own.

| fault | what it is | told in |
|---|---|---|
| F40 | amounts read in two ways | test_understand_hours, test_understand_words, test_faults_words, test_text_normal |
| F41 | whole minutes within bounds | test_exchanges |
| F42 | entries that do not balance | test_ledger, test_guards |
| F43 | limits that change while exchanges are open | test_ledger, lives |
| F44 | undoing twice, below the floor | test_ledger, test_guards, lives |
| F45 | two different figures | test_exchanges, lives |
| F46 | no answer from one side | test_exchange, lives |
| F47 | an organisation that leaves | test_erasure, test_exchange, test_fund, lives |
| F48 | stored balances that drift | test_verify |
| F49 | one person on both sides | test_exchanges, test_people, test_assisting, test_faults_payloads |
| F53 | guessing codes | test_invites, test_assisting |
| F54 | buttons of others | test_faults_payloads, test_people, test_seconding, test_relay, test_simulator_pages |
| F56 | forms of other sites | test_simulator_pages |
| F57 | who has stopped messages | test_relay |
| F58 | exporting and deleting one's data | test_erasure, test_seconding, test_relay |

Not told yet: hours that go round between three organisations (part of F49), a match with somebody who has stopped
(part of F57).
`lives` are random lives of a hub beside an oracle, played by test_exchange_oracle; test_faults_processes races sixteen
real processes (F05, F07).
"""
