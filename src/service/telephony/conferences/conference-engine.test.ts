import { afterEach, describe, expect, it } from "vitest";
import type { Database } from "../../../platform/database/index.ts";
import { openLog } from "../../../platform/telemetry/index.ts";
import type { ConferenceJoinOptions, ConferenceOrder, ParticipantSettings } from "../calls/index.ts";
import { type ConferenceEngine, openConferenceEngine } from "./conference-engine.effects.ts";

const log = openLog({ process: "test", level: "silent" });
const TENANT = "00000000-0000-7000-8000-000000000001";
const OTHER_TENANT = "00000000-0000-7000-8000-000000000003";
const SEAT: ParticipantSettings = {
  label: null,
  isMuted: false,
  beeps: "none",
  starts: true,
  ends: false,
  coachedCallId: null,
};
const HOOK = { url: "https://example.id/announce", method: "POST" } as const;
const SILENT_HOOK = { url: "https://example.id/silent", method: "POST" } as const;
const opened: ConferenceEngine[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((engine) => engine.close(0)));
});

/** An engine without database, and calls that react to their orders at once. */
function deskOf(answer: (told: { callId: string; order: ConferenceOrder; desk: ConferenceEngine }) => void) {
  const told: string[] = [];
  const tables: (readonly string[])[] = [];
  const fetched: string[] = [];
  const engine: ConferenceEngine = openConferenceEngine({
    db: {} as Database,
    clock: { nowMs: () => 0 },
    log,
    switchId: TENANT,
    ids: { next: () => "00000000-0000-7000-8000-000000000002", secret: () => "secret" },
    tell: (callId, order) => {
      told.push(`${callId} ${order.order}${order.order === "over" ? ` ${order.why}` : ""}`);
      answer({ callId, order, desk: engine });
    },
    hear: (_, { legIds }) => tables.push(legIds),
    heldWith: () => "music",
    announced: async ({ tenantId, callId, hook }) => {
      fetched.push(`${tenantId} ${callId}`);
      return hook === SILENT_HOOK ? [] : [{ kind: "tone", tone: "beep" }];
    },
  });
  opened.push(engine);
  return { desk: engine, told, tables, fetched };
}

const wish = (callId: string, room: ConferenceJoinOptions["room"]): ConferenceJoinOptions => ({
  callId,
  tenantId: TENANT,
  legId: `leg-${callId}`,
  room,
  seat: SEAT,
  mayBeKept: true,
});
const PAIR = { kind: "pair", id: "pair", begins: true } as const;
const NAMED = { kind: "named", name: "rapat", membersMax: 8 } as const;

describe("a call that answers at once what its conference tells it", () => {
  it("comes back after it was let out, and both hear each other again", () => {
    const { desk, told, tables } = deskOf(({ callId, order, desk: own }) => {
      if (order.order === "over") own.join(wish(callId, PAIR));
    });
    desk.join(wish("a", PAIR));
    desk.join(wish("b", PAIR));
    desk.act("a", { act: "kick", conferenceId: "pair" });
    expect(told.filter((one) => one.startsWith("a")).slice(-3)).toEqual(["a over left", "a entered", "a talk"]);
    expect(told.filter((one) => one.startsWith("b")).slice(-2)).toEqual(["b wait", "b talk"]);
    expect(tables.at(-1)?.toSorted()).toEqual(["leg-a", "leg-b"]);
  });

  it("is told again where it is refused again, and not left waiting", async () => {
    let joins = 1;
    const { desk, told } = deskOf(({ callId, order, desk: own }) => {
      if (order.order === "over" && joins < 3) {
        joins += 1;
        own.join(wish(callId, NAMED));
      }
    });
    desk.join(wish("a", NAMED));
    await expect.poll(() => told).toEqual(["a over failed", "a over failed", "a over failed"]);
  });
});

