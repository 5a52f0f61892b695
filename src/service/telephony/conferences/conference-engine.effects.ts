import { setTimeout as delay } from "node:timers/promises";
import type { Clock, IdSource } from "../../../kernel/index.ts";
import { type Database, follow, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type {
  ConferenceJoinOptions,
  ConferenceOrder,
  ConferencePort,
  ConferenceTable,
  Hook,
  PlayedClip,
  QueueTreatment,
} from "../calls/index.ts";
import {
  beginConference,
  type ConferenceHappening,
  endLostConferences,
  keepConferenceFact,
} from "./conference.store.ts";
import {
  type Conference,
  type ConferenceEffect,
  type ConferenceInput,
  MEMBERS_MAX,
  openConference,
  stepConference,
} from "./conference.ts";
import type { ConferenceAct } from "./conference-act.ts";
import { FactWriter } from "./fact-writer.effects.ts";

/** Dependencies of the conference engine. */
export interface ConferenceEngineOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly switchId: string;
  readonly tell: (callId: string, order: ConferenceOrder) => void;
  readonly hear: (conferenceId: string, table: ConferenceTable, unheard: (legId: string) => void) => void;
  /** The hold treatment that a document of an API client describes. */
  readonly heldWith: (hook: Hook) => QueueTreatment;
  /** Fetches the announcement of an API client's hook for the participants; nothing when it contains nothing that can be played. */
  readonly announced: (asking: {
    readonly tenantId: string;
    readonly callId: string;
    readonly hook: Hook;
  }) => Promise<readonly PlayedClip[]>;
}

/** The conferences of a switch. */
export interface ConferenceEngine extends ConferencePort {
  /** Whether a command applies to the current state of a call's conference. */
  judge(callId: string, act: ConferenceAct): boolean;
  act(callId: string, act: ConferenceAct): void;
  /** Waits until all facts are on disk, for up to `graceMs`. */
  close(graceMs: number): Promise<void>;
}

interface Room {
  conference: Conference;
  readonly tenantId: string;
  /** Null for a talk of two calls, which is not stored. */
  readonly name: string | null;
}

interface EngineState {
  readonly options: ConferenceEngineOptions;
  /** By id. */
  readonly rooms: Map<string, Room>;
  /** Conference ids by call centre and name, and the calls that wait until the id is known. */
  readonly named: Map<string, string>;
  readonly arriving: Map<string, Map<string, ConferenceJoinOptions>>;
  /** The conference of each call. */
  readonly byCall: Map<string, string>;
  readonly facts: FactWriter;
  /** The current sweep for lost conferences. */
  looking: Promise<unknown>;
  /** Pending steps: a call may react to an order at once, and its reaction waits for its turn. */
  readonly turns: (() => void)[];
  isTurning: boolean;
}

/** The interval of the sweep for lost conferences, and how long a conference that a command has named waits for its first participant. */
const POLL_MS = 10_000;
const CAME_BY = "30 minutes";
/** The maximum time that the first participant waits for the database; after it, the join fails. */
const BEGIN_MS_MAX = 5_000;

/** Opens the conference engine. */
export function openConferenceEngine(options: ConferenceEngineOptions): ConferenceEngine {
  const engineState: EngineState = {
    options,
    rooms: new Map(),
    named: new Map(),
    arriving: new Map(),
    byCall: new Map(),
    facts: new FactWriter({
      keep: (fact) => inTenant(options.db, fact.tenantId, (trx) => keepConferenceFact(trx, fact)),
      log: options.log,
    }),
    looking: Promise.resolve(),
    turns: [],
    isTurning: false,
  };
  const following = follow({
    look: () => endLost(engineState),
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "conferences.not-looked-after"),
  });
  return {
    join: (wish) => inTurn(engineState, () => join(engineState, wish)),
    leave: (callId) => inTurn(engineState, () => leave(engineState, callId)),
    withdraw: (callId) => inTurn(engineState, () => withdraw(engineState, callId)),
    judge: (callId, act) => judge(engineState, callId, act),
    act: (callId, act) => inTurn(engineState, () => carryOut(engineState, callId, act)),
    close: async (graceMs) => {
      following.close();
      const late = new Promise<void>((resolve) => void setTimeout(resolve, graceMs).unref());
      await Promise.race([engineState.facts.written(), late]);
    },
  };
}

function judge({ byCall, rooms }: EngineState, callId: string, act: ConferenceAct): boolean {
  if (byCall.get(callId) !== act.conferenceId) return false;
  if (act.act !== "record") return true;
  const recording = rooms.get(act.conferenceId)?.conference.recording;
  return recording?.id === act.recordingId && recording.state !== "ended";
}

