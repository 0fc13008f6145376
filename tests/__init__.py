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
| F49 | both sides of one, rings | test_exchanges, test_people, test_assisting, test_faults_payloads, test_pumping |
| F53 | guessing codes | test_invites, test_assisting |
| F54 | buttons of others | test_faults_payloads, test_people, test_seconding, test_relay, test_simulator_pages |
| F56 | forms of other sites | test_simulator_pages |
| F57 | who has stopped messages | test_relay, test_faults_payloads |
| F58 | exporting and deleting one's data | test_erasure, test_seconding, test_relay |

In these the product was broken on purpose, in the smallest way of each kind, and the test was seen to fail:

* F16: another pause than the one that was named, by Telegram and by Twilio; none at all, in a lane and in the poller; a
  wait that counts as a failed try; one second where no pause was named (test_channel_telegram, test_channel_twilio,
  test_outbox_delivery, test_channel_poller)
* F17: no back-off; pauses without their half or their cap; never given up; nobody told; an absent Telegram or Twilio,
  a time-out or a broken connection taken for a refusal; polling without back-off, and without forgetting it
  (test_outbox_delivery, test_channel_telegram, test_channel_twilio, test_channel_poller)
* F18: a block, a chat that is gone and 21610 taken for something that passes; a chat's new address lost, not stored, or
  given to whoever has it; nobody marked, at once and by a report; a lane that is not emptied (test_channel_telegram,
  test_channel_twilio, test_outbox_delivery, test_outbox_status)
* F19: windows that never close, or only by the provider's word; no case; a lane that does not rest; one who wrote
  meanwhile shut out; a refused template not refused; no copy, no template, no template without names
  (test_outbox_delivery, test_outbox_status, test_whatsapp_templates)
* F20: states that go back; reports found by our own id only; one that comes early and changes nothing, or is written
  over by what comes after it; a status that does not exist (test_outbox_status, test_channel_twilio)
* F21: each of Telegram's four harmless errors taken for one (test_channel_telegram)
* F22: nonsense under 200 taken for a message that went, or for a refusal (test_channel_twilio)
* F23: somebody who is known already made one with another by a code; a phone made one with itself (test_two_phones)
* F24: unknown kinds → an error; not counted; answered with 400; taken for words; fetched again for ever
  (test_channel_poller, test_channel_telegram_updates, test_webhooks_telegram)
* F40: signs overlooked; of two readings the first; ² → 2; "1,000" read one way; no largest figure
  (test_understand_hours, test_text_normal)
* F42: each of the four rules of an entry, in code, in SQLite's triggers, in PostgreSQL's, and at its commit
  (test_ledger, test_guards)
* F44: reversed twice; a reversal reversed; no unique key; an account below its floor not flagged (test_ledger,
  test_guards)
* F45: the lower figure, or the higher, posted at once; a refused figure posted; an agreed one not; agreed by the side
  that named it (test_exchanges)
* F46: no clock; settled although nobody was reached; never settled; not to be undone (test_exchange)
* F48: found and not marked; other hubs closed, too; holds in a closed hub; only balances that are too high;
  differences that cancel out; the chore that looks (test_verify, test_gauges, test_house)

`lives` are random lives of a hub beside an oracle, played by test_exchange_oracle; test_faults_processes races sixteen
real processes (F05, F07).
"""
