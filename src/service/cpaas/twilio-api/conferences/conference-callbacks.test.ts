import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import {
  type ConferenceEventBody,
  type ConferenceFacts,
  type ParticipantState,
  conferenceTellings as tellingsAndStanding,
} from "./conference-callbacks.ts";

const CONFERENCE = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const TENANT = "0193b0c4-0000-7c3e-9d2f-5a6b7c8d9e0f";
const [ANI, BUDI] = ["0193b0c4-7a10-7c3e-9d2f-00000000000a", "0193b0c4-7a10-7c3e-9d2f-00000000000b"];
const NOON = Date.UTC(2026, 11, 2, 5, 0, 0);
const ALL = ["start", "end", "join", "leave", "mute", "hold"];

const addressOf = (events: readonly string[] = ALL): StatusCallbackTarget => ({
  url: "https://app.example/meeting",
  method: "POST",
  events,
});
const told = (events: readonly string[] = ALL): ConferenceEventBody => ({ kind: "told", told: addressOf(events) });
const member = (callId: string, own: Partial<ParticipantState> = {}): ConferenceEventBody => ({
  kind: "member",
  callId,
  label: null,
  isMuted: false,
  isHeld: false,
  starts: true,
  ends: false,
  coachedCallId: null,
  ...own,
});
const leave = (callId: string): ConferenceEventBody => ({ kind: "leave", callId });
const start: ConferenceEventBody = { kind: "start" };

/** Conference events at intervals of one second, followed by the end. */
const facts = (bodies: readonly ConferenceEventBody[], why: string | null = null): ConferenceFacts => ({
  conferenceId: CONFERENCE,
  tenantId: TENANT,
  name: "Rapat",
  before: null,
  events: bodies.map((body, nth) => ({ body, atMs: NOON + nth * 1_000 })),
  end: why === null ? null : { why, atMs: NOON + bodies.length * 1_000 },
});
const conferenceTellings = (of: ConferenceFacts) => tellingsAndStanding(of).tellings;
const said = (of: ConferenceFacts) =>
  conferenceTellings(of).map(
    ({ fields }) => `${fields.SequenceNumber} ${fields.StatusCallbackEvent} ${fields.CallSid?.slice(-1) ?? ""}`,
  );

describe("what an application is told of a conference", () => {
  it("is each thing once, in their order, with the fields of the field", () => {
    const of = facts(
      [
        told(),
        member(ANI, { label: "agen" }),
        member(BUDI),
        start,
        member(BUDI, { isMuted: true }),
        member(BUDI, { isMuted: true, isHeld: true }),
        member(BUDI, { isMuted: true, isHeld: true, ends: true }),
        member(BUDI),
        leave(BUDI),
        leave(ANI),
      ],
      "last-left",
    );
    expect(said(of)).toEqual([
      ...["1 participant-join a", "2 participant-join b", "3 conference-start ", "4 participant-mute b"],
      ...["5 participant-hold b", "6 participant-unmute b", "7 participant-unhold b", "8 participant-leave b"],
      ...["9 participant-leave a", "10 conference-end "],
    ]);
    expect(conferenceTellings(of)[0]).toEqual({
      kind: "conference.status",
      address: { url: "https://app.example/meeting", method: "POST" },
      atMs: NOON + 1_000,
      fields: {
        AccountSid: "AC0193b0c400007c3e9d2f5a6b7c8d9e0f",
        ConferenceSid: "CF0193b0c47a107c3e9d2f5a6b7c8d9e0f",
        FriendlyName: "Rapat",
        StatusCallbackEvent: "participant-join",
        ApiVersion: "2010-04-01",
        CallSid: "CA0193b0c47a107c3e9d2f00000000000a",
        Muted: "false",
        Hold: "false",
        Coaching: "false",
        StartConferenceOnEnter: "true",
        EndConferenceOnExit: "false",
        ParticipantLabel: "agen",
        SequenceNumber: "1",
        Timestamp: "Wed, 02 Dec 2026 05:00:01 +0000",
      },
    });
    expect(conferenceTellings(of).at(-1)?.fields.ReasonConferenceEnded).toBe("last-participant-left");
  });

  it("is only what was wished, and nothing where nobody wished it", () => {
    const story = [member(ANI), member(BUDI), start, leave(BUDI)];
    expect(said(facts([told(["start", "end"]), ...story], "last-left"))).toEqual([
      "1 conference-start ",
      "2 conference-end ",
    ]);
    expect(said(facts(story, "last-left"))).toEqual([]);
  });

  it("begins with whoever named the first address, and goes there alone", () => {
    const other: ConferenceEventBody = { kind: "told", told: { ...addressOf(), url: "https://other.example" } };
    const of = facts([member(ANI), told(), member(BUDI), other, leave(ANI)]);
    expect(said(of)).toEqual(["1 participant-join b", "2 participant-leave a"]);
    expect(new Set(conferenceTellings(of).map(({ address }) => address.url))).toEqual(new Set([addressOf().url]));
  });

  it("names who left with whom it ended", () => {
    const of = facts(
      [told(["end"]), member(ANI), member(BUDI, { ends: true }), leave(BUDI), leave(ANI)],
      "ended-by-exit",
    );
    expect(conferenceTellings(of).map(({ fields }) => fields)).toMatchObject([
      {
        ReasonConferenceEnded: "participant-with-end-conference-on-exit-left",
        CallSidEndingConference: "CA0193b0c47a107c3e9d2f00000000000b",
      },
    ]);
  });

  it("is that everybody left, where its switch died and nobody could write so", () => {
    const of = facts([told(), member(ANI), member(BUDI), start, leave(ANI)], "system-restart");
    expect(said(of).slice(-3)).toEqual(["4 participant-leave a", "5 participant-leave b", "6 conference-end "]);
    expect(conferenceTellings(of).at(-1)?.fields.ReasonConferenceEnded).toBe("system-restart");
  });
});

