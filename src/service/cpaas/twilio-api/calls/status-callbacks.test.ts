import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallEvent, CallEventBody, StatusCallbacks } from "../../../telephony/cdr/index.ts";
import { recordingTelling, wishedRecordings } from "../recordings/recording-callbacks.ts";
import { type StatusCallbackFacts, tellingsOf } from "./status-callbacks.ts";

const CALL = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const TENANT = "0193b0c4-0000-7c3e-9d2f-5a6b7c8d9e0f";
const [OWN, DIALLED, BESIDE] = [
  "0193b0c4-7a10-7c3e-9d2f-000000000001",
  "0193b0c4-7a10-7c3e-9d2f-000000000002",
  "0193b0c4-7a10-7c3e-9d2f-000000000003",
];
const NOON = Date.UTC(2026, 11, 2, 5, 0, 0);
const ALL = ["initiated", "ringing", "answered", "completed"];
const wishOf = (events: readonly string[] = ALL): StatusCallbacks => ({
  status: { url: "https://app.example/status", method: "POST", events },
});

const received = (direction: "inbound" | "outbound"): CallEventBody => ({
  kind: "call.received",
  direction,
  code: "1500123",
  trunkId: null,
  phoneId: null,
  sipCallId: "x",
  from: "uji",
  caller: direction === "inbound" ? "+6281111" : "1500123",
  called: direction === "inbound" ? "1500123" : "+6282222",
});
const invited = (legId: string, more: object = {}): CallEventBody => ({
  kind: "leg.invited",
  legId,
  phoneId: null,
  trunkId: null,
  ...more,
});
const ended = (outcome: "answered" | "busy" | "no-answer" | "system-restart"): CallEventBody => ({
  kind: "call.ended",
  outcome,
  by: "called",
  status: outcome === "busy" ? 486 : null,
  cause: null,
});
const dialled = (wish: StatusCallbacks = wishOf()) => ({ dialled: "+6283333", told: wish, toldAs: DIALLED });

/** Call events at intervals of one second. */
const storyOf = (bodies: readonly CallEventBody[]): readonly CallEvent[] =>
  bodies.map((body, sequence) => ({
    sequence,
    body,
    atMs: NOON + sequence * 1_000,
    elapsedUs: sequence * 1_000_000,
  }));
const order = { from: "1500123", to: "+6282222", end: null };
const facts = (bodies: readonly CallEventBody[], more: Partial<StatusCallbackFacts> = {}): StatusCallbackFacts => ({
  callId: CALL,
  tenantId: TENANT,
  order,
  wish: wishOf(),
  events: storyOf(bodies),
  ...more,
});
const said = (of: StatusCallbackFacts) =>
  tellingsOf(of).tellings.map(
    ({ fields }) => `${fields.CallSid?.slice(-1)} ${fields.SequenceNumber} ${fields.CallStatus}`,
  );

const ANSWERED: readonly CallEventBody[] = [
  received("outbound"),
  invited(OWN),
  { kind: "leg.ringing", legId: OWN },
  { kind: "leg.ringing", legId: OWN },
  { kind: "call.answered", legId: OWN, phoneId: null },
  { kind: "application.began" },
  ended("answered"),
];

