import {
  type AcdState,
  compareText,
  find,
  put,
  type QueueEffect,
  type QueueInput,
  valuesOf,
} from "../../../src/service/acd/queues/index.ts";
import { type Chance, openChance } from "../../../testkit/chance.ts";
import { plainMatcher } from "./definitions.ts";
import type { Engine } from "./engine.ts";
import { type Complaint, enter, type Ledger, letGo, newLedger } from "./ledger.ts";
import { complaintsAbout, seen } from "./properties.ts";
import { randomNeeds, randomProfile, randomQueueIds, randomRules } from "./random-acd.ts";

/** The random inputs of one schedule, and the maximum of timers after it. */
const ACTS = 40;
const DRAIN_MAX = 2_000;
const WATCHED_DUE_MS = 300;

interface Coming {
  readonly atMs: number;
  readonly input: QueueInput;
}

/** A running schedule. */
interface Play {
  readonly engine: Engine;
  readonly chance: Chance;
  readonly ledger: Ledger;
  readonly match: ReturnType<typeof plainMatcher>;
  readonly queueIds: readonly string[];
  readonly agentIds: readonly string[];
  readonly tell: (line: string) => void;
  readonly complaints: Complaint[];
  floor: AcdState;
  nowMs: number;
  coming: Coming[];
  wakeAtMs: number | null;
  contacts: number;
  steps: number;
}

/** The result of a schedule: the first violations, all at one step; empty when all properties held. */
export interface Played {
  readonly complaints: readonly Complaint[];
  readonly steps: number;
}

/** Runs the schedule of a seed: always the same inputs at the same virtual instants. */
export function playSchedule(engine: Engine, seed: number, tell: (line: string) => void = () => undefined): Played {
  const chance = openChance(seed);
  const queueIds = randomQueueIds(chance);
  const agentIds = Array.from({ length: chance.below(6) }, (_, index) => `a${index + 1}`);
  const play: Play = {
    engine,
    chance,
    queueIds,
    agentIds,
    tell,
    ledger: newLedger(),
    match: plainMatcher(engine),
    complaints: [],
    floor: engine.createAcdState({ priorityWorthMs: chance.pick([0, 1_000, 8_000]) }),
    nowMs: 1_000_000,
    coming: [],
    wakeAtMs: null,
    contacts: 0,
    steps: 0,
  };
  for (const id of queueIds) give(play, { input: "queue-configured", rules: randomRules(id, chance) });
  for (const id of agentIds) {
    give(play, { input: "agent-configured", profile: randomProfile(id, queueIds, chance) });
    if (chance.next() < 0.8) give(play, { input: "agent-logged-in", agentId: id });
  }
  if (chance.next() < 0.5) play.floor = withPace(play.floor, chance);
  for (let act = 0; act < ACTS && play.complaints.length === 0; act += 1) {
    passTime(play, chance.pick([0, 200, 900, 2_500]));
    if (play.complaints.length === 0) give(play, madeUpAct(play));
  }
  drain(play);
  return { complaints: play.complaints, steps: play.steps };
}

/** Sets handling times, as of a queue that has been open for a while. */
function withPace(acdState: AcdState, chance: Chance): AcdState {
  let { queues } = acdState;
  for (const queue of valuesOf(queues)) {
    const pace = { workMs: 1_000 * (1 + chance.below(90)), turns: 1 + chance.below(20), samples: 10 };
    queues = put(queues, queue.rules.id, { ...queue, pace }, compareText);
  }
  return { ...acdState, queues };
}

/** Advances the virtual time: scheduled inputs come at their instants, timers sometimes late. */
function passTime(play: Play, ms: number): void {
  const endMs = play.nowMs + ms;
  while (play.complaints.length === 0) {
    const next = play.coming[0];
    const wakeMs = play.wakeAtMs ?? Number.POSITIVE_INFINITY;
    if (Math.min(next?.atMs ?? Number.POSITIVE_INFINITY, wakeMs) > endMs) break;
    if (next !== undefined && next.atMs < wakeMs) {
      play.coming.shift();
      play.nowMs = Math.max(play.nowMs, next.atMs);
      give(play, next.input);
      continue;
    }
    play.wakeAtMs = null;
    play.nowMs = Math.max(play.nowMs, wakeMs + (play.chance.next() < 0.1 ? play.chance.below(WATCHED_DUE_MS) : 0));
    give(play, { input: "timer" });
  }
  play.nowMs = Math.max(play.nowMs, endMs);
}