/** Two calls in a talk, and a third call in another one. */
function threeCalls() {
  const all = deskOf(() => undefined);
  for (const callId of ["a", "b"]) all.desk.join(wish(callId, PAIR));
  all.desk.join(wish("c", { ...PAIR, id: "elsewhere" }));
  const before = all.told.length;
  return { ...all, ordersSince: () => all.told.slice(before) };
}

describe("a conference of two calls", () => {
  it("refuses a call of another tenant", () => {
    const { desk, told, tables } = deskOf(() => undefined);
    desk.join(wish("a", PAIR));
    desk.join({ ...wish("b", PAIR), tenantId: OTHER_TENANT });
    expect(told.filter((one) => one.startsWith("b"))).toEqual(["b over failed"]);
    expect(tables.flat()).not.toContain("leg-b");
    expect(desk.judge("b", { act: "end", conferenceId: "pair" })).toBe(false);
  });

  it("refuses a third call", () => {
    const { desk, ordersSince } = threeCalls();
    desk.join(wish("d", PAIR));
    expect(ordersSince()).toEqual(["d over full"]);
  });

  it("is opened by the call that waits, never by the call that it waits for", () => {
    const { desk, told } = deskOf(() => undefined);
    desk.join(wish("a", { ...PAIR, begins: false }));
    expect(told).toEqual(["a over failed"]);
  });

  it("is over once its calls have left, and opens again under the same id", () => {
    const { desk, ordersSince } = threeCalls();
    desk.leave("a");
    desk.leave("b");
    expect(desk.judge("b", { act: "end", conferenceId: "pair" })).toBe(false);
    desk.join(wish("a", PAIR));
    expect(ordersSince()).toEqual(["b wait", "a entered", "a wait"]);
  });
});

describe("an action on a conference", () => {
  it("is possible through a participant, until the participant is removed", () => {
    const { desk, ordersSince } = threeCalls();
    const end = { act: "end", conferenceId: "pair" } as const;
    expect(["a", "b", "c"].map((callId) => desk.judge(callId, end))).toEqual([true, true, false]);
    desk.act("c", end);
    expect(ordersSince()).toEqual([]);
    desk.act("a", { act: "kick", conferenceId: "pair" });
    expect(["a", "b"].map((callId) => desk.judge(callId, end))).toEqual([false, true]);
  });

  it("changes the call through which it comes and no other", () => {
    const { desk, ordersSince, tables } = threeCalls();
    desk.act("a", { act: "change", conferenceId: "pair", isHeld: true });
    expect(ordersSince()).toEqual(["a wait"]);
    expect(tables.at(-1)).toEqual(["leg-b"]);
  });

  it("announces to all participants, or with a change to one, by a document of the tenant", async () => {
    const { desk, ordersSince, fetched } = threeCalls();
    desk.act("a", { act: "announce", conferenceId: "pair", announce: HOOK });
    await expect.poll(ordersSince).toEqual(["a hear", "b hear"]);
    desk.act("b", { act: "change", conferenceId: "pair", announce: HOOK });
    await expect.poll(ordersSince).toEqual(["a hear", "b hear", "b hear"]);
    expect(fetched).toEqual([`${TENANT} a`, `${TENANT} b`]);
  });

  it("announces nothing where the document plays nothing", async () => {
    const { desk, ordersSince } = threeCalls();
    desk.act("a", { act: "announce", conferenceId: "pair", announce: SILENT_HOOK });
    desk.act("b", { act: "announce", conferenceId: "pair", announce: HOOK });
    await expect.poll(ordersSince).toEqual(["a hear", "b hear"]);
  });
});

describe("a call that waits for a named conference", () => {
  it("receives nothing more after it has left", async () => {
    const { desk, told } = deskOf(() => undefined);
    for (const callId of ["a", "b"]) desk.join(wish(callId, NAMED));
    desk.leave("a");
    await expect.poll(() => told).toEqual(["b over failed"]);
  });
});