describe("whatever happens in a conference", () => {
  const who = fc.constantFrom(ANI, BUDI);
  const body: fc.Arbitrary<ConferenceEventBody> = fc.oneof(
    fc.tuple(who, fc.boolean(), fc.boolean()).map(([callId, isMuted, isHeld]) => member(callId, { isMuted, isHeld })),
    who.map(leave),
    fc.constant(start),
    fc.constant(told()),
  );

  it("is told alike at once and by and by, each time from where it stood", () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 30 }), fc.array(fc.nat(30), { maxLength: 4 }), (bodies, cuts) => {
        const whole = facts([told(), ...bodies], "last-left");
        const ends = [...cuts.toSorted((one, other) => one - other), whole.events.length];
        const story: ReturnType<typeof conferenceTellings>[number][] = [];
        let [from, before]: [number, ConferenceFacts["before"]] = [0, null];
        for (const [nth, to] of ends.entries()) {
          const end = nth === ends.length - 1 ? whole.end : null;
          const some = tellingsAndStanding({ ...whole, before, end, events: whole.events.slice(from, to) });
          story.push(...some.tellings);
          // The snapshot passes through JSON, as in the database.
          const snapshot = JSON.parse(JSON.stringify(some.standing)) as typeof some.standing;
          [from, before] = [Math.max(from, to), { standing: snapshot, told: story.length }];
        }
        expect(story).toEqual(conferenceTellings(whole));
      }),
    );
  });

  it("more only adds to what is told, whoever joined leaves, what was told twice stands once, and it ends once, last", () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 30 }), fc.nat(30), (bodies, twice) => {
        const again = bodies.flatMap((one, nth) => (nth === twice ? [one, one] : [one]));
        const story = [told(), ...bodies];
        const whole = said(facts(story, "last-left"));
        for (let upTo = 0; upTo <= story.length; upTo += 1) {
          const some = said(facts(story.slice(0, upTo)));
          expect(whole.slice(0, some.length)).toEqual(some);
        }
        expect(said(facts([told(), ...again], "last-left"))).toEqual(whole);
        const names = conferenceTellings(facts(story, "last-left")).map(({ fields }) => fields.StatusCallbackEvent);
        const count = (name: string) => names.filter((one) => one === name).length;
        expect(count("participant-join")).toBe(count("participant-leave"));
        expect([count("conference-end"), names.at(-1)]).toEqual([1, "conference-end"]);
      }),
    );
  });
});
