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

/** What the desk of conferences stands on. */
export interface ConferenceEngineOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly switchId: string;
  readonly tell: (callId: string, order: ConferenceOrder) => void;
  readonly hear: (conferenceId: string, table: ConferenceTable, unheard: (legId: string) => void) => void;
  /** What somebody hears who is held with a document of a program. */
  readonly heldWith: (hook: Hook) => QueueTreatment;
  /** What a program's hook has said to those who take part; nothing where it gives nothing that can be heard. */
  readonly announced: (asking: {
    readonly tenantId: string;
    readonly callId: string;
    readonly hook: Hook;
  }) => Promise<readonly PlayedClip[]>;
}

/** The conferences of a switch. */
export interface ConferenceEngine extends ConferencePort {
  /** Whether an act means something as the conference of a call stands. */
  judge(callId: string, act: ConferenceAct): boolean;
  act(callId: string, act: ConferenceAct): void;
  /** Waits until what happened is on disk, for as long as `graceMs`. */
  close(graceMs: number): Promise<void>;
}

interface Room {
  conference: Conference;
  readonly tenantId: string;
  /** Null for one that two calls alone know of; nothing of it is kept. */
  readonly name: string | null;
}

interface EngineState {
  readonly options: ConferenceEngineOptions;
  /** By id. */
  readonly rooms: Map<string, Room>;
  /** Ids by call centre and name, and who waits until it is known which conference it is. */
  readonly named: Map<string, string>;
  readonly arriving: Map<string, Map<string, ConferenceJoinOptions>>;
  /** The conference that each call takes part in. */
  readonly byCall: Map<string, string>;
  readonly facts: FactWriter;
  /** The look for lost ones that goes on. */
  looking: Promise<unknown>;
  /** What is to happen next: a call that is told something may answer at once, and its answer waits for its turn. */
  readonly turns: (() => void)[];
  isTurning: boolean;
}

/** How often what was lost is looked for, and how long a conference that an order has named waits for somebody. */
const POLL_MS = 10_000;
const CAME_BY = "30 minutes";
/** Whoever comes first waits so long for the disk; then he takes part in nothing. */
const BEGIN_MS_MAX = 5_000;

/** Opens the desk of conferences. */
export function openConferenceEngine(options: ConferenceEngineOptions): ConferenceEngine {
  const desk: EngineState = {
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
    look: () => endLost(desk),
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "conferences.not-looked-after"),
  });
  return {
    join: (wish) => inTurn(desk, () => join(desk, wish)),
    leave: (callId) => inTurn(desk, () => leave(desk, callId)),
    withdraw: (callId) => inTurn(desk, () => withdraw(desk, callId)),
    judge: (callId, act) => judge(desk, callId, act),
    act: (callId, act) => inTurn(desk, () => carryOut(desk, callId, act)),
    close: async (graceMs) => {
      following.close();
      const late = new Promise<void>((resolve) => void setTimeout(resolve, graceMs).unref());
      await Promise.race([desk.facts.written(), late]);
    },
  };
}

function judge({ byCall, rooms }: EngineState, callId: string, act: ConferenceAct): boolean {
  if (byCall.get(callId) !== act.conferenceId) return false;
  if (act.act !== "record") return true;
  const recording = rooms.get(act.conferenceId)?.conference.recording;
  return recording?.id === act.recordingId && recording.state !== "ended";
}

/** One after the other, each to its end: nobody is told what was true before something that he has heard of already. */
function inTurn(desk: EngineState, turn: () => void): void {
  desk.turns.push(turn);
  if (desk.isTurning) return;
  desk.isTurning = true;
  for (let next = desk.turns.shift(); next !== undefined; next = desk.turns.shift()) {
    try {
      next();
    } catch (error) {
      desk.options.log.error({ err: error }, "conference.fault");
    }
  }
  desk.isTurning = false;
}