/** No further random inputs: by its timers the ACD state must settle, with all contacts ended and all agents available. */
function drain(play: Play): void {
  for (let count = 0; play.complaints.length === 0; count += 1) {
    const next = play.coming.shift();
    if (next !== undefined) {
      play.nowMs = Math.max(play.nowMs, next.atMs);
      give(play, next.input);
      continue;
    }
    if (play.wakeAtMs === null) break;
    if (count > DRAIN_MAX) return complain(play, "no agent is stuck", "the floor never comes to rest");
    play.nowMs = Math.max(play.nowMs, play.wakeAtMs);
    play.wakeAtMs = null;
    give(play, { input: "timer" });
  }
  if (play.complaints.length > 0) return;
  for (const { profile, state } of valuesOf(play.floor.agents))
    if (state.is !== "available" && state.is !== "logged-out")
      complain(play, "no agent is stuck", `${profile.id} is ${state.is} for ever`);
  for (const { id } of valuesOf(play.floor.contacts))
    complain(play, "everybody is accounted for", `${id} is in a queue for ever`);
  for (const [id, { endings }] of play.ledger.contacts)
    if (endings !== 1) complain(play, "everybody is accounted for", `${id} ended ${endings} times`);
}

function complain(play: Play, property: string, text: string): void {
  play.complaints.push({ property, text });
}

/** Whether an input adds a contact to the ledger; a callback for a closing queue stays stored. */
function doesJoin(
  acdState: AcdState,
  input: QueueInput,
): input is Extract<QueueInput, { input: "joined" | "planned" }> {
  if (input.input === "planned") return find(acdState.queues, input.queueId, compareText)?.isShut === false;
  return input.input === "joined";
}

/** Gives one input to the engine, and checks the result. */
function give(play: Play, input: QueueInput): void {
  const { engine, floor: before, nowMs, ledger } = play;
  if (doesJoin(before, input) && !ledger.contacts.has(input.contactId))
    ledger.contacts.set(input.contactId, {
      joinedAtMs: nowMs,
      queueId: input.queueId,
      enteredAtMs: nowMs,
      dials: 0,
      endings: 0,
      agentIds: new Set(),
      lastTold: null,
    });
  play.steps += 1;
  play.tell(`${nowMs} ${JSON.stringify(input)}`);
  try {
    const { state: after, effects } = engine.stepQueues(before, input, nowMs);
    play.floor = after;
    for (const effect of effects) {
      play.tell(`    ${JSON.stringify(effect)}`);
      play.complaints.push(...enter(ledger, effect, nowMs));
      react(play, effect);
    }
    play.complaints.push(...complaintsAbout(seen({ before, after, input, effects, ledger })));
    const plain = choicesOf(engine.stepQueues(before, input, nowMs, play.match).effects);
    if (plain !== choicesOf(effects))
      complain(
        play,
        "the choice is the one of the definitions",
        `by definition:\n${plain}\nchosen:\n${choicesOf(effects)}`,
      );
  } catch (error) {
    complain(play, "nothing impossible happens", String(error));
  }
}

/** The effects without the recorded alternatives of a decision. */
function choicesOf(effects: readonly QueueEffect[]): string {
  return effects
    .filter(({ effect }) => effect !== "record")
    .map((effect) => JSON.stringify({ ...effect, decision: undefined }))
    .join("\n");
}

function later(play: Play, atMs: number, input: QueueInput): void {
  const at = play.coming.findIndex((one) => one.atMs > atMs);
  play.coming.splice(at === -1 ? play.coming.length : at, 0, { atMs, input });
}

