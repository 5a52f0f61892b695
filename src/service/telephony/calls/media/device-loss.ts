import {
  type Call,
  type Instant,
  isTest,
  type Leg,
  legOf,
  otherThan,
  type Party,
  phoneOf,
  type Target,
  withEvents,
  withLeg,
} from "../call.ts";
import type { CallEffect, CallInput, CallStep } from "../call-step.ts";
import { hungUp } from "../hanging-up.ts";
import { addTargets, dropped, releaseLegs } from "../legs.ts";
import { withAgentLegs } from "../queue-port/agent-rings.ts";
import { ringsForAnswer } from "../transfer/own-phones.ts";

/** How long a browser that is lost may take to return, on the same page or a reloaded one. */
const BACK_MS_MAX = 20_000;

/** Q.850: destination out of order (27); non-selected user clearing (26). */
const OUT_OF_ORDER = 27;
const ELSEWHERE = 26;

/** Events of a device. */
export type DeviceEvent = Extract<CallInput, { readonly input: `device-${string}` }>;

/** Whether an input is about the browser of a leg. */
export function isOfDevice(input: CallInput): input is DeviceEvent {
  return input.input.startsWith("device-");
}

/** Handles the events of the browser of a leg. */
export function handleDeviceEvent(call: Call, now: Instant, input: DeviceEvent): CallStep {
  const leg = legOf(call, input.legId);
  if (leg === undefined || leg.state === "gone") return { call, effects: [] };
  switch (input.input) {
    case "device-away":
      return away(call, now, leg);
    case "device-back":
      return back(call, now, leg);
    case "device-cut":
      return { call, effects: [{ effect: "reoffer", legId: leg.id }] };
    case "device-seen":
      if (leg.isAway === true) return { call, effects: [seeking(leg, true)] };
      return ringsForAnswer(call, leg) ? { call, effects: [seeking(leg, false)] } : { call, effects: [] };
    case "device-found":
      if (ringsForAnswer(call, leg)) return ringToo(call, now, { leg, targets: input.targets });
      return found(call, now, { leg, targets: input.targets });
  }
}

/** No packets arrive from a browser any more: the other party hears an announcement, and the phone's devices are looked up. */
function away(call: Call, now: Instant, leg: Leg): CallStep {
  const isTalking = call.phase === "talking" && (leg.state === "up" || leg.state === "accepted");
  if (!isTalking || leg.isAway === true || isTest(call)) return { call, effects: [] };
  const isFirst = awayLegs(call).length === 0;
  const { id: legId } = leg;
  const said = withEvents(withLeg(call, legId, { isAway: true }), now, [{ kind: "device.away", legId }]);
  return {
    call: said,
    effects: [
      { effect: "write" },
      ...(isFirst ? [{ effect: "arm", timer: "device", ms: BACK_MS_MAX } as const] : []),
      ...waiting(said, legId),
      seeking(leg, false),
    ],
  };
}

function seeking({ id: legId, party }: Leg, hasSignedIn: boolean): CallEffect {
  return { effect: "seek-device", legId, phoneId: phoneOf(party) ?? "", hasSignedIn };
}

/** Packets arrive again: by the same connection, or by another one that the browser has opened. */
function back(call: Call, now: Instant, leg: Leg): CallStep {
  if (leg.isAway !== true) return { call, effects: [] };
  const { id: legId } = leg;
  const freed = releaseLegs(call, now, { legIds: standIns(call, legId), cause: ELSEWHERE });
  const there = withLeg(freed.call, legId, { isAway: false });
  const said = withEvents(there, now, [{ kind: "device.back", legId, byLegId: null }]);
  return {
    call: said,
    effects: [...freed.effects, { effect: "write" }, ...settled(said), ...resumeAudio(said, legId)],
  };
}

/** The phone is reachable on other pages or devices: those that do not ring yet are rung for the same talk. */
function found(
  call: Call,
  now: Instant,
  { leg, targets }: { readonly leg: Leg; readonly targets: readonly Target[] },
): CallStep {
  const ringing = new Set(standIns(call, leg.id).map((legId) => contactOf(legOf(call, legId)?.party)));
  const silent = targets.filter(({ party }) => !ringing.has(contactOf(party)));
  if (leg.isAway !== true || silent.length === 0) return { call, effects: [] };
  const rung = addTargets(call, now, silent);
  const marked = silent.reduce((rest, { legId }) => withLeg(rest, legId, { standsFor: leg.id }), rung.call);
  return { call: marked, effects: rung.effects };
}

