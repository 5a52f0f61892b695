import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import {
  type CallActRefusal,
  SUPERVISION_KEYS,
  SUPERVISION_MODES,
  type SupervisionAct,
  type SupervisionMode,
} from "../../call-control/index.ts";
import {
  type Call,
  type Destination,
  type Instant,
  isTest,
  legOf,
  type Supervision,
  withEvents,
  withLeg,
} from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import { addTargets, dropped, releaseLegs } from "../legs.ts";
import { type AudioRouting, agentLegOf, audioRoutingOf } from "../transfer/consulting.ts";
import { phonesIn } from "../transfer/own-phones.ts";

/** How long a supervisor's own phone rings. */
const RING_MS = 30_000;
/** Maximum supervisions of one call, and maximum changes of their mode. */
const SUPERVISIONS_MAX = 20;
const CHANGES_MAX = 100;

/** Decides whether a supervisor's command is valid in the present state of a call; returns the agent's leg. */
export function judgeSupervision(call: Call, act: SupervisionAct): Result<string, CallActRefusal> {
  const agentLegId = agentLegOf(call, null);
  const { supervision } = call;
  if (agentLegId === null || isTest(call)) return refuse("call-not-open");
  if (supervision !== null && supervision.personId !== act.personId) return refuse("supervision-taken");
  if (act.act === "leave-supervision")
    return supervision === null ? refuse("call-act-not-now") : ok(supervision.agentLegId);
  // An emergency caller talks with the emergency service only.
  if (call.arrival.isEmergency) return refuse("call-act-barred");
  if (supervision !== null) return ok(supervision.agentLegId);
  if (call.transfer !== null) return refuse("call-act-not-now");
  if (phonesIn(call).includes(act.phoneId)) return refuse("supervision-own-phone");
  return count(call, "supervision.asked") < SUPERVISIONS_MAX ? ok(agentLegId) : refuse("call-act-barred");
}

function count({ events }: Call, kind: "supervision.asked" | "supervision.changed"): number {
  return events.filter(({ body }) => body.kind === kind).length;
}

/** A supervisor joins, changes the mode, or leaves; a command that is no longer valid when it arrives has no effect. */
export function handleSupervision(call: Call, now: Instant, act: SupervisionAct): CallStep {
  const judged = judgeSupervision(call, act);
  if (!judged.ok) return { call, effects: [] };
  if (act.act === "leave-supervision") return left(call, now, null);
  const { mode, personId, phoneId } = act;
  if (call.supervision !== null) return changedTo(call, now, mode);
  const supervision = { mode, personId, phoneId, agentLegId: judged.value, legIds: [], legId: null };
  return { call: { ...call, supervision }, effects: [{ effect: "resolve-supervision", phoneId }] };
}

/** The devices of the supervisor's phone ring, or none can be reached. */
export function supervisionResolved(call: Call, now: Instant, destination: Destination): CallStep {
  const { supervision } = call;
  if (supervision === null || supervision.legIds.length > 0) return { call, effects: [] };
  const targets = destination.kind === "targets" ? destination.targets : [];
  const legIds = targets.map(({ legId }) => legId);
  const rung = addTargets(call, now, targets);
  const { mode, personId, phoneId } = supervision;
  const said = withEvents({ ...rung.call, supervision: { ...supervision, legIds } }, now, [
    { kind: "supervision.asked", mode, personId, phoneId, legIds },
  ]);
  if (targets.length === 0) return left(said, now, 480);
  return { call: said, effects: [...rung.effects, { effect: "arm", timer: "supervision", ms: RING_MS }] };
}

/** The supervisor answers: the supervision mode decides which parties hear the supervisor. */
export function supervisionAccepted(call: Call, now: Instant, legId: string): CallStep {
  const { supervision } = call;
  if (supervision === null || supervision.legId !== null)
    return { call: withLeg(call, legId, { state: "gone" }), effects: dropped(legId, 16) };
  const others = supervision.legIds.filter((id) => id !== legId);
  const freed = releaseLegs(call, now, { legIds: others, cause: 26 });
  const up = withLeg({ ...freed.call, supervision: { ...supervision, legId } }, legId, { state: "up" });
  const { mode, personId, phoneId } = supervision;
  return {
    call: withEvents(up, now, [{ kind: "supervision.began", legId, mode, personId, phoneId }]),
    effects: [
      { effect: "disarm", timer: "supervision" },
      { effect: "write" },
      ...freed.effects,
      { effect: "connect-media", legId },
    ],
  };
}

/** A key of the supervisor's phone selects the mode; other keys have no effect and are not recorded. */
export function supervisorPressed(call: Call, now: Instant, key: string): CallStep {
  const mode = SUPERVISION_MODES.find((one) => SUPERVISION_KEYS[one] === key);
  return mode === undefined ? { call, effects: [] } : changedTo(call, now, mode);
}

