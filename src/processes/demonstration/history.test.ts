import { describe, expect, it } from "vitest";
import { readyCompanies } from "../../../simulators/oss/ready.ts";
import { runSeed } from "../../../testkit/run-seed.ts";
import { type CallOutcome, foldCdr } from "../../service/telephony/cdr/index.ts";
import { COMPANIES, OPERATOR } from "./companies.ts";
import { type HistoryAgent, type HistoryDay, type HistoryPlan, historyDays } from "./history.ts";
import { workingTime } from "./time.ts";

const DAY_MS = 86_400_000;
const ZONE_MS = 7 * 3_600_000;
const UNTIL_MS = Date.parse("2026-12-02T06:00:00Z");

const BOTH = ["queue-0", "queue-1"];

function agent(nth: number, queueIds: readonly string[], hours: HistoryAgent["hours"]): HistoryAgent {
  const restDays = nth === 1 ? [0, 6] : [];
  return { id: `agent-${nth}`, phoneId: `phone-${nth}`, queueIds, hours, breakHour: 12, restDays };
}

const PLAN: HistoryPlan = {
  seed: runSeed,
  fromMs: UNTIL_MS - 90 * DAY_MS,
  untilMs: UNTIL_MS,
  code: "1500123",
  trunkId: "trunk",
  flowId: "flow",
  supervisorPhoneId: "supervisor",
  breakReasonId: "break",
  recordedFromMs: UNTIL_MS - 4 * DAY_MS,
  choices: [
    { keys: "0", label: "Layanan pelanggan", queueId: "queue-0" },
    { keys: "1", label: "Tagihan", queueId: "queue-1" },
    { keys: "3", label: "Informasi", queueId: null },
  ],
  agents: [
    agent(1, ["queue-0"], [[8, 16]]),
    agent(2, BOTH, [[6, 15]]),
    agent(3, BOTH, [[14, 23]]),
    agent(4, BOTH, [
      [0, 7],
      [22, 24],
    ]),
  ],
};

const days: readonly HistoryDay[] = [...historyDays(PLAN)];
const calls = days.flatMap((day) => day.calls);
const queueEvents = days.flatMap((day) => day.queueEvents);
const records = calls.map(({ events }) => foldCdr(events));
const weekdayOf = (atMs: number) => new Date(atMs + ZONE_MS).getUTCDay();

