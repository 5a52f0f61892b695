import { describe, expect, it } from "vitest";
import { inviteClient, stepInviteClient } from "./invite-client.ts";
import { inviteServer, stepInviteServer } from "./invite-server.ts";
import { nonInviteClient, stepNonInviteClient } from "./non-invite-client.ts";
import { nonInviteServer, stepNonInviteServer } from "./non-invite-server.ts";
import type { MachineEffect } from "./transaction-machine.ts";

const REQUEST = new Uint8Array([1]);
const ACK = new Uint8Array([2]);
const RESPONSE = new Uint8Array([3]);
const TRYING = new Uint8Array([4]);
const NAMES = new Map<Uint8Array, string>([
  [REQUEST, "request"],
  [ACK, "ACK"],
  [RESPONSE, "response"],
  [TRYING, "100"],
]);

/** Effects as one line, so that a row of the table reads like an arrow of the diagram. */
function told(effects: readonly MachineEffect[]): string {
  return effects
    .map((effect) => {
      if (effect.kind === "send") return `send ${NAMES.get(effect.bytes) ?? "?"}`;
      if (effect.kind === "arm") return `${effect.timer}=${effect.ms}`;
      if (effect.kind === "disarm") return `stop ${effect.timer}`;
      return effect.kind;
    })
    .join(", ");
}

type Word = "start" | "request" | "ack" | "failed" | "cancelled" | number | `timer ${string}`;

/** One arrow: state before, input, state after, and the effects over an unreliable and (if different) a reliable transport. */
type Arrow = readonly [before: string, word: Word, after: string, effects: string];

function inputOf(word: Word, isClient: boolean): never {
  // Each machine has its own inputs; the table uses one notation for all four.
  if (typeof word === "number") {
    const status = { status: word, ack: word >= 300 ? ACK : null, bytes: RESPONSE };
    return { kind: isClient ? "response" : "respond", ...status } as never;
  }
  if (word === "failed") return { kind: "transport-failed" } as never;
  return (word.startsWith("timer ") ? { kind: "timer", timer: word.slice(6) } : { kind: word }) as never;
}

const INVITE_CLIENT: readonly Arrow[] = [
  ["calling", "start", "calling", "send request, A=500, B=32000"],
  ["calling", "timer A", "calling", "send request, A=1000"],
  ["calling", "timer B", "terminated", "timeout, end"],
  ["calling", "failed", "terminated", "transport-failed, end"],
  ["calling", 100, "proceeding", "stop A, stop B, C=181000, pass"],
  ["calling", 200, "accepted", "stop A, stop B, stop C, stop cancel, pass, M=32000"],
  ["calling", 486, "completed", "stop A, stop B, stop C, stop cancel, send ACK, pass, D=32000"],
  ["proceeding", 100, "proceeding", "pass"],
  ["proceeding", 180, "proceeding", "C=181000, pass"],
  ["proceeding", "timer A", "proceeding", ""],
  ["proceeding", "timer B", "proceeding", ""],
  ["proceeding", "timer C", "terminated", "timeout, end"],
  ["proceeding", "cancelled", "proceeding", "cancel=32000"],
  ["proceeding", "timer cancel", "terminated", "timeout, end"],
  ["proceeding", 200, "accepted", "stop A, stop B, stop C, stop cancel, pass, M=32000"],
  ["proceeding", 603, "completed", "stop A, stop B, stop C, stop cancel, send ACK, pass, D=32000"],
  ["accepted", 200, "accepted", "pass"],
  ["accepted", 180, "accepted", ""],
  ["accepted", 486, "accepted", ""],
  ["accepted", "failed", "accepted", ""],
  ["accepted", "timer M", "terminated", "end"],
  ["completed", 486, "completed", "send ACK"],
  ["completed", 200, "completed", ""],
  ["completed", 180, "completed", ""],
  ["completed", "failed", "terminated", "transport-failed, end"],
  ["completed", "timer D", "terminated", "end"],
  ["terminated", 200, "terminated", ""],
  ["terminated", "timer B", "terminated", ""],
];

const NON_INVITE_CLIENT: readonly Arrow[] = [
  ["trying", "start", "trying", "send request, E=500, F=32000"],
  ["trying", "timer E", "trying", "send request, E=1000"],
  ["trying", "timer F", "terminated", "timeout, end"],
  ["trying", "failed", "terminated", "transport-failed, end"],
  ["trying", 100, "proceeding", "pass"],
  ["trying", 200, "completed", "stop E, stop F, pass, K=5000"],
  ["proceeding", 182, "proceeding", "pass"],
  ["proceeding", "timer E", "proceeding", "send request, E=4000"],
  ["proceeding", "timer F", "terminated", "timeout, end"],
  ["proceeding", 404, "completed", "stop E, stop F, pass, K=5000"],
  ["completed", 200, "completed", ""],
  ["completed", "timer E", "completed", ""],
  ["completed", "timer K", "terminated", "end"],
];

const INVITE_SERVER: readonly Arrow[] = [
  ["proceeding", "start", "proceeding", "send 100, pass"],
  ["proceeding", "request", "proceeding", "send 100"],
  ["proceeding", 180, "proceeding", "send response"],
  ["proceeding", 200, "accepted", "send response, L=32000"],
  ["proceeding", 487, "completed", "send response, G=500, H=32000"],
  ["proceeding", "ack", "proceeding", ""],
  ["proceeding", "failed", "terminated", "transport-failed, end"],
  ["accepted", "request", "accepted", ""],
  ["accepted", "ack", "accepted", "pass"],
  ["accepted", 200, "accepted", "send response"],
  ["accepted", 486, "accepted", ""],
  ["accepted", "timer L", "terminated", "end"],
  ["completed", "request", "completed", "send response"],
  ["completed", 200, "completed", ""],
  ["completed", "timer G", "completed", "send response, G=1000"],
  ["completed", "timer H", "terminated", "timeout, end"],
  ["completed", "ack", "confirmed", "stop G, stop H, I=5000"],
  ["completed", "failed", "terminated", "transport-failed, end"],
  ["confirmed", "ack", "confirmed", ""],
  ["confirmed", "request", "confirmed", ""],
  ["confirmed", "timer G", "confirmed", ""],
  ["confirmed", "timer I", "terminated", "end"],
];

