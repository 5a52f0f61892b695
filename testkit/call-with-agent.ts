import type { Arrival, CallTask, Destination } from "../src/service/telephony/calls/index.ts";
import { listOf, SteppedCall } from "./call-with-tasks.ts";

/** A phone's side of a call, named after its leg. */
const phone = (legId: string) => ({ kind: "phone", phoneId: `phone-${legId}`, contact: `sip:${legId}@x` }) as const;
/** A destination that rings one phone, named after its leg. */
export const targets = (legId: string): Destination => ({
  kind: "targets",
  targets: [{ legId, party: phone(legId) }],
  ringMs: 30_000,
  isRecorded: true,
});
const enqueue: CallTask = {
  task: "enqueue",
  queueId: "q",
  priority: 0,
  skills: [],
  waitMsMax: 60_000,
  music: null,
  announceMs: null,
  language: "id",
};

/** How a call reached the agent's phone: by its number, or by a queue. */
export const KINDS = ["plain", "queued"] as const;
/** A caller (`in`) and an agent (`agent`) who talk. */
export const agentCall = (kind: (typeof KINDS)[number], change: Partial<Arrival> = {}): SteppedCall =>
  kind === "plain"
    ? new SteppedCall(undefined, { destination: targets("agent"), ...change }).give(
        { input: "permitted", mode: "open", recordingId: "rec" },
        { input: "media-opened", legId: "in" },
        { input: "media-opened", legId: "agent" },
        { input: "accepted", legId: "agent" },
        { input: "answer-written" },
      )
    : new SteppedCall(listOf([enqueue]), {
        destination: { kind: "tasks", script: listOf([enqueue]), isRecorded: true, areKeysSecret: false },
        ...change,
      })
        .answered()
        .give(
          {
            input: "queue-order",
            order: {
              order: "ring",
              ringMs: 15_000,
              agents: [{ agentId: "a", targets: [{ legId: "agent", party: phone("agent") }] }],
            },
          },
          { input: "media-opened", legId: "agent" },
          { input: "accepted", legId: "agent" },
          { input: "queue-order", order: { order: "connect", agentId: "a" } },
        );

/** The audio routes in the media engine after these effects. */
export function audioRoutesAfter(call: SteppedCall): ReadonlySet<string> {
  const heard = new Set<string>();
  const forget = (legIds: readonly string[]): void => {
    for (const one of [...heard]) if (legIds.some((legId) => one.split(">").includes(legId))) heard.delete(one);
  };
  for (const effect of call.effects) {
    if (effect.effect === "bridge" || effect.effect === "hear") forget(effect.legIds);
    if (effect.effect === "close-media") forget([effect.legId]);
    if (effect.effect === "hear") for (const [from, to] of effect.heard) heard.add(`${from}>${to}`);
    if (effect.effect !== "bridge") continue;
    const [left, right] = effect.legIds;
    heard.add(`${left}>${right}`).add(`${right}>${left}`);
  }
  return heard;
}
