import {
  areKeysSecret,
  type Call,
  type Instant,
  isOfSupervision,
  type KeyPress,
  type KeyWay,
  legOf,
  withLeg,
} from "../call.ts";
import type { CallStep } from "../call-step.ts";
import { supervisorPressed } from "../conference/monitor-whisper-barge.ts";
import { recordDigits } from "./dtmf-events.ts";
import { keyGiven } from "./running-tasks.ts";

/** Keys pressed within this time of each other form one event. */
const BURST_MS = 1_500;
const BURST_KEYS_MAX = 40;
const KEY = /^[0-9*#A-D]$/;

/**
 * A far end presses a key. Keys are recorded in bursts, in order, because they are needed to understand a failed menu. They are part of the call's events,
 * which belong to its tenant, and of no log; keys of a call whose keys are secret are not recorded at all.
 */
export function digitPressed(
  call: Call,
  now: Instant,
  { legId, key, by }: { readonly legId: string; readonly key: string; readonly by: KeyWay },
): CallStep {
  const leg = legOf(call, legId);
  if (leg === undefined || leg.state === "gone" || !KEY.test(key)) return { call, effects: [] };
  const { unpaired, isNew } = paired(leg.unpaired, { key, by, atMs: now.elapsedUs / 1_000 });
  if (!isNew) return { call: withLeg(call, legId, { unpaired }), effects: [] };
  if (isOfSupervision(call, legId)) return supervisorPressed(withLeg(call, legId, { unpaired }), now, key);
  const told = noted(withLeg(call, legId, { unpaired }), now, { legId, digits: leg.digits + key });
  if (call.tasks === null || legId !== call.arrival.legId || call.phase !== "talking") return told;
  const step = keyGiven(told.call, now, key);
  return { call: step.call, effects: [...told.effects, ...step.effects] };
}

/** Adds the key to the record, except where it may be part of a PIN. */
function noted(
  call: Call,
  now: Instant,
  { legId, digits }: { readonly legId: string; readonly digits: string },
): CallStep {
  return areKeysSecret(call) ? { call, effects: [] } : burst(withLeg(call, legId, { digits }), now, legId);
}

function burst(call: Call, now: Instant, legId: string): CallStep {
  if ((legOf(call, legId)?.digits.length ?? 0) >= BURST_KEYS_MAX) return recordDigits(call, now);
  return { call, effects: [{ effect: "arm", timer: "digits", ms: BURST_MS }] };
}

/** The same key by another transport within this time is the same press. */
const PAIRED_MS = 1_000;
const UNPAIRED_MAX = 16;

/** Some phones and gateways send a key by two transports at once: each pair is one press. */
function paired(
  before: readonly KeyPress[],
  heard: KeyPress,
): { readonly unpaired: readonly KeyPress[]; readonly isNew: boolean } {
  const recent = before.filter(({ atMs }) => heard.atMs - atMs <= PAIRED_MS);
  const twin = recent.findIndex(({ key, by }) => key === heard.key && by !== heard.by);
  if (twin >= 0) return { unpaired: recent.filter((_, nth) => nth !== twin), isNew: false };
  return { unpaired: [...recent, heard].slice(-UNPAIRED_MAX), isNew: true };
}
