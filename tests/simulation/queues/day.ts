import {
  type AcdState,
  contactOf,
  createAcdState,
  first,
  put,
  type QueueEffect,
  type QueueInput,
  type QueueRules,
  type Sorted,
  stepQueues,
  USUAL_RULES,
  without,
} from "../../../src/service/acd/queues/index.ts";
import type { ReportedEvent } from "../../../src/service/acd/reports/index.ts";
import { type Chance, openChance } from "../../../testkit/chance.ts";

const HOUR_MS = 3_600_000;
/** A working day in Jakarta, from eight to six, 26 November 2026. */
const OPENS_MS = Date.parse("2026-11-26T08:00:00+07:00");
const OPEN_HOURS = 10;
/** Mean callers per hour and queue, hour by hour: both peaks exceed the agents' capacity. */
const CALLERS_PER_HOUR = [160, 240, 330, 300, 220, 190, 250, 330, 260, 150] as const;
const QUEUES = ["sales", "help"] as const;
const AGENTS = 44;
const TALK_MS = 240_000;
const PATIENCE_MS = 1_500_000;
/** The wall clock drifts from the monotonic clock, and is corrected at noon. */
const WALL_DRIFT_MS = 700;

type At = readonly [atMs: number, order: number];

interface Day {
  readonly chance: Chance;
  readonly events: ReportedEvent[];
  floor: AcdState;
  coming: Sorted<At, QueueInput>;
  order: number;
  wake: At | null;
}

const inTime = (left: At, right: At) => left[0] - right[0] || left[1] - right[1];
const RULES: Omit<QueueRules, "id"> = { ...USUAL_RULES, waitMaxMs: 2 * HOUR_MS, wrapUpMs: 20_000, waitingMax: 5_000 };

/** Simulates one working day; returns its events in order. */
export function playDay(seed: number): readonly ReportedEvent[] {
  const chance = openChance(seed);
  const day: Day = {
    chance,
    events: [],
    floor: createAcdState({ priorityWorthMs: 60_000 }),
    coming: null,
    order: 0,
    wake: null,
  };
  for (const id of QUEUES) give(day, OPENS_MS, { input: "queue-configured", rules: { ...RULES, id } });
  for (let index = 0; index < AGENTS; index += 1) openAgent(day, index);
  for (const queueId of QUEUES) for (const atMs of arrivals(chance)) arrive(day, queueId, atMs);
  for (let next = first(day.coming); next !== null; next = first(day.coming)) {
    day.coming = without(day.coming, next.key, inTime);
    give(day, next.key[0], next.value);
  }
  return day.events;
}

/** A third of the agents serves both queues; every agent has a break of half an hour, and logs out at closing time. */
function openAgent(day: Day, index: number): void {
  const id = `agent-${index}`;
  const served = index % 3 === 2 ? QUEUES : [index % 3 === 0 ? QUEUES[0] : QUEUES[1]];
  const queues = served.map((queueId) => ({ queueId, tier: 1 }));
  give(day, OPENS_MS, { input: "agent-configured", profile: { id, queues, skills: {} } });
  later(day, OPENS_MS + day.chance.below(60_000), { input: "agent-logged-in", agentId: id });
  const breakMs = OPENS_MS + 3 * HOUR_MS + day.chance.below(3 * HOUR_MS);
  later(day, breakMs, { input: "agent-paused", agentId: id, reason: "lunch" });
  later(day, breakMs + HOUR_MS / 2 + day.chance.below(300_000), { input: "agent-ready", agentId: id });
  later(day, OPENS_MS + (OPEN_HOURS + 1) * HOUR_MS, { input: "agent-logged-out", agentId: id });
}

function arrivals(chance: Chance): readonly number[] {
  return CALLERS_PER_HOUR.flatMap((perHour, hour) => {
    const times: number[] = [];
    for (let ms = exponential(chance, HOUR_MS / perHour); ms < HOUR_MS; ms += exponential(chance, HOUR_MS / perHour))
      times.push(OPENS_MS + hour * HOUR_MS + Math.floor(ms));
    return times;
  });
}

function arrive(day: Day, queueId: string, atMs: number): void {
  const contactId = `${queueId}-${atMs}-${day.order}`;
  later(day, atMs, { input: "joined", contactId, queueId, priority: 0, needs: [], stickyAgentId: null });
  const patienceMs = Math.floor(exponential(day.chance, PATIENCE_MS));
  const isAsked = day.chance.next() < 0.05;
  later(
    day,
    atMs + patienceMs,
    isAsked ? { input: "callback-asked", contactId } : { input: "left", contactId, why: "hung-up" },
  );
}

function exponential(chance: Chance, mean: number): number {
  return -Math.log(1 - chance.next()) * mean;
}

/** Talk time with a measured distribution: the sum of three exponential parts. */
function talk(chance: Chance): number {
  return [1, 2, 3].reduce((sum) => sum + Math.floor(exponential(chance, TALK_MS / 3)), 0);
}

function later(day: Day, atMs: number, input: QueueInput): At {
  day.order += 1;
  const at: At = [atMs, day.order];
  day.coming = put(day.coming, at, input, inTime);
  return at;
}

function give(day: Day, atMs: number, input: QueueInput): void {
  const contact = "contactId" in input ? input.contactId : null;
  if (input.input === "left" && contact !== null && isTalking(day, contact)) return;
  const { state, effects } = stepQueues(day.floor, input, atMs);
  day.floor = state;
  for (const effect of effects) react(day, atMs, effect);
}

/** A caller who is talking does not abandon. */
function isTalking(day: Day, contactId: string): boolean {
  return contactOf(day.floor, contactId)?.state.is === "connected";
}

function react(day: Day, atMs: number, effect: QueueEffect): void {
  const { chance } = day;
  if (effect.effect === "wake") {
    if (day.wake !== null) day.coming = without(day.coming, day.wake, inTime);
    day.wake = effect.atMs === null ? null : later(day, effect.atMs, { input: "timer" });
  } else if (effect.effect === "record") {
    const isMorning = atMs < OPENS_MS + 4 * HOUR_MS;
    const { atMs: steadyMs, body } = effect.event;
    day.events.push({ wallMs: steadyMs + (isMorning ? WALL_DRIFT_MS : 0), steadyMs, body });
  } else if (effect.effect === "offer") {
    const { contactId, agentIds } = effect;
    for (const agentId of agentIds)
      if (chance.next() < 0.97)
        later(day, atMs + 1_500 + chance.below(4_000), { input: "answered", contactId, agentId });
  } else if (effect.effect === "connect" || effect.effect === "dial") {
    const { contactId, agentId } = effect;
    const bridgedMs = atMs + 200 + chance.below(300);
    later(day, bridgedMs, { input: "bridged", contactId, agentId });
    const talkMs = talk(chance);
    const holdMs = chance.next() < 0.2 ? Math.floor(talkMs / 5) : 0;
    later(day, bridgedMs + talkMs, { input: "ended", contactId, holdMs });
  }
}