/** The phone has registered from another page while it rings, as after a reload: that page rings too, and answers only when the agent answers. */
function ringToo(
  call: Call,
  now: Instant,
  { leg, targets }: { readonly leg: Leg; readonly targets: readonly Target[] },
): CallStep {
  const own = call.legs.filter((one) => phoneOf(one.party) === phoneOf(leg.party) && one.state !== "gone");
  const ringing = new Set(own.map(({ party }) => contactOf(party)));
  const silent = targets.flatMap(({ legId, party }): readonly Target[] => {
    if (party.kind !== "phone" || ringing.has(party.contact)) return [];
    const { isBack: _answersByItself, ...quiet } = party;
    return [{ legId, party: quiet }];
  });
  if (silent.length === 0) return { call, effects: [] };
  const added = addTargets(call, now, silent);
  const legIds = silent.map(({ legId }) => legId);
  return { call: withAgentLegs(added.call, leg.id, legIds), effects: added.effects };
}

/** The phone has come back on a new page: its new leg takes the place of the old one in every role. */
export function deviceReplaced(call: Call, now: Instant, { id, standsFor }: Leg): CallStep {
  const old = legOf(call, standsFor ?? "");
  if (old === undefined || old.state === "gone" || old.isAway !== true)
    return { call: withLeg(call, id, { state: "gone" }), effects: dropped(id, ELSEWHERE) };
  const others = standIns(call, old.id).filter((one) => one !== id);
  const freed = releaseLegs(call, now, { legIds: others, cause: ELSEWHERE });
  const left = withLeg(withLeg(freed.call, id, { state: "up" }), old.id, { state: "gone" });
  const swapped = inPlaceOf(left, old.id, id);
  const said = withEvents(swapped, now, [{ kind: "device.back", legId: old.id, byLegId: id }]);
  return {
    call: said,
    effects: [
      ...freed.effects,
      { effect: "write" },
      { effect: "connect-media", legId: id },
      ...settled(said),
      ...resumeAudio(said, id),
      ...joinedAgain(said),
      { effect: "stand-in", legId: id, forLegId: old.id },
      ...dropped(old.id, OUT_OF_ORDER),
    ],
  };
}

/**
 * A far end hangs up by a BYE (RFC 3261 clause 15). Where its browser was silent for a while, the request shows that the browser is present: the talk ends
 * normally, and the caller does not wait for another agent.
 */
export function hungUpAtDevice(
  call: Call,
  now: Instant,
  ending: { readonly legId: string; readonly cause: number | null },
): CallStep {
  const leg = legOf(call, ending.legId);
  const there = leg === undefined || leg.state === "gone" ? { call, effects: [] } : back(call, now, leg);
  const step = hungUp(there.call, now, ending);
  return { call: step.call, effects: [...there.effects, ...step.effects] };
}

/** The time is over: a device that has not come back has left the call, as by a hang-up. */
export function deviceOverdue(call: Call, now: Instant): CallStep {
  let step: CallStep = { call, effects: [] };
  for (const { id: legId } of awayLegs(call)) {
    if (step.call.phase === "ended") break;
    const alone = partedFrom(step.call, now, legId);
    const freed = releaseLegs(alone.call, now, { legIds: standIns(alone.call, legId), cause: ELSEWHERE });
    const quiet = resumeAudio(freed.call, legId);
    const out = hungUp(freed.call, now, { legId, cause: OUT_OF_ORDER });
    const bye: CallEffect = { effect: "hang-up", legId, cause: OUT_OF_ORDER };
    step = {
      call: out.call,
      effects: [...step.effects, ...alone.effects, ...freed.effects, ...quiet, bye, ...out.effects],
    };
  }
  return step;
}