describe("the call history of a demonstration", () => {
  it("has some thousands of calls in 90 days, few on Sundays and most on Mondays", () => {
    expect(days.length).toBeGreaterThanOrEqual(90);
    expect(calls.length).toBeGreaterThan(5_000);
    expect(calls.length).toBeLessThan(8_000);
    const on = (weekday: number) => records.filter(({ beganAtMs }) => weekdayOf(beganAtMs) === weekday).length;
    for (const weekday of [2, 3, 4, 5, 6]) {
      expect(on(weekday)).toBeGreaterThan(on(0));
      expect(on(weekday)).toBeLessThan(on(1));
    }
  });

  it("ends before the present, and begins no call twice", () => {
    expect(Math.max(...records.map(({ endedAtMs }) => endedAtMs))).toBeLessThan(UNTIL_MS);
    expect(Math.max(...queueEvents.map(({ atMs }) => atMs))).toBeLessThan(UNTIL_MS);
    expect(Math.min(...records.map(({ beganAtMs }) => beganAtMs))).toBeGreaterThanOrEqual(PLAN.fromMs);
    expect(new Set(calls.map(({ callId }) => callId)).size).toBe(calls.length);
  });

  it("has calls of each outcome, most of them answered", () => {
    const count = (outcome: CallOutcome) => records.filter((record) => record.outcome === outcome).length;
    const outcomes = ["answered", "abandoned", "voicemail", "automated"] as const;
    expect(outcomes.reduce((sum, outcome) => sum + count(outcome), 0)).toBe(records.length);
    for (const outcome of outcomes) expect(count(outcome)).toBeGreaterThan(50);
    expect(count("answered") / records.length).toBeGreaterThan(0.5);
    expect(records.some(({ transfers }) => transfers > 0)).toBe(true);
  });

  it("ends each contact once, as often answered or abandoned as the calls in queues", () => {
    const kinds = (kind: string) => queueEvents.filter(({ body }) => body.kind === kind).length;
    const inQueue = calls.filter(({ events }) => events.some(({ body }) => body.kind === "queue.joined")).length;
    expect(kinds("contact.entered")).toBe(inQueue);
    expect(kinds("contact.closed")).toBe(inQueue);
    expect(kinds("contact.answered")).toBe(records.filter(({ outcome }) => outcome === "answered").length);
  });

  it("has no agent with two contacts at once", () => {
    const busy = new Map<string, string>();
    for (const { body } of queueEvents) {
      if (body.kind !== "agent.changed") continue;
      const before = busy.get(body.agentId);
      if (before !== undefined && body.state !== "available" && body.state !== "resting")
        expect(body.contactId).toBe(before);
      if (body.contactId === null) busy.delete(body.agentId);
      else busy.set(body.agentId, body.contactId);
    }
    expect(queueEvents.some(({ body }) => body.kind === "agent.changed")).toBe(true);
  });

  it("has recordings of messages, and of short conversations of the last days", () => {
    const recordings = calls.flatMap(({ recording }) => recording ?? []);
    const talks = recordings.filter(({ messageQueue }) => messageQueue === null);
    expect(recordings.length - talks.length).toBe(records.filter(({ outcome }) => outcome === "voicemail").length);
    expect(talks.length).toBeGreaterThan(0);
    for (const { beganAtMs, endedAtMs } of talks) {
      expect(beganAtMs).toBeGreaterThanOrEqual(PLAN.recordedFromMs);
      expect(endedAtMs - beganAtMs).toBeLessThanOrEqual(75_000);
    }
  });

  it("is in the order of time, for each call and for the queues", () => {
    for (const { events } of calls)
      for (const [index, event] of events.entries())
        expect(event.elapsedUs).toBeGreaterThanOrEqual(events[index - 1]?.elapsedUs ?? 0);
    for (const day of days)
      for (const [index, { atMs }] of day.queueEvents.entries())
        expect(atMs).toBeGreaterThanOrEqual(day.queueEvents[index - 1]?.atMs ?? 0);
  });

  it("is the same for the same seed, and another one for another seed", () => {
    const again = (seed: number) => [...historyDays({ ...PLAN, seed, fromMs: UNTIL_MS - 5 * DAY_MS })];
    expect(again(1)).toEqual(again(1));
    expect(again(1)).not.toEqual(again(2));
  });
});

describe("the companies of a demonstration", () => {
  it("are companies of the OSS simulator that nothing stands against, each with another code", () => {
    const ready = new Set(readyCompanies().map(({ nib }) => nib));
    const nibs = [OPERATOR.nib, ...COMPANIES.map(({ nib }) => nib)];
    expect(nibs.filter((nib) => !ready.has(nib))).toEqual([]);
    expect(new Set(nibs).size).toBe(nibs.length);
    const codes = [OPERATOR.code, ...COMPANIES.flatMap(({ numbering }) => numbering?.code ?? [])];
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe("the working time of a demonstration", () => {
  it("moves a weekend to the Friday before, and never lies ahead", () => {
    const wednesdayMs = Date.parse("2026-12-02T01:00:00Z");
    expect(new Date(workingTime(wednesdayMs, 3, 10)).toISOString()).toBe("2026-11-27T03:00:00.000Z");
    expect(new Date(workingTime(wednesdayMs, 1, 10)).toISOString()).toBe("2026-12-01T03:00:00.000Z");
    expect(workingTime(wednesdayMs, 0, 10)).toBe(wednesdayMs);
  });
});