/** Runs steps one after the other, each to its end, so that a call never receives an older state after a newer one. */
function inTurn(engineState: EngineState, turn: () => void): void {
  engineState.turns.push(turn);
  if (engineState.isTurning) return;
  engineState.isTurning = true;
  for (let next = engineState.turns.shift(); next !== undefined; next = engineState.turns.shift()) {
    try {
      next();
    } catch (error) {
      engineState.options.log.error({ err: error }, "conference.fault");
    }
  }
  engineState.isTurning = false;
}

async function endLost(engineState: EngineState): Promise<void> {
  const { options, rooms, facts } = engineState;
  const { db, switchId, clock, log } = options;
  // Includes conferences with facts that are not on disk yet.
  const going = [...rooms].flatMap(([id, { name }]) => (name === null ? [] : [id]));
  const known = [...going, ...facts.known];
  // A conference that is just beginning is not in `rooms` yet; a busy switch begins conferences all the time.
  const isBeginning = engineState.arriving.size > 0;
  const at = new Date(clock.nowMs());
  const looking = endLostConferences(db, { switchId, isBeginning, known, at, cameBy: CAME_BY });
  engineState.looking = looking.catch(() => undefined);
  const ended = await looking;
  if (ended > 0) log.info({ ended }, "conferences.ended");
}

const keyOf = (tenantId: string, name: string): string => `${tenantId} ${name}`;

function join(engineState: EngineState, options: ConferenceJoinOptions): void {
  const { tenantId, room } = options;
  if (room.kind === "pair") {
    const known = engineState.rooms.get(room.id);
    // A conference of another call centre is treated as unknown.
    if (known !== undefined && known.tenantId !== tenantId) return refuse(engineState, options, "failed");
    // The call that wanted to talk with this one has left already.
    if (known === undefined && !room.begins) return refuse(engineState, options, "failed");
    if (known === undefined)
      engineState.rooms.set(room.id, { conference: openConference(room.id, 2), tenantId, name: null });
    return enter(engineState, room.id, options);
  }
  const key = keyOf(tenantId, room.name);
  const id = engineState.named.get(key);
  if (id !== undefined) return enter(engineState, id, options);
  const waiting = engineState.arriving.get(key);
  if (waiting !== undefined) return void waiting.set(options.callId, options);
  engineState.arriving.set(key, new Map([[options.callId, options]]));
  const settled = (id: string | null): void =>
    inTurn(engineState, () => begun(engineState, { tenantId, name: room.name, id }));
  begin(engineState, { tenantId, name: room.name }).then(settled, (error: unknown) => {
    engineState.options.log.warn({ err: error, tenantId }, "conference.not-begun");
    settled(null);
  });
}

/** Begins the conference of a name; null when another switch owns it. */
async function begin(
  engineState: EngineState,
  { tenantId, name }: { readonly tenantId: string; readonly name: string },
): Promise<string | null> {
  const { db, ids, clock, switchId } = engineState.options;
  // The end of an earlier conference with the name must be on disk before a new one begins.
  const isKept = await Promise.race([
    Promise.all([engineState.facts.freed(keyOf(tenantId, name)), engineState.looking]).then(() => true),
    delay(BEGIN_MS_MAX, false, { ref: false }),
  ]);
  if (!isKept) throw new Error("what ended before is not on disk yet");
  const wish = { id: ids.next(), tenantId, name, switchId, at: new Date(clock.nowMs()) };
  const { id, isOwn } = await beginConference(db, wish);
  if (!isOwn) engineState.options.log.warn({ tenantId, conferenceId: id }, "conference.at-another-switch");
  return isOwn ? id : null;
}

/**
 * The id of the conference is known, or it failed: the waiting calls join, or receive the failure. A call that comes back at once starts another
 * conference.
 */
function begun(
  engineState: EngineState,
  { tenantId, name, id }: { readonly tenantId: string; readonly name: string; readonly id: string | null },
): void {
  const key = keyOf(tenantId, name);
  const waiting = [...(engineState.arriving.get(key)?.values() ?? [])];
  engineState.arriving.delete(key);
  const [first] = waiting;
  if (first === undefined) return;
  if (id === null) {
    for (const one of waiting) refuse(engineState, one, "failed");
    return;
  }
  const membersMax = first.room.kind === "named" ? first.room.membersMax : MEMBERS_MAX;
  engineState.rooms.set(id, { conference: openConference(id, membersMax), tenantId, name });
  engineState.named.set(key, id);
  for (const one of waiting) join(engineState, one);
}

function refuse({ options }: EngineState, { callId }: ConferenceJoinOptions, why: "failed" | "full"): void {
  options.tell(callId, { order: "over", why });
}