describe("what an application is told of a call that it ordered", () => {
  it("is each step once, in their order, with the fields of the field", () => {
    expect(said(facts(ANSWERED))).toEqual(["f 0 initiated", "f 1 ringing", "f 2 in-progress", "f 3 completed"]);
    expect(tellingsOf(facts(ANSWERED)).tellings.at(-1)).toEqual({
      kind: "call.status",
      address: { url: "https://app.example/status", method: "POST" },
      atMs: NOON + 6_000,
      fields: {
        CallSid: "CA0193b0c47a107c3e9d2f5a6b7c8d9e0f",
        AccountSid: "AC0193b0c400007c3e9d2f5a6b7c8d9e0f",
        From: "1500123",
        To: "+6282222",
        Caller: "1500123",
        Called: "+6282222",
        Direction: "outbound-api",
        CallStatus: "completed",
        ApiVersion: "2010-04-01",
        CallbackSource: "call-progress-events",
        SequenceNumber: "3",
        Timestamp: "Wed, 02 Dec 2026 05:00:06 +0000",
        CallDuration: "2",
        Duration: "1",
      },
    });
  });

  it("has numbers in E.164, however they were dialled", () => {
    const story = [{ ...received("outbound"), called: "081234567890" } as CallEventBody, invited(OWN), ended("busy")];
    expect(tellingsOf(facts(story)).tellings.at(-1)?.fields).toMatchObject({
      From: "1500123",
      To: "+6281234567890",
      Called: "+6281234567890",
    });
  });

  it("is only what it wished, and its end alone where it wished nothing of it", () => {
    expect(said(facts(ANSWERED, { wish: wishOf(["answered", "completed"]) }))).toEqual([
      "f 0 in-progress",
      "f 1 completed",
    ]);
    expect(said(facts(ANSWERED, { wish: null }))).toEqual([]);
  });

  it.each([
    ["busy", "busy"],
    ["no-answer", "no-answer"],
    ["system-restart", "failed"],
  ] as const)("says %s of a call that nobody answered", (outcome, status) => {
    const { tellings, isOver } = tellingsOf(facts([received("outbound"), invited(OWN), ended(outcome)]));
    expect(tellings.at(-1)?.fields).toMatchObject({ CallStatus: status, CallDuration: "0" });
    expect(tellings.at(-1)?.fields.SipResponseCode).toBe(outcome === "busy" ? "486" : undefined);
    expect(isOver).toBe(true);
  });

  it("is that no call came of it", () => {
    const end = { status: "failed", atMs: NOON } as const;
    const refused = facts([], { order: { ...order, end } });
    expect(said(refused)).toEqual(["f 0 failed"]);
    expect(tellingsOf(refused)).toMatchObject({ isOver: true, tellings: [{ fields: { To: "+6282222" } }] });
    expect(tellingsOf(facts([]))).toEqual({ tellings: [], isOver: false });
  });
});

describe("what an application is told of a call that came", () => {
  it("is its end, where its number says so", () => {
    const wish = wishOf(["completed"]);
    const story: readonly CallEventBody[] = [
      received("inbound"),
      { kind: "application.began", told: wish },
      { kind: "call.answered", legId: OWN, phoneId: null },
      ended("answered"),
    ];
    const of = facts(story, { order: null, wish: null });
    expect(said(of)).toEqual(["f 0 completed"]);
    expect(tellingsOf(of).tellings[0]?.fields).toMatchObject({ Direction: "inbound", From: "+6281111", To: "1500123" });
  });
});

describe("what an application is told of whom a document dials", () => {
  const led = (bodies: readonly CallEventBody[]) =>
    facts([received("inbound"), { kind: "application.began" }, ...bodies], { order: null, wish: null });

  it("is a call of its own, below the one it belongs to", () => {
    const of = led([
      invited(DIALLED, dialled()),
      { kind: "leg.ringing", legId: DIALLED },
      { kind: "talk.began", legId: DIALLED, phoneId: null, agentId: null },
      { kind: "talk.ended", legId: DIALLED, holdMs: 0 },
      ended("answered"),
    ]);
    expect(said(of)).toEqual(["2 0 initiated", "2 1 ringing", "2 2 in-progress", "2 3 completed"]);
    expect(tellingsOf(of).tellings.at(-1)?.fields).toMatchObject({
      ParentCallSid: "CA0193b0c47a107c3e9d2f5a6b7c8d9e0f",
      Direction: "outbound-dial",
      From: "1500123",
      To: "+6283333",
      CallDuration: "1",
    });
  });

  it.each([
    [486, "busy"],
    [480, "no-answer"],
    [404, "failed"],
  ] as const)("says of status %i that it was %s", (status, word) => {
    const of = led([
      invited(DIALLED, dialled()),
      { kind: "leg.failed", legId: DIALLED, status, cause: null },
      ended("answered"),
    ]);
    expect(said(of)).toEqual(["2 0 initiated", `2 1 ${word}`]);
  });

  it("says of several devices of one phone what the last of them came to", () => {
    const both = [invited(DIALLED, dialled()), invited(BESIDE, dialled())];
    const failed = (legId: string, status: number): CallEventBody => ({
      kind: "leg.failed",
      legId,
      status,
      cause: null,
    });
    expect(said(led([...both, failed(DIALLED, 486), failed(BESIDE, 480)]))).toEqual(["2 0 initiated", "2 1 no-answer"]);
    const taken: readonly CallEventBody[] = [
      ...both,
      { kind: "legs.released", legIds: [DIALLED] },
      { kind: "talk.began", legId: BESIDE, phoneId: null, agentId: null },
    ];
    expect(said(led([...taken, ended("answered")]))).toEqual(["2 0 initiated", "2 1 in-progress", "2 2 completed"]);
  });

  it("ends with the call of whoever hung up while it rang", () => {
    expect(said(led([invited(DIALLED, dialled()), ended("answered")]))).toEqual(["2 0 initiated", "2 1 canceled"]);
  });
});

