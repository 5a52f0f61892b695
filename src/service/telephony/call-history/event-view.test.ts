import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { CALL_DIRECTIONS, CALL_ENDERS, CALL_OUTCOMES, type CallEvent, type CallEventBody } from "../cdr/index.ts";
import { queueInstants } from "./event-view.ts";

const received = (from: string): CallEventBody => ({
  kind: "call.received",
  direction: "outbound",
  caller: "14045",
  called: "081234567890",
  code: "14045",
  trunkId: null,
  phoneId: null,
  sipCallId: "a@b",
  from,
});
const invited: CallEventBody = { kind: "leg.invited", legId: "a", phoneId: "p", trunkId: null };
/** These events, a second apart. */
const at = (...bodies: readonly CallEventBody[]): readonly CallEvent[] =>
  bodies.map((body, sequence) => ({ sequence, atMs: sequence * 1_000, elapsedUs: sequence * 1_000_000, body }));

describe("when a call had to do with a queue", () => {
  it("is when it joined one, and when it booked a callback or was refused one", () => {
    const booked: CallEventBody = { kind: "task.ended", task: "book-callback", result: "callback-booked" };
    const played: CallEventBody = { kind: "task.ended", task: "gather", result: "gathered" };
    const joined: CallEventBody = { kind: "queue.joined", queueId: "layanan" };
    expect(queueInstants(at(received("127.0.0.1:5060"), joined, played, booked, invited))).toEqual([1_000, 3_000]);
  });

  it("is when it rings agents, where it calls somebody back", () => {
    expect(queueInstants(at(received("callback"), invited))).toEqual([1_000]);
    expect(queueInstants(at(received("127.0.0.1:5060"), invited))).toEqual([]);
  });
});

const REPOSITORY = path.resolve(import.meta.dirname, "../../../..");
const textOf = (file: string) => readFileSync(path.join(REPOSITORY, file), "utf8");

describe.each(["id", "en"])("names that are looked up by a value (%s)", (locale) => {
  const words = (JSON.parse(textOf(`locales/parts/${locale}/calls.json`)) as { web: { calls: Groups } }).web.calls;
  const kinds = textOf("src/service/telephony/cdr/call-event.ts").matchAll(/"([a-z]+\.[a-z-]+)"/gu);

  it.each([
    ["events", [...new Set([...kinds].map(([, kind = ""]) => kind.replaceAll(".", "-")))]],
    ["outcomes", CALL_OUTCOMES],
    ["directions", CALL_DIRECTIONS],
    ["endedBy", CALL_ENDERS],
  ] as const)("has all %s", (group, values) => {
    const names = Object.keys(words[group]);
    expect(values.length).toBeGreaterThan(3);
    expect(values.filter((value) => !names.includes(value))).toEqual([]);
    if (group !== "events") expect(names).toHaveLength(values.length);
  });
});

type Groups = Readonly<Record<"events" | "outcomes" | "directions" | "endedBy", Readonly<Record<string, unknown>>>>;
