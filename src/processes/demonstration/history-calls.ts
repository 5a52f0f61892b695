import type { CallEvent, CallEventBody, CallOutcome, EndedBy } from "../../service/telephony/cdr/index.ts";
import type { HistoryChance } from "./history-chance.ts";
import type { HistoryContact } from "./history-queues.ts";

const US_PER_MS = 1_000;
const RECORDED_MS_MAX = 75_000;
const NORMAL_CLEARING = 16;
/** Extension to which agents transfer. */
const TRANSFER_TARGET = "900";

/** Properties common to all calls of the history. */
export interface HistoryNumbers {
  readonly code: string;
  readonly trunkId: string;
  readonly flowId: string;
  /** The phone of the supervisor, to which agents transfer. */
  readonly supervisorPhoneId: string;
  /** Short conversations from this time on are recorded. */
  readonly recordedFromMs: number;
}

/** A choice of the menu; `queueId` is null when the flow itself answers. */
export interface HistoryChoice {
  readonly keys: string;
  readonly label: string;
  readonly queueId: string | null;
}

/** A caller who arrives at the access code. */
export interface HistoryArrival {
  readonly callId: string;
  readonly caller: string;
  readonly atMs: number;
}

/** A recording of a call: a voicemail for a queue, or a conversation. */
export interface HistoryRecording {
  readonly recordingId: string;
  readonly callId: string;
  readonly messageQueue: string | null;
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}

/** A finished call as its events, with its recording if it has one. */
export interface HistoryCall {
  readonly callId: string;
  readonly events: readonly CallEvent[];
  readonly recording: HistoryRecording | null;
}

/** Collects the events of one call in order. */
class CallLog {
  readonly #arrival: HistoryArrival;
  readonly #chance: HistoryChance;
  readonly #events: CallEvent[] = [];
  readonly legId: string;
  #recording: HistoryRecording | null = null;

  constructor(arrival: HistoryArrival, chance: HistoryChance) {
    this.#arrival = arrival;
    this.#chance = chance;
    this.legId = chance.id(arrival.atMs);
  }