describe("what an application is told of streams", () => {
  const address = { url: "https://app.example/stream", method: "GET", events: [] } as const;
  const told = { stream: address };
  const began: CallEventBody = { kind: "stream.began", streamId: BESIDE, name: "ears", told };
  const over = (error: number | null): CallEventBody => ({
    kind: "stream.ended",
    streamId: BESIDE,
    error,
    name: "ears",
    told,
  });
  const streams = (bodies: readonly CallEventBody[]) =>
    tellingsOf(facts([received("inbound"), ...bodies], { order: null, wish: null })).tellings.map(
      ({ fields }) => `${fields.SequenceNumber} ${fields.StreamEvent} ${fields.StreamError ?? ""}`,
    );

  it("is their begin and their end, with what was wrong", () => {
    expect(streams([began, over(null)])).toEqual(["0 stream-started ", "1 stream-stopped "]);
    expect(streams([began, over(31_921)])).toEqual(["0 stream-started ", "1 stream-error 31921"]);
    expect(streams([over(31_920)])).toEqual(["0 stream-error 31920"]);
    expect(streams([{ kind: "stream.began", streamId: BESIDE, name: "" }])).toEqual([]);
    expect(tellingsOf(facts([received("inbound"), began], { wish: null })).tellings[0]).toEqual({
      kind: "call.stream",
      address: { url: address.url, method: "GET" },
      atMs: NOON + 1_000,
      fields: {
        AccountSid: "AC0193b0c400007c3e9d2f5a6b7c8d9e0f",
        CallSid: "CA0193b0c47a107c3e9d2f5a6b7c8d9e0f",
        StreamSid: "MZ0193b0c47a107c3e9d2f000000000003",
        StreamName: "ears",
        StreamEvent: "stream-started",
        ApiVersion: "2010-04-01",
        SequenceNumber: "0",
        Timestamp: "2026-12-02T05:00:01.000Z",
      },
    });
  });

  it("is its end with the call, where nobody could say so any more", () => {
    expect(streams([began, ended("system-restart")])).toEqual(["0 stream-started ", "1 stream-stopped "]);
    expect(streams([began, over(null), ended("answered")])).toHaveLength(2);
  });
});

describe("recordings that an application wants to be told of", () => {
  const address = { url: "https://app.example/recorded", method: "GET", events: ["completed"] } as const;
  const began = (recordingId: string): CallEventBody => ({ kind: "recording.began", recordingId });
  const message = (told?: StatusCallbacks): CallEventBody => ({
    kind: "message.began",
    recordingId: BESIDE,
    queueId: "application",
    ...(told === undefined ? {} : { told }),
  });

  it("are those of the order's talks, of a dialled talk, and of the verb that says so", () => {
    const sources = (wish: StatusCallbacks | null, bodies: readonly CallEventBody[]) =>
      Array.from(wishedRecordings({ wish, events: storyOf(bodies) }), ([id, { source }]) => [id, source]);
    expect(sources({ recording: address }, [began(OWN), message()])).toEqual([[OWN, "OutboundAPI"]]);
    expect(sources(null, [invited(DIALLED, { told: { recording: address } }), began(OWN)])).toEqual([
      [OWN, "DialVerb"],
    ]);
    expect(sources(null, [began(OWN), message({ recording: address })])).toEqual([[BESIDE, "RecordVerb"]]);
  });

  it("are told when they can be heard, and otherwise only where that is wished", () => {
    const recording = { id: OWN, isKept: true, durationMs: 4_600, beganAtMs: NOON, endedAtMs: NOON + 5_000 };
    const how = { wished: { address, source: "OutboundAPI" }, publicUrl: "https://sambung.example" } as const;
    const of = { callId: CALL, tenantId: TENANT };
    expect(recordingTelling(of, recording, how)).toMatchObject({
      address: { url: address.url, method: "GET" },
      fields: {
        RecordingStatus: "completed",
        RecordingDuration: "5",
        RecordingSource: "OutboundAPI",
        RecordingUrl: `https://sambung.example/2010-04-01/Accounts/AC0193b0c400007c3e9d2f5a6b7c8d9e0f/Recordings/RE0193b0c47a107c3e9d2f000000000001`,
        RecordingStartTime: "Wed, 02 Dec 2026 05:00:00 +0000",
      },
    });
    const message = { ...how, wished: { address, source: "RecordVerb" } } as const;
    const channels = [how, message].map((one) => recordingTelling(of, recording, one)?.fields.RecordingChannels);
    expect(channels).toEqual(["2", "1"]);
    const lost = { ...recording, isKept: false, durationMs: null };
    expect(recordingTelling(of, lost, how)).toBeUndefined();
    const wished = { address: { ...address, events: ["absent"] }, source: "OutboundAPI" } as const;
    expect(recordingTelling(of, lost, { ...how, wished })?.fields.RecordingStatus).toBe("absent");
  });
});