async function endLost(desk: EngineState): Promise<void> {
  const { options, rooms, facts } = desk;
  const { db, switchId, clock, log } = options;
  // What is on its way to the disk is known as well.
  const going = [...rooms].flatMap(([id, { name }]) => (name === null ? [] : [id]));
  const known = [...going, ...facts.known];
  // One that is just being begun is not known here yet; a busy switch begins some all the time.
  const isBeginning = desk.arriving.size > 0;
  const at = new Date(clock.nowMs());
  const looking = endLostConferences(db, { switchId, isBeginning, known, at, cameBy: CAME_BY });
  desk.looking = looking.catch(() => undefined);
  const ended = await looking;
  if (ended > 0) log.info({ ended }, "conferences.ended");
}

const keyOf = (tenantId: string, name: string): string => `${tenantId} ${name}`;

function join(desk: EngineState, wish: ConferenceJoinOptions): void {
  const { tenantId, room } = wish;
  if (room.kind === "pair") {
    const known = desk.rooms.get(room.id);
    // A conference of another call centre is none.
    if (known !== undefined && known.tenantId !== tenantId) return refuse(desk, wish, "failed");
    // Whoever wanted the other one has left meanwhile.
    if (known === undefined && !room.begins) return refuse(desk, wish, "failed");
    if (known === undefined) desk.rooms.set(room.id, { conference: openConference(room.id, 2), tenantId, name: null });
    return enter(desk, room.id, wish);
  }
  const key = keyOf(tenantId, room.name);
  const id = desk.named.get(key);
  if (id !== undefined) return enter(desk, id, wish);
  const waiting = desk.arriving.get(key);
  if (waiting !== undefined) return void waiting.set(wish.callId, wish);
  desk.arriving.set(key, new Map([[wish.callId, wish]]));
  const settled = (id: string | null): void => inTurn(desk, () => begun(desk, { tenantId, name: room.name, id }));
  begin(desk, { tenantId, name: room.name }).then(settled, (error: unknown) => {
    desk.options.log.warn({ err: error, tenantId }, "conference.not-begun");
    settled(null);
  });
}

/** The conference of the name; null where another switch has it. */
async function begin(
  desk: EngineState,
  { tenantId, name }: { readonly tenantId: string; readonly name: string },
): Promise<string | null> {
  const { db, ids, clock, switchId } = desk.options;
  // What ended under the name is on disk before it begins anew.
  const isKept = await Promise.race([
    Promise.all([desk.facts.freed(keyOf(tenantId, name)), desk.looking]).then(() => true),
    delay(BEGIN_MS_MAX, false, { ref: false }),
  ]);
  if (!isKept) throw new Error("what ended before is not on disk yet");
  const wish = { id: ids.next(), tenantId, name, switchId, at: new Date(clock.nowMs()) };
  const { id, isOwn } = await beginConference(db, wish);
  if (!isOwn) desk.options.log.warn({ tenantId, conferenceId: id }, "conference.at-another-switch");
  return isOwn ? id : null;
}

/** It is known which conference it is, or that there is none: those who waited for that take part, or are told. Whoever comes back at once is another one. */
function begun(
  desk: EngineState,
  { tenantId, name, id }: { readonly tenantId: string; readonly name: string; readonly id: string | null },
): void {
  const key = keyOf(tenantId, name);
  const waiting = [...(desk.arriving.get(key)?.values() ?? [])];
  desk.arriving.delete(key);
  const [first] = waiting;
  if (first === undefined) return;
  if (id === null) {
    for (const one of waiting) refuse(desk, one, "failed");
    return;
  }
  const membersMax = first.room.kind === "named" ? first.room.membersMax : MEMBERS_MAX;
  desk.rooms.set(id, { conference: openConference(id, membersMax), tenantId, name });
  desk.named.set(key, id);
  for (const one of waiting) join(desk, one);
}

function refuse({ options }: EngineState, { callId }: ConferenceJoinOptions, why: "failed" | "full"): void {
  options.tell(callId, { order: "over", why });
}

function enter(desk: EngineState, id: string, { callId, legId, seat, room, mayBeKept }: ConferenceJoinOptions): void {
  desk.byCall.set(callId, id);
  const { told, record } = room.kind === "named" ? room : {};
  const wishes = { ...(told === undefined ? {} : { told }), ...(record === undefined ? {} : { record }) };
  const recordingId = desk.options.ids.next();
  give(desk, id, { input: "joined", callId, legId, seat, mayBeKept, recordingId, ...wishes });
}

