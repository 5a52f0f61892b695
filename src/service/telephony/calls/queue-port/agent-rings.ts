import { type Call, type Instant, legOf, withEvents } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import { addTargets, releaseLegs } from "../legs.ts";
import type { Rung, RungAgent } from "../tasks/call-tasks.ts";
import { andThen, moveOf, type TaskMove, unmoved, withTasks } from "../tasks/task-move.ts";
import type { QueuedCallEvent, QueueOrder } from "./queue-port.ts";

type MissReason = Extract<QueuedCallEvent, { readonly news: "missed" }>["why"];

/** Effect that notifies the queue of an event of the call. */
export const telling = (event: QueuedCallEvent): CallEffect => ({ effect: "tell-queue", news: event });

/** The agents rung for a call, for the waiting caller or for the customer of a callback; null where no queue rings agents. */
function rungOf(call: Call): Rung | null {
  return call.callback ?? call.tasks?.queueing ?? null;
}

/** The call with its rung agents changed. */
function withRung(call: Call, change: Partial<Rung>): Call {
  if (call.callback !== null) return { ...call, callback: { ...call.callback, ...change } };
  const queueing = call.tasks?.queueing ?? null;
  return queueing === null ? call : withTasks(call, { queueing: { ...queueing, ...change } });
}

/** The phones of agents ring as legs of the call; an agent without a reachable phone has missed it. */
export function ringAgents(call: Call, now: Instant, order: Extract<QueueOrder, { readonly order: "ring" }>): TaskMove {
  const before = rungOf(call);
  if (before === null || before.accepted !== null) return unmoved(call);
  const asked = order.agents.filter(({ agentId }) => !before.ringing.some((one) => one.agentId === agentId));
  const reachable = asked.filter(({ targets }) => targets.length > 0);
  const away = asked.filter(({ targets }) => targets.length === 0);
  const added = addTargets(
    call,
    now,
    reachable.flatMap(({ targets }) => targets),
  );
  const isIn = (legId: string): boolean => legOf(added.call, legId) !== undefined;
  const rung = reachable.map(({ agentId, targets }): RungAgent => {
    return { agentId, legIds: targets.map(({ legId }) => legId).filter(isIn) };
  });
  const ring: readonly CallEffect[] = rung.length === 0 ? [] : [{ effect: "arm", timer: "agents", ms: order.ringMs }];
  const begun = moveOf(withRung(added.call, { ringing: [...before.ringing, ...rung] }), [
    ...(reachable.length === 0 ? [] : added.effects),
    ...ring,
  ]);
  return away.reduce((move, { agentId }) => andThen(move, (left) => missed(left, now, agentId, "unreachable")), begun);
}

function missed(call: Call, now: Instant, agentId: string, why: MissReason): TaskMove {
  const before = rungOf(call);
  if (before === null) return unmoved(call);
  const ringing = before.ringing.filter((one) => one.agentId !== agentId);
  const said = withEvents(withRung(call, { ringing }), now, [{ kind: "agent.missed", agentId, why }]);
  const idle: readonly CallEffect[] = ringing.length > 0 ? [] : [{ effect: "disarm", timer: "agents" }];
  return moveOf(said, [{ effect: "write" }, ...idle, telling({ news: "missed", agentId, why })]);
}

/** An offer to an agent is withdrawn, or the selection of an agent is revoked before the agent is connected. */
export function stopRinging(call: Call, now: Instant, agentId: string): TaskMove {
  const before = rungOf(call);
  if (before === null) return unmoved(call);
  const { ringing, accepted } = before;
  const legIds = ringing.flatMap((one) => (one.agentId === agentId ? one.legIds : []));
  const own = accepted?.agentId === agentId ? [accepted.legId] : [];
  // Agents whose phones ring when another agent takes the call receive "completed elsewhere".
  const cause = accepted !== null && accepted.agentId !== agentId ? 26 : 16;
  const released = releaseLegs(call, now, { legIds: [...legIds, ...own], cause });
  const left = {
    ringing: ringing.filter((one) => one.agentId !== agentId),
    accepted: own.length > 0 ? null : accepted,
  };
  return moveOf(withRung(released.call, left), released.effects);
}

