"""The goals: what a volunteer wants to get done, as data. A goal has a scene and parts; a part begins with a sentence.

`says` names the pool of the first sentence. `flows` are the conversations in which the volunteer answers, `takes` the
choices that serve the goal, the best first; `path` are the menus that lead there, for who was not understood. `check`
says whether it is reached, and `allows` names what may happen on the way: all else is against the volunteer's will.
"""

from __future__ import annotations

from bench.volunteers.judge import (
    acts_for,
    again,
    asked_before,
    delivered_hours,
    either,
    erased,
    exchange_is,
    gave,
    happened,
    has_back,
    joined_and,
    let_be,
    listing_is,
    not_published,
    opened_second,
    organisation_has,
    organisation_is,
    page,
    person_has,
    published,
    received_hours,
    received_late,
    reviewed,
    said_absent,
    sent_to_partner,
    shows_listing,
    still_asked,
    stopped,
    wishes_day,
)
from bench.volunteers.parts import (
    ERASES,
    JOINS,
    NEED,
    OFFER,
    ON_CARD,
    PAINTING,
    QUESTIONS,
    REVIEW,
    SETTLES,
    TERMS,
    Goal,
    Part,
    aside,
    asks,
    chooses,
    counters,
    drafts,
    joins,
    needs,
    offers,
    owns,
    sets,
    tells,
)

# ---- the table ------------------------------------------------------------------------------------------------------

