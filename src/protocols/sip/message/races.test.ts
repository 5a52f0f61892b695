import { describe, expect, it } from "vitest";
import { openChance } from "../../../../testkit/chance.ts";
import { runSeed } from "../../../../testkit/run-seed.ts";
import { type NetworkFaults, SipNetwork } from "../../../../testkit/sip-network.ts";
import type { LegEvent, SessionParts } from "../dialog/leg.ts";
import type { AgentCall } from "../user-agent.ts";
import { NO_BODY } from "./message.ts";
import { parseUri } from "./uri.ts";

const ROUNDS = 400;
const EVENTS_MAX = 20_000;
const NOTHING: SessionParts = { headers: [], body: NO_BODY };
const CALLER = "192.0.2.1";
const CALLEE = "192.0.2.2";

interface Story {
  readonly caller: string[];
  readonly callee: string[];
  readonly left: readonly number[];
  readonly phases: readonly string[];
}

const wordOf = (event: LegEvent | { readonly kind: "incoming" }) =>
  event.kind === "ended" ? `ended ${event.why}` : event.kind;

function uri(text: string) {
  const parsed = parseUri(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

/** One call with every kind of network fault, each at a random time. */
function play(seed: number, faults: NetworkFaults): Story {
  const chance = openChance(seed);
  const wire = new SipNetwork(chance, faults);
  const told = { caller: [] as string[], callee: [] as string[] };
  const seen: AgentCall[] = [];
  const disturb = (call: AgentCall) => {
    if (chance.next() < 0.5) wire.after(chance.below(3_000), () => call.act({ kind: "reinvite", parts: NOTHING }));
    wire.after(chance.below(6_000), () => call.act({ kind: "hang-up", headers: [] }));
    // One side always hangs up in the end.
    wire.after(120_000, () => call.act({ kind: "hang-up", headers: [] }));
  };
  const caller = wire.join(CALLER, (call, event) => {
    told.caller.push(wordOf(event));
    if (event.kind === "answered") disturb(call);
    if (event.kind === "reinvited") wire.after(chance.below(300), () => answerOrRefuse(call));
  });
  const callee = wire.join(CALLEE, (call, event) => {
    if (event.kind === "incoming") seen.push(call);
    told.callee.push(wordOf(event));
    if (event.kind === "confirmed") disturb(call);
    if (event.kind === "reinvited") wire.after(chance.below(300), () => answerOrRefuse(call));
    if (event.kind !== "incoming") return;
    if (chance.next() < 0.7)
      wire.after(chance.below(500), () => call.act({ kind: "ring", status: 180, parts: NOTHING }));
    wire.after(chance.below(4_000), () => answerOrRefuse(call));
    if (chance.next() < 0.2) wire.after(chance.below(5_000), () => call.act({ kind: "hang-up", headers: [] }));
    wire.after(120_000, () => call.act({ kind: "hang-up", headers: [] }));
  });
  const answerOrRefuse = (call: AgentCall) =>
    call.act(chance.next() < 0.8 ? { kind: "answer", parts: NOTHING } : { kind: "refuse", status: 486, headers: [] });
  const who = (name: string) => ({ display: null, uri: uri(`sip:${name}@sambung.id`), params: [] });
  const to = { transport: "udp", address: CALLEE, port: 5_060, connection: null } as const;
  const call = caller.call(
    { uri: `sip:b@${CALLEE}`, from: who("a"), to: who("b"), callId: `call-${seed}`, parts: NOTHING },
    to,
  );
  if (chance.next() < 0.5) wire.after(chance.below(5_000), () => call.act({ kind: "hang-up", headers: [] }));
  wire.run(EVENTS_MAX);
  const left = [caller, callee].flatMap((agent) => [agent.table.size(), agent.calls.size, agent.byKey.size]);
  return { ...told, left, phases: [call, ...seen].map((each) => each.leg().phase) };
}

const WIRES: readonly (readonly [string, NetworkFaults])[] = [
  ["that loses nothing", { lost: 0, doubled: 0, delayMsMax: 20 }],
  ["that reorders and doubles", { lost: 0, doubled: 0.3, delayMsMax: 900 }],
  ["that loses one in five", { lost: 0.2, doubled: 0.1, delayMsMax: 200 }],
  ["that loses nearly everything", { lost: 0.7, doubled: 0.1, delayMsMax: 200 }],
];

const endsOf = (words: readonly string[]) => words.filter((word) => word.startsWith("ended"));

describe("a call where INVITE, CANCEL, re-INVITE and BYE race", () => {
  it.each(WIRES)("ends on both sides, once, with nothing left behind, on a wire %s", (_name, faults) => {
    const seen = new Set<string>();
    for (let seed = runSeed * ROUNDS; seed < (runSeed + 1) * ROUNDS; seed += 1) {
      const story = play(seed, faults);
      const where = `seed ${seed}: ${JSON.stringify(story)}`;
      expect(story.left, where).toEqual([0, 0, 0, 0, 0, 0]);
      expect(
        story.phases.every((phase) => phase === "ended"),
        where,
      ).toBe(true);
      expect(endsOf(story.caller), where).toHaveLength(1);
      expect(endsOf(story.callee), where).toHaveLength(story.callee.includes("incoming") ? 1 : 0);
      // A confirmed callee implies that the caller was answered, or cancelled too late; each session change was requested by the other side.
      const heard = story.caller.some((word) => word === "answered" || word === "ended cancelled");
      if (story.callee.includes("confirmed")) expect(heard, where).toBe(true);
      if (story.caller.includes("changed")) expect(story.callee, where).toContain("reinvited");
      for (const word of [...story.caller, ...story.callee]) seen.add(word);
    }
    // The races that this test covers did occur.
    const happened = ["answered", "ended bye", "ended hung-up", "ended cancelled"];
    for (const word of happened) expect(seen, word).toContain(word);
    if (faults.lost < 0.5) expect(seen).toContain("changed");
  });

  it("agrees on who ended it when nothing is lost", () => {
    for (let seed = runSeed * ROUNDS; seed < (runSeed + 1) * ROUNDS; seed += 1) {
      const { caller, callee } = play(seed, { lost: 0, doubled: 0, delayMsMax: 20 });
      const pair = [endsOf(caller)[0], endsOf(callee)[0]].join(" / ");
      const agreed = [
        "ended bye / ended hung-up",
        "ended hung-up / ended bye",
        // Both sides hung up at once.
        "ended hung-up / ended hung-up",
        "ended refused / ended hung-up",
        // A re-INVITE crossed BYE and its 481 came first, which ends the dialog (RFC 3261 §12.2.1.2).
        "ended timeout / ended hung-up",
        "ended hung-up / ended timeout",
        "ended cancelled / ended cancelled",
        // CANCEL crossed the answer, or the refusal.
        "ended cancelled / ended bye",
        "ended cancelled / ended hung-up",
        // Cancelled before any message arrived.
        "ended cancelled / ",
      ];
      expect(agreed, `seed ${seed}: ${JSON.stringify({ caller, callee })}`).toContain(pair);
    }
  });
});