function enter(
  engineState: EngineState,
  id: string,
  { callId, legId, seat, room, mayBeKept }: ConferenceJoinOptions,
): void {
  engineState.byCall.set(callId, id);
  const { told, record } = room.kind === "named" ? room : {};
  const wishes = { ...(told === undefined ? {} : { told }), ...(record === undefined ? {} : { record }) };
  const recordingId = engineState.options.ids.next();
  give(engineState, id, { input: "joined", callId, legId, seat, mayBeKept, recordingId, ...wishes });
}

function leave(engineState: EngineState, callId: string): void {
  for (const waiting of engineState.arriving.values()) waiting.delete(callId);
  const id = engineState.byCall.get(callId);
  if (id === undefined) return;
  engineState.byCall.delete(callId);
  give(engineState, id, { input: "left", callId });
}

function withdraw(engineState: EngineState, callId: string): void {
  for (const waiting of engineState.arriving.values()) {
    const options = waiting.get(callId);
    if (options !== undefined) waiting.set(callId, { ...options, mayBeKept: false });
  }
  const id = engineState.byCall.get(callId);
  if (id !== undefined) give(engineState, id, { input: "withdrawn", callId });
}

function give(engineState: EngineState, id: string, input: ConferenceInput): void {
  const room = engineState.rooms.get(id);
  if (room === undefined) return;
  const { conference, effects } = stepConference(room.conference, input);
  room.conference = conference;
  if (conference.isOver) {
    engineState.rooms.delete(id);
    if (room.name !== null) engineState.named.delete(keyOf(room.tenantId, room.name));
  }
  for (const effect of effects) perform(engineState, room, effect);
}

function perform(
  engineState: EngineState,
  { conference: { id }, tenantId, name }: Room,
  effect: ConferenceEffect,
): void {
  const { options } = engineState;
  const keep = (happening: ConferenceHappening): void => {
    const at = new Date(options.clock.nowMs());
    if (name === null) return;
    engineState.facts.write(
      { conferenceId: id, tenantId, at, happening },
      happening.fact === "end" ? keyOf(tenantId, name) : null,
    );
  };
  switch (effect.effect) {
    case "tell":
      if (effect.order.order === "over") engineState.byCall.delete(effect.callId);
      return options.tell(effect.callId, effect.order);
    case "hear": {
      const { legIds, heard, recorded } = effect;
      const table = { legIds, heard, recorded: recorded === null ? null : { ...recorded, tenantId } };
      return options.hear(id, table, (legId) =>
        inTurn(engineState, () => give(engineState, id, { input: "unheard", legId })),
      );
    }
    case "keep-told":
      return keep({ fact: "told", told: effect.told });
    case "keep-start":
      return keep({ fact: "start" });
    case "keep-member":
      return keep({ fact: "member", member: effect.member });
    case "keep-leave":
      return keep({ fact: "leave", callId: effect.callId });
    case "keep-end":
      return keep({ fact: "end", why: effect.why });
  }
}

/** Executes a command of an API client on a conference. */
function carryOut(engineState: EngineState, callId: string, act: ConferenceAct): void {
  const { conferenceId: id } = act;
  if (engineState.byCall.get(callId) !== id) return;
  switch (act.act) {
    case "end":
      return give(engineState, id, { input: "ended" });
    case "kick":
      return give(engineState, id, { input: "kicked", callId });
    case "record":
      return give(engineState, id, { input: "recording", recordingId: act.recordingId, change: act.change });
    case "announce":
      return announce(engineState, { id, callId, hook: act.announce, onlyFor: null });
    case "change": {
      const { act: _, conferenceId: __, holdHook, announce: hook, ...change } = act;
      const heldWith = holdHook == null ? {} : { heldWith: engineState.options.heldWith(holdHook) };
      give(engineState, id, { input: "changed", callId, change: { ...given(change), ...heldWith } });
      if (hook !== undefined) announce(engineState, { id, callId, hook, onlyFor: callId });
    }
  }
}

/** The properties that are set; others do not change. */
function given<Change extends object>(
  change: Change,
): Partial<{ [Key in keyof Change]: Exclude<Change[Key], undefined> }> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;
}

function announce(
  engineState: EngineState,
  {
    id,
    callId,
    hook,
    onlyFor,
  }: { readonly id: string; readonly callId: string; readonly hook: Hook; readonly onlyFor: string | null },
): void {
  const { options, rooms } = engineState;
  const tenantId = rooms.get(id)?.tenantId;
  if (tenantId === undefined) return;
  options.announced({ tenantId, callId, hook }).then(
    (clips) => {
      if (clips.length > 0)
        inTurn(engineState, () => give(engineState, id, { input: "announced", callId: onlyFor, clips }));
    },
    (error: unknown) => options.log.warn({ err: error, conferenceId: id }, "conference.not-announced"),
  );
}