JOINING = (
    Goal("join.plain", "newcomer", (joins("join.plain"),)),
    Goal("join.chatty", "newcomer", (joins("join.chatty"),)),
    Goal("join.name_first", "newcomer", (joins("join.name_first", 2),)),
    Goal("join.greeting_first", "stranger", (joins("greet", 2),)),
    Goal(
        "join.need_first",
        "stranger",
        (
            Part(
                "join.need_first",
                joined_and(published("need")),
                ("join", *NEED),
                path=("m:need",),
                fewest=3,
                allows=(*JOINS, "listing.new"),
                slots=("what", *TERMS),
                kind="need",
                answers={"org": "join.plain", "sure": "draft.yes", "kind": "answer.kind_need"},
            ),
        ),
    ),
    Goal(
        "join.offer_first",
        "stranger",
        (
            Part(
                "join.offer_first",
                joined_and(published("offer")),
                ("join", *OFFER),
                path=("m:offer",),
                fewest=3,
                allows=(*JOINS, "listing.new"),
                slots=("what",),
                kind="offer",
                answers={"org": "join.plain", "sure": "draft.yes", "kind": "answer.kind_offer"},
            ),
        ),
    ),
    Goal("join.code", "newcomer", (joins("join.code", 2),), names={"code": "hub"}),
    Goal(
        "join.existing",
        "newcomer",
        (Part("join.code", acts_for("partner"), ("join", "join_too"), allows=("membership.new",)),),
        names={"code": "organisation", "org": "partner"},
    ),
    Goal("join.questions_first", "newcomer", (*asks(2), joins("join.plain"))),
    Goal(
        "join.second_phone",
        "newcomer",
        (
            Part(
                "join.second_phone",
                page("Have you lost your phone and write", "Has somebody of {organisation} lost", "flow other_phone"),
                ("other_phone",),
            ),
            Part(
                "join.code",
                acts_for("partner"),
                ("join", "join_too", "other_phone"),
                first=("colleague's code",),
                allows=("membership.new", "membership.gone", "address.person", "person.gone"),
            ),
        ),
        names={"code": "organisation", "org": "partner"},
    ),
    Goal(
        "join.name_wrong",
        "welcomed",
        (
            Part(
                "join.name_wrong",
                organisation_has("name", "neworg"),
                ("rename",),
                allows=("organisation.name", "measure.new"),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "join.town_wrong",
        "welcomed",
        (
            Part(
                "join.town_wrong",
                organisation_has("town", "newtown"),
                ("resettle",),
                allows=("organisation.town", "measure.new"),
                fewest=2,
            ),
        ),
    ),
    Goal("join.offline", "assisting", (needs("need.full"),)),
)
POSTING = (
    *(
        Goal(says, "member", (needs(says),))
        for says in ("need.full", "need.bare", "need.day", "need.two", "need.unusual")
    ),
    Goal("need.steps", "member", (needs("", typed="answer.what"),)),
    Goal("need.unsure", "member", (needs("need.bare"),), facts={"unsure": True}),
    *(Goal(says, "member", (offers(says),)) for says in ("offer.bare", "offer.full", "offer.skills", "offer.loan")),
    Goal("draft.yes", "drafted", (drafts("draft.yes", 1),), facts=ON_CARD),
    Goal(
        "draft.no", "drafted", (Part("draft.no", not_published, flows=("need",), takes=("q:sure:no",)),), facts=ON_CARD
    ),
    Goal("draft.hours", "drafted", (drafts("draft.hours"),), facts=ON_CARD),
    Goal("draft.day", "drafted", (drafts("draft.day"),), facts=ON_CARD),
    Goal("draft.what", "drafted", (drafts("draft.what"),), facts=ON_CARD),
    Goal("draft.wait", "drafted", (Part("draft.wait", let_be), drafts("draft.yes", 1)), facts=ON_CARD),
)
OWN = (
    Goal("own.hours", "owning", (owns("own.hours", "hours"),), facts=ON_CARD),
    Goal("own.day", "owning", (owns("own.day", "day"),), facts=ON_CARD),
    Goal(
        "own.withdraw",
        "owning",
        (
            Part(
                "own.withdraw",
                listing_is("withdrawn"),
                takes=("l:down",),
                path=("m:more", "m:listings", "l:see"),
                allows=("listing.withdrawn",),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "own.pause",
        "offering",
        (
            Part(
                "own.pause",
                listing_is("paused"),
                flows=("let_rest",),
                answers={"sure": "draft.yes"},
                takes=("l:rest",),
                path=("m:more", "m:listings", "l:see"),
                allows=("listing.paused",),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "own.renew",
        "expired",
        (
            Part(
                "own.renew",
                listing_is("open"),
                ("change",),
                ("l:renew",),
                ("m:more", "m:listings", "l:see"),
                ("listing.open", "listing.renewed", "listing.day"),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "own.found",
        "owning",
        (
            Part(
                "own.found",
                page("This waits for you:", "Nothing waits for you now.", "Nobody ", "verb l:down", "verb x:see"),
                path=("m:more", "m:listings", "l:see"),
            ),
        ),
    ),
    Goal(
        "search.offers", "member", (Part("search.offers", shows_listing, path=("m:more", "m:find"), first=("offer",)),)
    ),
    Goal("search.needs", "member", (Part("search.needs", shows_listing, path=("m:more", "m:needs"), first=("need",)),)),
    Goal("search.second", "listed", (Part("search.second", opened_second, first=("second",), hidden=True),)),
)
EXCHANGING = (
    Goal("alert.yes", "alerted", (chooses("alert.yes", "x:prop", "proposed", hidden=True),)),
    Goal("alert.no", "alerted", (chooses("alert.no", "x:no", "declined", hidden=True),)),
    Goal("alert.hours", "alerted", (counters("alert.hours", "hours", "proposed"),)),
    Goal("alert.day", "alerted", (counters("alert.day", "day", "proposed"),)),
    Goal("alert.ask", "alerted", (tells("alert.ask", hidden=True),)),
    Goal("alert.wait", "alerted", (Part("alert.wait", let_be, hidden=True),)),
    Goal(
        "alert.while_writing",
        "alerted_busy",
        (
            Part("", page("verb x:prop"), typed="{number}"),
            chooses("alert.yes", "x:prop", "proposed", hidden=True),
            drafts("answer.hours", 3),
        ),
        facts=PAINTING,
    ),
    Goal("proposal.yes", "proposed", (chooses("proposal.yes", "x:acc", "agreed", hidden=True),)),
    Goal("proposal.no", "proposed", (chooses("proposal.no", "x:no", "declined", hidden=True),)),
    Goal("proposal.hours", "proposed", (counters("proposal.hours", "hours", "proposed"),)),
    Goal("proposal.day", "proposed", (counters("proposal.day", "day", "proposed"),)),
    Goal("proposal.tell", "proposed", (tells("proposal.tell", hidden=True),)),
    Goal(
        "proposal.undo",
        "proposing",
        (
            Part(
                "proposal.undo",
                exchange_is("withdrawn", "suggested"),
                takes=("x:back",),
                path=("m:ours", "x:see"),
                allows=("exchange.withdrawn", "exchange.suggested"),
                hidden=True,
            ),
        ),
    ),
    Goal("agreed.tell", "receiving", (tells("agreed.tell"),)),
    Goal("agreed.ask", "giving", (tells("agreed.ask"),)),
    Goal(
        "agreed.move",
        "receiving",
        (
            Part(
                "agreed.move",
                wishes_day,
                ("day",),
                ("x:day",),
                ("m:ours", "x:see"),
                ("exchange.wish", "exchange.day"),
                slots=("day",),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "agreed.cannot",
        "giving",
        (
            chooses(
                "agreed.cannot",
                "x:cancel",
                "cancelled",
                flows=("cancel", "cannot_come"),
                answers={"way": "cancel"},
                fewest=3,
            ),
        ),
    ),
    Goal(
        "agreed.time", "receiving", (Part("agreed.time", page("verb x:cancel", "verb x:ok"), path=("m:ours", "x:see")),)
    ),
    Goal(
        "agreed.contact",
        "receiving",
        (
            Part(
                "agreed.contact",
                page("flow contact", "asks contact", "verb x:share"),
                ("write", "contact"),
                path=("m:ours", "x:see"),
                takes=("x:share", "q:words:contact", "x:write"),
            ),
        ),
    ),
    Goal("agreed.sorry", "failed", (tells("agreed.sorry"),)),
    Goal("done.giver", "gave", (chooses("done.giver", "x:done", "delivered"),)),
    Goal(
        "done.giver_hours",
        "gave",
        (
            Part(
                "done.giver_hours",
                delivered_hours,
                ("done",),
                ("x:hours",),
                ("m:ours", "x:see"),
                slots=("hours",),
                allows=("exchange.delivered",),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "received.yes",
        "received",
        (
            Part(
                "received.yes",
                exchange_is("settled", "closed"),
                takes=("x:ok",),
                path=("m:ours", "x:see"),
                allows=SETTLES,
            ),
        ),
    ),
    Goal(
        "received.late",
        "received",
        (Part("received.late", received_late, takes=("x:late",), path=("m:ours", "x:see"), allows=SETTLES),),
    ),
    Goal(
        "received.hours",
        "received",
        (
            Part(
                "received.hours",
                received_hours,
                ("received", "figure"),
                ("x:fewer",),
                ("m:ours", "x:see"),
                SETTLES,
                slots=("hours",),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "received.absent",
        "missed",
        (
            Part(
                "received.absent",
                said_absent,
                ("absent", "problem"),
                ("x:absent", "x:prob"),
                ("m:ours", "x:see"),
                ("exchange.wish", "exchange.disputed", "exchange.absent", "case.new"),
                answers={"reason": "absent"},
                fewest=2,
            ),
        ),
    ),
    Goal(
        "received.poor",
        "received",
        (
            Part(
                "received.poor",
                exchange_is("disputed"),
                ("problem",),
                ("x:prob",),
                ("m:ours", "x:see"),
                ("exchange.disputed", "case.new"),
                fewest=3,
                answers={"reason": "not_as_agreed"},
            ),
        ),
    ),
    Goal(
        "review.stars_words",
        "starring",
        (
            Part(
                "review.stars_words",
                reviewed("stars", "words"),
                ("review",),
                ("x:rev",),
                ("m:ours", "x:see"),
                REVIEW,
                fewest=3,
            ),
        ),
    ),
    Goal("review.words", "remarking", (Part("review.words", reviewed("words"), ("review",), allows=REVIEW),)),
    Goal(
        "review.skip",
        "remarking",
        (Part("review.skip", reviewed("skip"), ("review",), allows=REVIEW, answers={"text": "review.skip"}),),
    ),
    Goal(
        "again",
        "long_ago",
        (
            Part(
                "again",
                again,
                ("more", *NEED),
                ("x:more",),
                ("m:ours",),
                fewest=4,
                slots=("what",),
                allows=("exchange.new", "listing.new"),
            ),
        ),
        facts={"moving": True},
    ),
    Goal(
        "whole.exchange",
        "alerted",
        (
            chooses("alert.yes", "x:prop", "proposed", hidden=True),
            chooses("proposal.yes", "x:acc", "agreed", who="partner", hidden=True),
            chooses("done.giver", "x:done", "delivered", first=("wait 5", "card")),
            Part("received.yes", exchange_is("settled", "closed"), takes=("x:ok",), allows=SETTLES, who="partner"),
            Part(
                "review.stars_words",
                reviewed("stars", "words"),
                ("review",),
                ("x:rev",),
                ("m:ours", "x:see"),
                REVIEW,
                who="partner",
                first=("review",),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "whole.countered",
        "alerted",
        (
            counters("alert.hours", "hours", "proposed"),
            Part(
                "proposal.day",
                exchange_is("proposed", terms="day"),
                ("counter",),
                ("x:terms",),
                ("m:ours", "x:see"),
                ("exchange.hours", "exchange.day"),
                slots=("day",),
                fewest=2,
                who="partner",
                hidden=True,
            ),
            chooses("proposal.yes", "x:acc", "agreed", hidden=True),
        ),
    ),
)
HOURS = (
    Goal("balance", "member", (Part("balance", page("Balance: "), path=("m:balance",)),)),
    Goal(
        "history",
        "long_ago",
        (
            Part(
                "history",
                page(
                    "Your hours by month:",
                    "{day}: minus",
                    "{day}: plus",
                    "{day}: {hours} to begin",
                    "From {since} to {until}",
                ),
                path=("m:balance", "m:statement"),
            ),
        ),
    ),
    Goal(
        "donate",
        "member",
        (
            Part(
                "donate",
                gave("fund"),
                ("donate",),
                ("m:donate",),
                ("m:balance",),
                ("account.moved",),
                slots=("hours",),
                fewest=2,
                answers={"who": "fund"},
            ),
        ),
    ),
    Goal(
        "gift",
        "friends",
        (
            Part(
                "gift",
                gave("partner"),
                ("donate",),
                ("m:donate",),
                ("m:balance",),
                ("account.moved",),
                slots=("hours",),
                fewest=2,
                answers={"who": "{partner}"},
            ),
        ),
    ),
    Goal(
        "undo.gift",
        "gifted",
        (Part("undo.gift", has_back, takes=("g:sure", "g:back"), allows=("account.moved",), fewest=2),),
    ),
    Goal(
        "fund.ask",
        "poor",
        (
            Part(
                "fund.ask",
                page("Any organisation here may ask it", "Publish what you need all the same", "flow ask_fund"),
                ("ask_fund",),
                path=("m:balance", "m:fund"),
            ),
        ),
    ),
    Goal(
        "members",
        "member",
        (
            Part(
                "members",
                page("How {hub} is doing:", "Member organisations:"),
                path=("m:more", "m:profile", "m:network"),
            ),
        ),
    ),
)
SETTING = (
    Goal(
        "alerts.off_until",
        "member",
        (
            Part(
                "alerts.off_until",
                person_has("alerts", "off", "digest"),
                ("pause",),
                ("m:pause",),
                ("m:more", "m:profile"),
                ("person.alerts",),
                fewest=2,
                answers={"wish": "off"},
            ),
            Part("", person_has("alerts", "now"), first=("until",), allows=("person.alerts",), fewest=0, waits=True),
        ),
    ),
    Goal("alerts.daily", "member", (sets("alerts.daily", "alerts", "digest", "pause", answers={"wish": "digest"}),)),
    Goal("alerts.off", "member", (sets("alerts.off", "alerts", "off", "pause", answers={"wish": "off"}),)),
    Goal("alerts.on", "muted", (sets("alerts.on", "alerts", "now", "pause", answers={"wish": "now"}),)),
    Goal(
        "night",
        "member",
        (
            Part(
                "night",
                either(
                    page("Quiet hours now:", "flow quiet_hours", "Quiet hours from now on:"), happened("person.night")
                ),
                ("quiet_hours",),
                allows=("person.night",),
                path=("m:more", "m:profile", "m:safety"),
            ),
        ),
    ),
    Goal(
        "language",
        "member",
        (
            Part(
                "language",
                person_has("lang", fact="lang_wanted"),
                allows=("person.language",),
                path=("m:more", "m:language"),
                takes=("lang:{lang_wanted}",),
            ),
        ),
    ),
    Goal(
        "add_person",
        "member",
        (Part("add_person", happened("invite.new", "organisation"), takes=("m:colleague",), path=("m:more",)),),
    ),
    Goal(
        "remove_person",
        "colleagues",
        (
            Part(
                "remove_person",
                happened("membership.gone"),
                ("take_out",),
                ("p:out", "p:see", "m:people"),
                ("m:more", "m:profile"),
                ("membership.gone",),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "link_phone",
        "member",
        (
            Part(
                "link_phone", happened("invite.new", "link"), takes=("m:link", "m:phones"), path=("m:more", "m:profile")
            ),
        ),
    ),
    Goal(
        "change_name",
        "member",
        (
            Part(
                "change_name",
                organisation_has("name", "neworg"),
                ("rename",),
                ("m:called", "m:rename"),
                allows=("organisation.name", "measure.new"),
                path=("m:more", "m:profile"),
                fewest=2,
            ),
        ),
    ),
    Goal(
        "delete_data",
        "member",
        (Part("delete_data", erased, ("erase",), ("m:erase",), ("m:more",), ERASES, fewest=2),),
    ),
    Goal(
        "stop",
        "member",
        (Part("stop", stopped, ("stop",), ("m:stop",), ("m:more",), ("address.stopped", "person.alerts"), fewest=2),),
    ),
    Goal("human", "member", (Part("human", happened("case.new"), takes=("m:person",), path=("m:more",)),)),
    Goal(
        "export",
        "long_ago",
        (
            Part(
                "export",
                page("Your hours as a table", "verb m:export", "About you I keep:"),
                path=("m:balance", "m:statement"),
            ),
        ),
    ),
)
REPAIRING = (
    Goal("repeat", "asked", aside("repeat", still_asked), facts=PAINTING),
    Goal("back", "asked", (Part("back", asked_before("what", "service")),), facts=PAINTING),
    Goal("cancel", "asked", (Part("cancel", not_published),), facts=PAINTING),
    Goal("later", "asked", (Part("later", let_be),), facts=PAINTING),
    Goal(
        "help",
        "asked",
        (Part("help", page("Write what you need or offer,", "You can also write:")), drafts("answer.hours", 3)),
        facts=PAINTING,
    ),
    Goal("thanks", "asked", aside("thanks", still_asked), facts=PAINTING),
    Goal("smalltalk", "asked", aside("smalltalk", still_asked), facts=PAINTING),
    Goal("help.menu", "member", (Part("help", page("Write what you need or offer,", "verb m:need")),)),
    Goal("thanks.menu", "member", (Part("thanks", let_be),)),
    Goal("smalltalk.menu", "member", (Part("smalltalk", let_be),)),
    Goal("ask.menu", "member", asks()),
    Goal(
        "ask.while_asked",
        "asked",
        (*asks(1, (*QUESTIONS, "ask.why")), drafts("answer.hours", 3)),
        facts=PAINTING,
    ),
)
COORDINATING = (
    Goal("coord.waiting", "coordinating", (Part("coord.waiting", page("verb o:see"), path=("m:coordinate",)),)),
    Goal(
        "coord.admit",
        "coordinating",
        (
            Part(
                "coord.admit",
                organisation_is("waiting", "approved"),
                takes=("o:yes", "o:in_cso", "o:{waiting}:see"),
                path=("m:coordinate",),
                allows=("organisation.status", "account.moved"),
                fewest=2,
            ),
        ),
        names={"neworg": "waiting"},
    ),
    Goal(
        "coord.refuse",
        "coordinating",
        (
            Part(
                "coord.refuse",
                organisation_is("waiting", "refused"),
                flows=("refuse",),
                answers={"sure": "draft.yes"},
                takes=("o:no", "o:{waiting}:see"),
                path=("m:coordinate",),
                allows=("organisation.status", "account.moved"),
                fewest=2,
            ),
        ),
        names={"neworg": "waiting"},
    ),
    Goal(
        "coord.figures",
        "coordinating",
        (
            Part(
                "coord.figures",
                page("How {hub} is doing:", "Member organisations:", "verb m:hubreport", "Report of "),
                path=("m:coordinate", "m:lists", "m:hub", "m:network", "m:hubreport"),
            ),
        ),
    ),
    Goal(
        "coord.forward",
        "unanswered",
        (
            Part(
                "coord.forward",
                sent_to_partner,
                ("forward",),
                ("l:forward",),
                ("m:coordinate", "l:see"),
                ("exchange.new",),
                fewest=2,
                answers={"to": "{partner}"},
            ),
        ),
    ),
    Goal(
        "coord.decide",
        "disputed",
        (
            Part(
                "coord.decide",
                exchange_is("settled", "closed"),
                ("decide",),
                ("x:decide",),
                ("m:coordinate", "c:see"),
                (*SETTLES, "exchange.cancelled", "case.closed"),
                slots=("hours",),
                fewest=3,
            ),
        ),
    ),
    Goal(
        "report",
        "reading",
        (
            Part(
                "report",
                happened("report.new"),
                ("report_listing",),
                ("l:flag",),
                ("m:more", "m:needs", "l:see"),
                ("report.new", "case.new"),
                fewest=2,
            ),
        ),
    ),
)
GOALS: dict[str, Goal] = {
    goal.kind: goal
    for group in (JOINING, POSTING, OWN, EXCHANGING, HOURS, SETTING, REPAIRING, COORDINATING)
    for goal in group
}
