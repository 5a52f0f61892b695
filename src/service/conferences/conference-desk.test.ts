import { afterEach, describe, expect, it } from "vitest";
import type { Database } from "../../platform/database/index.ts";
import { openLog } from "../../platform/telemetry/index.ts";
import type { ConferenceOrder, ConferenceSeat, ConferenceWish } from "../calls/index.ts";
import { openConferenceDesk, type RunningConferenceDesk } from "./conference-desk.effects.ts";

const log = openLog({ process: "test", level: "silent" });
const TENANT = "00000000-0000-7000-8000-000000000001";
const SEAT: ConferenceSeat = {
  ...{ label: null, isMuted: false, beeps: "none", starts: true, ends: false, coachedCallId: null },
};
const opened: RunningConferenceDesk[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((desk) => desk.close(0)));
});

/** A desk whose database answers nothing, and calls that answer what they are told at once. */
function deskOf(answer: (told: { callId: string; order: ConferenceOrder; desk: RunningConferenceDesk }) => void) {
  const told: string[] = [];
  const tables: (readonly string[])[] = [];
  const desk: RunningConferenceDesk = openConferenceDesk({
    ...{ db: {} as Database, clock: { nowMs: () => 0 }, log, switchId: TENANT },
    ids: { next: () => "00000000-0000-7000-8000-000000000002", secret: () => "secret" },
    tell: (callId, order) => {
      told.push(`${callId} ${order.order}${order.order === "over" ? ` ${order.why}` : ""}`);
      answer({ callId, order, desk });
    },
    hear: (_, { legIds }) => tables.push(legIds),
    heldWith: () => "music",
    announced: async () => [],
  });
  opened.push(desk);
  return { desk, told, tables };
}

const wish = (callId: string, room: ConferenceWish["room"]): ConferenceWish => ({
  ...{ callId, tenantId: TENANT, legId: `leg-${callId}`, room, seat: SEAT, mayBeKept: true },
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