/** The external reaction to an effect: phones ring and are answered or not, calls are bridged or not. */
function react(play: Play, effect: QueueEffect): void {
  const { chance, nowMs } = play;
  if (effect.effect === "wake") play.wakeAtMs = effect.atMs;
  if (effect.effect === "offer") for (const agentId of effect.agentIds) ring(play, effect.contactId, agentId);
  if (effect.effect !== "connect" && effect.effect !== "dial") return;
  const { contactId, agentId } = effect;
  const odds = chance.next();
  const atMs = nowMs + chance.below(1_500);
  if (odds < 0.8) {
    later(play, atMs, { input: "bridged", contactId, agentId });
    if (chance.next() < 0.9)
      later(play, atMs + 500 + chance.below(9_000), { input: "ended", contactId, holdMs: chance.below(2_000) });
  } else if (odds < 0.95) {
    later(play, atMs, { input: "bridge-failed", contactId, agentId, fault: chance.pick(["agent", "system"]) });
  }
}

function ring(play: Play, contactId: string, agentId: string): void {
  const { chance, nowMs } = play;
  const odds = chance.next();
  const atMs = nowMs + chance.below(6_000);
  if (odds < 0.6) later(play, atMs, { input: "answered", contactId, agentId });
  else if (odds < 0.8)
    later(play, atMs, {
      input: "missed",
      contactId,
      agentId,
      why: chance.pick(["declined", "unreachable", "no-line"]),
    });
}

/** A random input, plausible or not. */
function madeUpAct(play: Play): QueueInput {
  const { chance, queueIds, agentIds, ledger } = play;
  const odds = chance.next();
  const contactIds = [...ledger.contacts.keys()];
  const contactId = contactIds[chance.below(contactIds.length)] ?? "c0";
  const agentId = agentIds[chance.below(agentIds.length)] ?? "a0";
  const queueId = queueIds[chance.below(queueIds.length)] ?? "q0";
  if (odds < 0.4) return madeUpCaller(play, queueId);
  if (odds < 0.42) return madeUpPlan(play, { queueId, agentId });
  if (odds < 0.5) return { input: "left", contactId, why: chance.pick(["hung-up", "own-choice"]) };
  if (odds < 0.56) return { input: "callback-asked", contactId };
  if (odds < 0.62) return { input: "agent-paused", agentId, reason: "lunch" };
  if (odds < 0.74) return { input: "agent-ready", agentId };
  if (odds < 0.79) return { input: "agent-logged-in", agentId };
  if (odds < 0.83) return { input: "agent-logged-out", agentId };
  if (odds < 0.86) return { input: "agent-busy", agentId };
  if (odds < 0.9) return { input: "agent-free", agentId };
  if (odds < 0.92) return { input: "agent-configured", profile: randomProfile(agentId, queueIds, chance) };
  if (odds < 0.935) return { input: "queue-configured", rules: randomRules(queueId, chance) };
  if (odds < 0.945) return { input: "queue-removed", queueId };
  if (odds < 0.95) return { input: "agent-removed", agentId };
  if (odds < 0.97) return { input: "answered", contactId, agentId };
  if (odds < 0.98) return { input: "ended", contactId, holdMs: 0 };
  letGo(ledger, "", agentId);
  return { input: "bridge-failed", contactId, agentId, fault: "system" };
}

/** A callback scheduled by an agent, for that agent or for any, whether or not its queue exists. */
function madeUpPlan(
  play: Play,
  { queueId, agentId }: { readonly queueId: string; readonly agentId: string },
): QueueInput {
  play.contacts += 1;
  const forAgentId = play.chance.next() < 0.6 ? agentId : null;
  return { input: "planned", contactId: `c${play.contacts}`, queueId, forAgentId };
}

function madeUpCaller(play: Play, queueId: string): QueueInput {
  const { chance, agentIds } = play;
  play.contacts += 1;
  return {
    input: "joined",
    contactId: `c${play.contacts}`,
    queueId,
    priority: chance.next() < 0.3 ? chance.below(4) : 0,
    needs: randomNeeds(chance),
    stickyAgentId: chance.next() < 0.2 ? (agentIds[chance.below(agentIds.length)] ?? null) : null,
  };
}