function leave(desk: EngineState, callId: string): void {
  for (const waiting of desk.arriving.values()) waiting.delete(callId);
  const id = desk.byCall.get(callId);
  if (id === undefined) return;
  desk.byCall.delete(callId);
  give(desk, id, { input: "left", callId });
}

function withdraw(desk: EngineState, callId: string): void {
  for (const waiting of desk.arriving.values()) {
    const wish = waiting.get(callId);
    if (wish !== undefined) waiting.set(callId, { ...wish, mayBeKept: false });
  }
  const id = desk.byCall.get(callId);
  if (id !== undefined) give(desk, id, { input: "withdrawn", callId });
}

function give(desk: EngineState, id: string, input: ConferenceInput): void {
  const room = desk.rooms.get(id);
  if (room === undefined) return;
  const { conference, effects } = stepConference(room.conference, input);
  room.conference = conference;
  if (conference.isOver) {
    desk.rooms.delete(id);
    if (room.name !== null) desk.named.delete(keyOf(room.tenantId, room.name));
  }
  for (const effect of effects) perform(desk, room, effect);
}

function perform(desk: EngineState, { conference: { id }, tenantId, name }: Room, effect: ConferenceEffect): void {
  const { options } = desk;
  const keep = (happening: ConferenceHappening): void => {
    const at = new Date(options.clock.nowMs());
    if (name === null) return;
    desk.facts.write(
      { conferenceId: id, tenantId, at, happening },
      happening.fact === "end" ? keyOf(tenantId, name) : null,
    );
  };
  switch (effect.effect) {
    case "tell":
      if (effect.order.order === "over") desk.byCall.delete(effect.callId);
      return options.tell(effect.callId, effect.order);
    case "hear": {
      const { legIds, heard, recorded } = effect;
      const table = { legIds, heard, recorded: recorded === null ? null : { ...recorded, tenantId } };
      return options.hear(id, table, (legId) => inTurn(desk, () => give(desk, id, { input: "unheard", legId })));
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

/** What a program wants of a conference. */
function carryOut(desk: EngineState, callId: string, act: ConferenceAct): void {
  const { conferenceId: id } = act;
  if (desk.byCall.get(callId) !== id) return;
  switch (act.act) {
    case "end":
      return give(desk, id, { input: "ended" });
    case "kick":
      return give(desk, id, { input: "kicked", callId });
    case "record":
      return give(desk, id, { input: "recording", recordingId: act.recordingId, change: act.change });
    case "announce":
      return announce(desk, { id, callId, hook: act.announce, onlyFor: null });
    case "change": {
      const { act: _, conferenceId: __, holdHook, announce: hook, ...change } = act;
      const heldWith = holdHook == null ? {} : { heldWith: desk.options.heldWith(holdHook) };
      give(desk, id, { input: "changed", callId, change: { ...given(change), ...heldWith } });
      if (hook !== undefined) announce(desk, { id, callId, hook, onlyFor: callId });
    }
  }
}

/** What was given; what was left out stays as it is. */
function given<Change extends object>(
  change: Change,
): Partial<{ [Key in keyof Change]: Exclude<Change[Key], undefined> }> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;
}

function announce(
  desk: EngineState,
  {
    id,
    callId,
    hook,
    onlyFor,
  }: { readonly id: string; readonly callId: string; readonly hook: Hook; readonly onlyFor: string | null },
): void {
  const { options, rooms } = desk;
  const tenantId = rooms.get(id)?.tenantId;
  if (tenantId === undefined) return;
  options.announced({ tenantId, callId, hook }).then(
    (clips) => {
      if (clips.length > 0) inTurn(desk, () => give(desk, id, { input: "announced", callId: onlyFor, clips }));
    },
    (error: unknown) => options.log.warn({ err: error, conferenceId: id }, "conference.not-announced"),
  );
}