  add(atMs: number, ...bodies: readonly CallEventBody[]): void {
    for (const body of bodies) {
      const elapsedUs = (atMs - this.#arrival.atMs) * US_PER_MS;
      this.#events.push({ sequence: this.#events.length, atMs, elapsedUs, body });
    }
  }

  record(recording: Omit<HistoryRecording, "callId">): void {
    this.#recording = { ...recording, callId: this.#arrival.callId };
  }

  begin({ code, trunkId, flowId }: HistoryNumbers): void {
    const { caller, atMs } = this.#arrival;
    this.add(
      atMs,
      {
        kind: "call.received",
        direction: "inbound",
        caller,
        called: code,
        code,
        trunkId,
        phoneId: null,
        sipCallId: `${this.#chance.id(atMs)}@127.0.0.1`,
        from: "127.0.0.1:5999",
      },
      { kind: "call.permitted", code, mode: "open" },
    );
    this.add(
      atMs + 10,
      { kind: "flow.began", flowId, version: 1 },
      { kind: "flow.entered", stepId: "sapa", step: "Sapaan" },
      { kind: "call.answered", legId: this.legId, phoneId: null },
    );
    this.add(atMs + 2_500, { kind: "flow.entered", stepId: "menu", step: "Menu utama" });
  }

  choose(atMs: number, { keys, label }: HistoryChoice): void {
    const menu = { stepId: "menu", step: "Menu utama" };
    this.add(
      atMs,
      { kind: "digits.received", legId: this.legId, digits: keys },
      { kind: "task.ended", task: "gather", result: "gathered" },
      { kind: "flow.chose", ...menu, label, keys },
    );
  }

  end(
    atMs: number,
    ended: { readonly flow: string; readonly outcome: CallOutcome; readonly by: EndedBy },
  ): HistoryCall {
    this.add(
      atMs,
      { kind: "flow.ended", end: ended.flow },
      { kind: "call.ended", outcome: ended.outcome, by: ended.by, status: null, cause: NORMAL_CLEARING },
    );
    return { callId: this.#arrival.callId, events: this.#events, recording: this.#recording };
  }
}

/** A call handled by the flow alone: information, or a caller who hangs up in the menu. */
export function flowCall(
  numbers: HistoryNumbers,
  arrival: HistoryArrival,
  served: { readonly choice: HistoryChoice; readonly chosenAtMs: number; readonly chance: HistoryChance },
): HistoryCall {
  const { choice, chosenAtMs, chance } = served;
  const log = new CallLog(arrival, chance);
  log.begin(numbers);
  if (chance.next() < 0.15) return log.end(chosenAtMs, { flow: "caller-gone", outcome: "automated", by: "caller" });
  log.choose(chosenAtMs, choice);
  log.add(chosenAtMs, { kind: "flow.entered", stepId: "info", step: "Informasi" });
  const endedAtMs = chosenAtMs + chance.between(12_000, 55_000);
  return log.end(endedAtMs, { flow: "hung-up", outcome: "automated", by: "system" });
}

/** A call that waits in a queue and is answered by an agent, or abandoned by its caller. */
export function queueCall(
  numbers: HistoryNumbers,
  arrival: HistoryArrival,
  served: { readonly choice: HistoryChoice; readonly contact: HistoryContact; readonly chance: HistoryChance },
): HistoryCall {
  const { choice, contact, chance } = served;
  const { agent, endedAtMs, joinedAtMs, queueId } = contact;
  const log = new CallLog(arrival, chance);
  log.begin(numbers);
  log.choose(joinedAtMs, choice);
  log.add(
    joinedAtMs,
    { kind: "flow.entered", stepId: `antre-${choice.keys}`, step: choice.label },
    { kind: "queue.joined", queueId },
  );
  addMisses(log, contact, chance);
  if (contact.hasLeft) return voicemail(log, { queueId, atMs: endedAtMs, chance });
  if (agent === null) return log.end(endedAtMs, { flow: "caller-gone", outcome: "abandoned", by: "caller" });
  const { agentId, phoneId, rungAtMs, answeredAtMs, holdMs, isTransferred } = agent;
  const legId = chance.id(rungAtMs);
  addRinging(log, { legId, phoneId, rungAtMs });
  log.add(answeredAtMs, { kind: "talk.began", legId, phoneId, agentId });
  const isRecorded = answeredAtMs >= numbers.recordedFromMs && endedAtMs - answeredAtMs <= RECORDED_MS_MAX;
  const recordingId = chance.id(answeredAtMs);
  if (isRecorded) log.add(answeredAtMs, { kind: "recording.began", recordingId });
  if (holdMs > 0) {
    const heldAtMs = answeredAtMs + Math.floor((endedAtMs - answeredAtMs - holdMs) / 2);
    log.add(heldAtMs, { kind: "talk.changed", legId, state: "held", target: null, status: null });
    log.add(heldAtMs + holdMs, { kind: "talk.changed", legId, state: "talking", target: null, status: null });
  }
  if (isRecorded) {
    log.add(endedAtMs, { kind: "recording.ended", recordingId });
    log.record({ recordingId, messageQueue: null, beganAtMs: answeredAtMs, endedAtMs });
  }
  if (isTransferred) return transferred(log, numbers, { legId, atMs: endedAtMs, chance });
  log.add(endedAtMs, { kind: "talk.ended", legId, holdMs: 0 });
  return log.end(endedAtMs, {
    flow: "caller-gone",
    outcome: "answered",
    by: chance.next() < 0.7 ? "caller" : "called",
  });
}

/** The caller has waited long enough, and leaves a voicemail instead. */
function voicemail(
  log: CallLog,
  { queueId, atMs, chance }: { readonly queueId: string; readonly atMs: number; readonly chance: HistoryChance },
): HistoryCall {
  const spokenMs = atMs + chance.between(4_000, 7_000);
  const [recordingId, seconds] = [chance.id(spokenMs), chance.between(8, 50)];
  const endedMs = spokenMs + seconds * 1_000;
  log.add(
    atMs,
    { kind: "task.ended", task: "enqueue", result: "left" },
    { kind: "flow.entered", stepId: "pesan", step: "Pesan suara" },
  );
  log.add(spokenMs, { kind: "message.began", recordingId, queueId });
  log.add(endedMs, { kind: "message.ended", recordingId, isKept: true, seconds });
  log.record({ recordingId, messageQueue: queueId, beganAtMs: spokenMs, endedAtMs: endedMs });
  return log.end(endedMs, { flow: "caller-gone", outcome: "voicemail", by: "caller" });
}

function addRinging(
  log: CallLog,
  { legId, phoneId, rungAtMs }: { readonly legId: string; readonly phoneId: string; readonly rungAtMs: number },
): void {
  log.add(rungAtMs, { kind: "leg.invited", legId, phoneId, trunkId: null });
  log.add(rungAtMs + 120, { kind: "leg.ringing", legId });
}

function addMisses(log: CallLog, { missed }: HistoryContact, chance: HistoryChance): void {
  for (const { agentId, phoneId, rungAtMs, atMs } of missed) {
    const legId = chance.id(rungAtMs);
    addRinging(log, { legId, phoneId, rungAtMs });
    log.add(atMs, { kind: "agent.missed", agentId, why: "no-answer" }, { kind: "legs.released", legIds: [legId] });
  }
}

/** The agent transfers the caller to the supervisor, who takes the call to its end. */
function transferred(
  log: CallLog,
  { supervisorPhoneId }: HistoryNumbers,
  { legId, atMs, chance }: { readonly legId: string; readonly atMs: number; readonly chance: HistoryChance },
): HistoryCall {
  const otherLegId = chance.id(atMs);
  log.add(
    atMs,
    { kind: "talk.ended", legId, holdMs: 0 },
    { kind: "transfer.asked", legId, target: TRANSFER_TARGET },
    { kind: "leg.invited", legId: otherLegId, phoneId: supervisorPhoneId, trunkId: null },
  );
  const reachedMs = atMs + chance.between(2_000, 9_000);
  log.add(reachedMs, { kind: "transfer.done", legId: otherLegId, phoneId: supervisorPhoneId });
  const endedMs = reachedMs + chance.between(30_000, 240_000);
  return log.end(endedMs, { flow: "caller-gone", outcome: "answered", by: "caller" });
}