const NON_INVITE_SERVER: readonly Arrow[] = [
  ["trying", "start", "trying", "pass, unanswered=32000"],
  ["trying", "request", "trying", ""],
  ["trying", 180, "proceeding", "send response"],
  ["trying", 200, "completed", "stop unanswered, send response, J=32000"],
  ["trying", "timer unanswered", "terminated", "timeout, end"],
  ["proceeding", "request", "proceeding", "send response"],
  ["proceeding", 200, "completed", "stop unanswered, send response, J=32000"],
  ["proceeding", "failed", "terminated", "transport-failed, end"],
  ["completed", "request", "completed", "send response"],
  ["completed", 500, "completed", ""],
  ["completed", "timer J", "terminated", "end"],
];

/** Bytes of a state on its path in the diagrams. */
const bytesIn = (state: string, isClient: boolean) =>
  isClient ? (state === "completed" ? ACK : REQUEST) : state === "proceeding" ? TRYING : RESPONSE;

describe("the transactions of RFC 3261 §17 as RFC 6026 amends them", () => {
  it.each(INVITE_CLIENT)("INVITE client (figure 5): %s + %s → %s", (before, word, after, effects) => {
    const now = { ...inviteClient(bytesIn(before, true), false), state: before as "calling" };
    const step = stepInviteClient(now, inputOf(word, true));
    expect([step.state.state, told(step.effects)]).toEqual([after, effects]);
  });

  it.each(NON_INVITE_CLIENT)("other client (figure 6): %s + %s → %s", (before, word, after, effects) => {
    const now = { ...nonInviteClient(REQUEST, false), state: before as "trying" };
    const step = stepNonInviteClient(now, inputOf(word, true));
    expect([step.state.state, told(step.effects)]).toEqual([after, effects]);
  });

  it.each(INVITE_SERVER)("INVITE server (figure 7): %s + %s → %s", (before, word, after, effects) => {
    const now = { ...inviteServer(bytesIn(before, false), false), state: before as "proceeding" };
    const step = stepInviteServer(now, inputOf(word, false));
    expect([step.state.state, told(step.effects)]).toEqual([after, effects]);
  });

  it.each(NON_INVITE_SERVER)("other server (figure 8): %s + %s → %s", (before, word, after, effects) => {
    const bytes = before === "trying" ? new Uint8Array(0) : RESPONSE;
    const now = { ...nonInviteServer(false), bytes, state: before as "trying" };
    const step = stepNonInviteServer(now, inputOf(word, false));
    expect([step.state.state, told(step.effects)]).toEqual([after, effects]);
  });

  it("repeats nothing over a reliable transport, and waits for nothing after the end", () => {
    expect(told(stepInviteClient(inviteClient(REQUEST, true), { kind: "start" }).effects)).toBe(
      "send request, B=32000",
    );
    expect(told(stepNonInviteClient(nonInviteClient(REQUEST, true), { kind: "start" }).effects)).toBe(
      "send request, F=32000",
    );
    const refused = stepInviteClient(inviteClient(REQUEST, true), { kind: "response", status: 486, ack: ACK });
    expect([refused.state.state, told(refused.effects)]).toEqual(["terminated", "send ACK, pass, end"]);
    const answered = stepNonInviteServer(nonInviteServer(true), { kind: "respond", status: 200, bytes: RESPONSE });
    expect([answered.state.state, told(answered.effects)]).toEqual(["terminated", "send response, end"]);
    const error = stepInviteServer(inviteServer(TRYING, true), { kind: "respond", status: 486, bytes: RESPONSE });
    expect(told(error.effects)).toBe("send response, H=32000");
    expect(told(stepInviteServer(error.state, { kind: "ack" }).effects)).toBe("end");
  });

  it("lets pauses grow as the RFC says: without bound for INVITE, to four seconds for all else", () => {
    const pauses = (count: number, fire: () => readonly MachineEffect[]) =>
      Array.from({ length: count }, () =>
        fire().flatMap((effect) => (effect.kind === "arm" ? [effect.ms] : [])),
      ).flat();
    let invite = inviteClient(REQUEST, false);
    let other = nonInviteClient(REQUEST, false);
    let server = stepInviteServer(inviteServer(TRYING, false), { kind: "respond", status: 486, bytes: RESPONSE }).state;
    const inviting = pauses(5, () => {
      const step = stepInviteClient(invite, { kind: "timer", timer: "A" });
      invite = step.state;
      return step.effects;
    });
    const asking = pauses(5, () => {
      const step = stepNonInviteClient(other, { kind: "timer", timer: "E" });
      other = step.state;
      return step.effects;
    });
    const refusing = pauses(5, () => {
      const step = stepInviteServer(server, { kind: "timer", timer: "G" });
      server = step.state;
      return step.effects;
    });
    expect(inviting).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(asking).toEqual([1_000, 2_000, 4_000, 4_000, 4_000]);
    expect(refusing).toEqual([1_000, 2_000, 4_000, 4_000, 4_000]);
  });
});