describe("whatever happens in a call", () => {
  const legs = fc.constantFrom(OWN, DIALLED, BESIDE);
  const body: fc.Arbitrary<CallEventBody> = fc.oneof(
    legs.map((legId) => invited(legId, legId === OWN ? {} : { ...dialled(), toldAs: legId })),
    legs.map((legId): CallEventBody => ({ kind: "leg.ringing", legId })),
    legs.map((legId): CallEventBody => ({ kind: "call.answered", legId, phoneId: null })),
    legs.map((legId): CallEventBody => ({ kind: "talk.began", legId, phoneId: null, agentId: null })),
    legs.map((legId): CallEventBody => ({ kind: "talk.ended", legId, holdMs: 0 })),
    legs.map((legId): CallEventBody => ({ kind: "leg.failed", legId, status: 486, cause: null })),
    fc.subarray([OWN, DIALLED, BESIDE]).map((legIds): CallEventBody => ({ kind: "legs.released", legIds })),
    fc.constant<CallEventBody>({ kind: "application.began", told: wishOf() }),
  );
  const stream: fc.Arbitrary<readonly CallEventBody[]> = fc
    .tuple(legs, fc.constantFrom(null, 31_921))
    .map(([streamId, error]) => {
      const own = {
        streamId,
        name: "",
        told: { stream: { url: "https://app.example/s", method: "POST", events: [] } },
      } as const;
      return [
        { kind: "stream.began", ...own },
        { kind: "stream.ended", error, ...own },
      ];
    });

  it("more events of streams only add to what is told, and each that began ends, last", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            stream,
            body.map((one) => [one]),
          ),
        ),
        fc.nat(),
        (parts, cut) => {
          const story = [received("inbound"), ...parts.flat().slice(0, cut), ended("answered")];
          const own = { order: null, wish: null };
          const whole = tellingsOf(facts(story, own)).tellings;
          for (let upTo = 0; upTo < story.length; upTo += 1) {
            const some = tellingsOf(facts(story.slice(0, upTo), own)).tellings;
            expect(whole.slice(0, some.length)).toEqual(some);
          }
          const events = whole.flatMap(({ fields }) => fields.StreamEvent ?? []);
          const begins = events.filter((one) => one === "stream-started").length;
          expect(events.length).toBe(begins * 2);
        },
      ),
    );
  });

  it("more events only add to what is told, each subject counts from 0, and ends once, last", () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 25 }), fc.boolean(), (bodies, isOrdered) => {
        const own = isOrdered ? {} : { order: null, wish: null };
        const story = [received(isOrdered ? "outbound" : "inbound"), ...bodies, ended("answered")];
        const whole = tellingsOf(facts(story, own)).tellings;
        for (let upTo = 0; upTo < story.length; upTo += 1) {
          const some = tellingsOf(facts(story.slice(0, upTo), own)).tellings;
          expect(whole.slice(0, some.length)).toEqual(some);
        }
        for (const told of Map.groupBy(whole, ({ fields }) => fields.CallSid).values()) {
          expect(told.map(({ fields }) => Number(fields.SequenceNumber))).toEqual(told.map((_, nth) => nth));
          const ends = told.map(({ fields }) => "CallDuration" in fields);
          expect(ends.lastIndexOf(true)).toBe(ends.length - 1);
          expect(ends.filter((one) => one)).toHaveLength(1);
        }
      }),
    );
  });
});