/** Whether this leg is an agent's phone that rings for the call. */
export function isRung(call: Call, legId: string): boolean {
  return rungOf(call)?.ringing.some(({ legIds }) => legIds.includes(legId)) === true;
}

/** Adds legs to the agent at whose phone this leg rings; a call without rung agents stays unchanged. */
export function withAgentLegs(call: Call, legId: string, legIds: readonly string[]): Call {
  const ringing = rungOf(call)?.ringing ?? [];
  const more = ringing.map((one) =>
    one.legIds.includes(legId) ? { ...one, legIds: [...one.legIds, ...legIds] } : one,
  );
  return withRung(call, { ringing: more });
}

/** The first agent to accept gets the call; all other phones stop ringing with the cause "completed elsewhere". */
export function agentAccepted(call: Call, now: Instant, legId: string): TaskMove {
  const before = rungOf(call);
  const agent = before?.ringing.find(({ legIds }) => legIds.includes(legId));
  if (before === null || agent === undefined) return unmoved(call);
  const { agentId } = agent;
  const others = before.ringing.flatMap(({ legIds }) => legIds).filter((id) => id !== legId);
  const released = releaseLegs(call, now, { legIds: others, cause: 26 });
  return moveOf(withRung(released.call, { ringing: [], accepted: { agentId, legId } }), [
    { effect: "disarm", timer: "agents" },
    ...released.effects,
    { effect: "connect-media", legId },
    telling({ news: "answered", agentId }),
  ]);
}

/** Releases the agents that still ring for the call. */
export function letAgentsGo(call: Call, now: Instant): TaskMove {
  const before = rungOf(call);
  if (before === null) return unmoved(call);
  const { ringing, accepted } = before;
  const legIds = [...ringing.flatMap((one) => one.legIds), ...(accepted === null ? [] : [accepted.legId])];
  const released = releaseLegs(call, now, { legIds, cause: 16 });
  return moveOf(withRung(released.call, { ringing: [], accepted: null }), [
    { effect: "disarm", timer: "agents" },
    ...released.effects,
  ]);
}

/** No agent answered in time: each ringing agent has missed the call. */
export function agentsTimedOut(call: Call, now: Instant): TaskMove {
  const ringing = rungOf(call)?.ringing ?? [];
  return ringing.reduce(
    (move, { agentId, legIds }) =>
      andThen(move, (left) => {
        const released = releaseLegs(left, now, { legIds, cause: 19 });
        return andThen(moveOf(released.call, released.effects), (quiet) => missed(quiet, now, agentId, "no-answer"));
      }),
    unmoved(call),
  );
}

/** Statuses by which a called party declines the call (RFC 3261 §21.4.20, §21.6). */
const DECLINING: ReadonlySet<number> = new Set([486, 600, 603, 607]);

/** Follows the ringing phones: an agent without a ringing phone has missed the call. */
export function followRung(call: Call, now: Instant): TaskMove {
  const isGone = (legId: string): boolean => legOf(call, legId)?.state === "gone";
  const out = (rungOf(call)?.ringing ?? []).filter(({ legIds }) => legIds.every(isGone));
  return out.reduce(
    (move, { agentId, legIds }) => andThen(move, (left) => missed(left, now, agentId, whyMissed(call, legIds))),
    unmoved(call),
  );
}

function whyMissed(call: Call, legIds: readonly string[]): MissReason {
  const isDeclined = call.events.some(
    ({ body }) => body.kind === "leg.failed" && legIds.includes(body.legId) && DECLINING.has(body.status),
  );
  return isDeclined ? "declined" : "unreachable";
}