function changedTo(call: Call, now: Instant, mode: SupervisionMode): CallStep {
  const { supervision } = call;
  if (supervision === null || supervision.mode === mode || count(call, "supervision.changed") >= CHANGES_MAX)
    return { call, effects: [] };
  const changed = { ...call, supervision: { ...supervision, mode } };
  const { legId } = supervision;
  if (legId === null) return { call: changed, effects: [] };
  return {
    call: withEvents(changed, now, [{ kind: "supervision.changed", legId, mode }]),
    effects: [{ effect: "write" }],
  };
}

/** The supervisor's phone was not answered in time. */
export function supervisionTimedOut(call: Call, now: Instant): CallStep {
  return call.supervision?.legId === null ? left(call, now, 408) : { call, effects: [] };
}

/** The supervisor has left; the others talk on. */
function left(call: Call, now: Instant, status: number | null): CallStep {
  const { supervision } = call;
  if (supervision === null) return { call, effects: [] };
  const { legId, legIds } = supervision;
  const open = legIds.filter((id) => ![undefined, "gone"].includes(legOf(call, id)?.state));
  const gone = open.reduce((rest, id) => withLeg(rest, id, { state: "gone" }), call);
  return {
    call: withEvents({ ...gone, supervision: null }, now, [{ kind: "supervision.ended", legId, status }]),
    effects: [
      { effect: "disarm", timer: "supervision" },
      { effect: "write" },
      ...open.flatMap((id) => dropped(id, 16)),
    ],
  };
}

/**
 * Follows the supervised talk after each step: the supervisor hears the parties of the table in every state of the talk, and leaves with the supervised agent.
 */
export function followSupervision(before: Call, step: CallStep, now: Instant): CallStep {
  const { call, effects } = step;
  if (call.phase === "ended" || (before.supervision === null && call.supervision === null)) return step;
  const over = isOver(call) ? left(call, now, lastStatus(call)) : { call, effects: [] };
  const all = [...effects, ...over.effects];
  const sound = soundOf(before, { call: over.call, effects: all });
  return { call: over.call, effects: [...all, ...sound] };
}

function isOver(call: Call): boolean {
  const { supervision, talking, consultation } = call;
  if (supervision === null) return false;
  const isGone = (legId: string): boolean => [undefined, "gone"].includes(legOf(call, legId)?.state);
  const { agentLegId, legIds } = supervision;
  const isTalking = consultation === null ? talking?.includes(agentLegId) : consultation.agentLegId === agentLegId;
  return isTalking !== true || isGone(agentLegId) || (legIds.length > 0 && legIds.every(isGone));
}

/** Why the phone was not reached; null for a supervisor who had joined. */
function lastStatus({ supervision, events }: Call): number | null {
  if (supervision === null || supervision.legId !== null) return null;
  const failed = events.flatMap(({ body }) =>
    body.kind === "leg.failed" && supervision.legIds.includes(body.legId) ? [body.status] : [],
  );
  return failed.at(-1) ?? null;
}

/** Sends the audio routing again when it has changed, or when another effect has routed the legs since. */
function soundOf(before: Call, { call, effects }: CallStep): readonly CallEffect[] {
  const [was, is] = [supervisedRouting(before), supervisedRouting(call)];
  if (is !== null) {
    const isSame = was !== null && JSON.stringify(was) === JSON.stringify(is);
    const isTouched = effects.some(({ effect }) => effect === "bridge" || effect === "hear");
    return isSame && !isTouched ? [] : [{ effect: "hear", ...is }];
  }
  if (was === null || before.supervision === null) return [];
  // Remaining parties hear each other as without the supervisor.
  const isThere = (legId: string): boolean => ![undefined, "gone"].includes(legOf(call, legId)?.state);
  const { agentLegId, legId } = before.supervision;
  if (isThere(agentLegId) && call.talking !== null) return [{ effect: "hear", ...audioRoutingOf(call, agentLegId) }];
  const [left, right] = (call.talking ?? []).filter(isThere);
  if (left !== undefined && right !== undefined)
    return [
      {
        effect: "hear",
        legIds: [left, right],
        heard: [
          [left, right],
          [right, left],
        ],
      },
    ];
  const alone = was.legIds.filter((id) => id !== legId && isThere(id));
  return alone.length === 0 ? [] : [{ effect: "hear", legIds: alone, heard: [] }];
}

/** The audible pairs with the supervisor included; null without one. */
function supervisedRouting(call: Call): AudioRouting | null {
  const { supervision } = call;
  if (supervision === null || supervision.legId === null) return null;
  return supervised(audioRoutingOf(call, supervision.agentLegId), { ...supervision, legId: supervision.legId });
}

/** The gain table of a supervised talk. */
function supervised(
  { legIds, heard }: AudioRouting,
  { mode, agentLegId, legId }: Supervision & { readonly legId: string },
): AudioRouting {
  const others = heard.filter(([, to]) => to === agentLegId).map(([from]) => from);
  const told: Readonly<Record<SupervisionMode, readonly string[]>> = {
    listen: [],
    whisper: [agentLegId],
    barge: [agentLegId, ...others],
  };
  return {
    legIds: [...legIds, legId],
    heard: [
      ...heard,
      ...[agentLegId, ...others].map((from) => [from, legId] as const),
      ...told[mode].map((to) => [legId, to] as const),
    ],
  };
}