/** The consultation of an agent whose device is lost ends: the consulted party is released. */
function partedFrom(call: Call, now: Instant, legId: string): CallStep {
  const { consultation } = call;
  if (consultation === null || consultation.agentLegId !== legId || consultation.state === "conference")
    return { call, effects: [] };
  const freed = releaseLegs(call, now, { legIds: consultation.legIds, cause: OUT_OF_ORDER });
  return {
    call: { ...freed.call, consultation: null },
    effects: [
      { effect: "disarm", timer: "transfer" },
      ...freed.effects,
      { effect: "hear", legIds: [consultation.customerLegId], heard: [] },
    ],
  };
}

function awayLegs({ legs }: Call): readonly Leg[] {
  return legs.filter(({ isAway, state }) => isAway === true && state !== "gone");
}

/** Legs that ring, or have answered, as replacements of a leg. */
function standIns({ legs }: Call, legId: string): readonly string[] {
  return legs.flatMap(({ id, standsFor, state }) => (standsFor === legId && state !== "gone" ? [id] : []));
}

/** The Contact of the device of a leg; null for a leg without one. */
function contactOf(party: Party | undefined): string | null {
  return party?.kind === "phone" ? party.contact : null;
}

/** No device is awaited any more. */
function settled(call: Call): readonly CallEffect[] {
  return awayLegs(call).length === 0 ? [{ effect: "disarm", timer: "device" }] : [];
}

/** The other party of a leg; none while a consultation or a transfer decides the audio routing. */
function listener(call: Call, legId: string): string | undefined {
  return call.transfer === null && call.consultation === null ? otherThan(call, legId) : undefined;
}

/** The waiting party hears an announcement, and then music. */
function waiting(call: Call, legId: string): readonly CallEffect[] {
  const waitsId = listener(call, legId);
  if (waitsId === undefined) return [];
  const language = call.tasks?.queueing?.task.language === "en" ? "en" : "id";
  const clips = [`${language}.connecting`, "music"].map((prompt) => ({ kind: "prompt", prompt }) as const);
  return [{ effect: "play-clips", legId: waitsId, play: `away.${waitsId}`, clips, times: null }];
}

function resumeAudio(call: Call, legId: string): readonly CallEffect[] {
  const waitsId = listener(call, legId);
  const sound = legOf(call, legId)?.isHolding === true ? "music" : "silence";
  return waitsId === undefined ? [] : [{ effect: "play", legId: waitsId, sound }];
}

/** The two are connected again, and recorded as before. */
function joinedAgain({ talking, recordingId, transfer, consultation }: Call): readonly CallEffect[] {
  if (talking === null || transfer !== null || consultation !== null) return [];
  const recorded = recordingId === null ? [] : [{ effect: "begin-recording", recordingId, legIds: talking } as const];
  return [{ effect: "bridge", legIds: talking }, ...recorded];
}

/** The call with one leg replaced by another in every role. */
function inPlaceOf(call: Call, oldId: string, newId: string): Call {
  const swap = <Id extends string | null>(id: Id): Id | string => (id === oldId ? newId : id);
  const { arrival, talking, transfer, consultation, tasks, callback, supervision } = call;
  const accepted = callback?.accepted ?? null;
  return {
    ...call,
    arrival: { ...arrival, legId: swap(arrival.legId) },
    supervision:
      supervision === null
        ? null
        : {
            ...supervision,
            agentLegId: swap(supervision.agentLegId),
            legId: swap(supervision.legId),
            legIds: supervision.legIds.map(swap),
          },
    talking: talking === null ? null : [swap(talking[0]), swap(talking[1])],
    transfer: transfer === null ? null : { ...transfer, byLegId: swap(transfer.byLegId) },
    consultation:
      consultation === null
        ? null
        : {
            ...consultation,
            agentLegId: swap(consultation.agentLegId),
            customerLegId: swap(consultation.customerLegId),
            colleagueLegId: swap(consultation.colleagueLegId),
          },
    tasks: tasks?.talk == null ? tasks : { ...tasks, talk: { ...tasks.talk, legId: swap(tasks.talk.legId) } },
    callback:
      callback === null || accepted === null
        ? callback
        : { ...callback, accepted: { ...accepted, legId: swap(accepted.legId) } },
  };
}
