import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { ReportedEvent } from "../../src/service/acd/reports/index.ts";
import { countAgentTime, countContacts, figuresOf, occupancyOf } from "../../src/service/acd/reports/index.ts";
import { playDay } from "./queues/day.ts";

const SEEDS = [1, 2, 3];
const ZONE = "Asia/Jakarta";
const ASKED = { zone: ZONE, withinMs: 20_000, shortMs: 5_000 };
/** The end of the first hour of a day, in which the queues' handling times are learnt. */
const WARM_FROM_MS = Date.parse("2026-11-26T09:00:00+07:00");
const SCRIPT = path.join(import.meta.dirname, "queues/recompute-figures.mjs");

/** The mean error of estimated waits at entry, as a share of the actual waits, of contacts that entered after the first hour. */
function estimateErrorOf(events: readonly ReportedEvent[]): { readonly error: number; readonly contacts: number } {
  const entered = new Map<string, number>();
  let [waitedMs, offMs, contacts] = [0, 0, 0];
  for (const { wallMs, body } of events) {
    if (body.kind === "contact.entered") entered.set(body.contactId, wallMs);
    if (body.kind !== "contact.answered" || body.toldMs === null) continue;
    if ((entered.get(body.contactId) ?? 0) < WARM_FROM_MS) continue;
    waitedMs += body.waitedMs;
    offMs += Math.abs(body.toldMs - body.waitedMs);
    contacts += 1;
  }
  return { error: offMs / waitedMs, contacts };
}

describe("working days of a call centre in virtual time", () => {
  it.each(SEEDS)("are estimated at entry to a quarter of the wait once the pace is known (day %d)", (seed) => {
    const { error, contacts } = estimateErrorOf(playDay(seed));
    expect(contacts).toBeGreaterThan(300);
    expect(error).toBeLessThanOrEqual(0.25);
  });

  it("have the figures that a script of its own reckons, to the last digit", () => {
    const events = playDay(11);
    const untilMs = events.at(-1)?.wallMs ?? 0;
    const contacts = countContacts(events, ASKED).map(({ startMs, queueId, counts }) => {
      const { offered, answered, abandoned, abandonedShort, longestWaitMs } = counts;
      const { overflowed, left, callbacksAsked, callbacksUnreached, restarted } = counts;
      const ways = { overflowed, left, callbacksAsked, callbacksUnreached, restarted };
      const counted = { offered, answered, abandoned, abandonedShort, longestWaitMs, ...ways };
      // The day has no messages; the script computes figures of calls only.
      const { messageAsaMs, ...figures } = figuresOf(counts);
      expect(messageAsaMs).toBeNull();
      return { startMs, queueId, ...counted, ...figures };
    });
    const occupancy = countAgentTime(events, { zone: ZONE, untilMs }).flatMap((time) => {
      const found = occupancyOf(time);
      return found === null ? [] : [{ startMs: time.startMs, occupancy: found }];
    });
    const { stdout, stderr } = spawnSync(process.execPath, [SCRIPT], {
      input: JSON.stringify({ asked: ASKED, untilMs, events }),
      encoding: "utf8",
      maxBuffer: 64 * 1_048_576,
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ contacts, occupancy });
    expect(contacts.length).toBeGreaterThan(35);
    expect(contacts.some(({ abandoned }) => abandoned > 0)).toBe(true);
  });

  it("account for everybody: whoever entered was answered, gave up, was called back or was sent on", () => {
    for (const { counts } of countContacts(playDay(12), ASKED)) {
      const { answered, abandoned, overflowed, left, callbacksUnreached, restarted } = counts;
      expect(answered + abandoned + overflowed + left + callbacksUnreached + restarted).toBe(counts.offered);
    }
  });
});
