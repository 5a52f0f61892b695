import { UNKNOWN_FAR_END } from "../../../../platform/media/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import type { Ask } from "../media/sound-parts.effects.ts";
import type { MixPlace } from "../recording/recorded-mix.effects.ts";
import type { ConferenceTable } from "./conference-port.ts";
import type { ConferenceRecorder } from "./conference-recorder.effects.ts";

/** Location of a leg in the engine: its group and its worker. */
export interface LegPlace {
  readonly group: string;
  readonly worker: number;
}

/** The audio of conferences. */
export interface ConferenceSound {
  /**
   * Connects the current participants; an empty table ends the conference. Failures are retried; participants that fail permanently are reported, and the
   * others stay connected.
   */
  hear(conferenceId: string, table: ConferenceTable, unheard?: (legId: string) => void): void;
  /** The engine has restarted and may have lost the last commands: everything is restored to the requested state. */
  again(): void;
}

/** Dependencies of the conference audio. */
export interface ConferenceSoundOptions {
  readonly ask: Ask;
  readonly log: Log;
  /** Address at which the engine reaches itself. */
  readonly loopback: string;
  /** Undefined for a leg that has ended. */
  readonly placeOf: (legId: string) => LegPlace | undefined;
  readonly recorder: ConferenceRecorder;
}

/** Connects a leg of another worker to the conference by two legs that send to each other: one at the leg's worker, one at the mix. */
interface Tie {
  readonly near: string;
  readonly far: string;
}

interface Room {
  readonly id: string;
  /** Location of the mix; the ties keep the group alive after its first participant has left. */
  home: LegPlace | null;
  readonly ties: Map<string, Tie>;
  /** The legs confirmed in the mix: only they can be recorded. */
  mixed: MixPlace;
  wanted: ConferenceTable;
  applied: ConferenceTable | null;
  isBusy: boolean;
  tries: number;
  unheard: (legId: string) => void;
}

const TRIES_MAX = 10;
const [AGAIN_MS, AWAY_MS] = [500, 5_000];

/** Some legs could not be added to the mix; the others are in it. */
class Unheard extends Error {
  readonly legIds: readonly string[];

  constructor(legIds: readonly string[]) {
    super("some cannot be heard");
    this.legIds = legIds;
  }
}

/** Opens the audio of conferences on the engine. */
export function openConferenceSound(options: ConferenceSoundOptions): ConferenceSound {
  const rooms = new Map<string, Room>();
  const apply = (room: Room): void => {
    if (room.isBusy) return;
    room.isBusy = true;
    settle(options, room)
      .then(() => {
        room.tries = 0;
        if (isForgotten(room)) rooms.delete(room.id);
      })
      .catch((error: unknown) => {
        room.tries += 1;
        options.log.warn({ err: error, conferenceId: room.id, tries: room.tries }, "conference.sound-failed");
        if (room.tries < TRIES_MAX) return void setTimeout(() => apply(room), AGAIN_MS).unref();
        giveUp(room, error);
      })
      .finally(() => {
        room.isBusy = false;
        options.recorder.follow(room.id, room.wanted.recorded ?? null, room.mixed);
        if (room.tries === 0 && room.wanted !== room.applied) apply(room);
      });
  };
  const giveUp = (room: Room, error: unknown): void => {
    const isEmpty = room.wanted.legIds.length === 0;
    // While the engine is unavailable its return is awaited, so a conference that waits for it is not removed.
    if (isEmpty && !isAway(error)) rooms.delete(room.id);
    if (!isEmpty && isAway(error)) setTimeout(() => apply(room), AWAY_MS).unref();
    for (const legId of givenUp(room, error)) room.unheard(legId);
  };
  return {
    hear: (id, table, unheard = () => undefined) => {
      const room = rooms.get(id) ?? newRoom(id, table);
      rooms.set(id, room);
      // Exclusions and ends do not wait for the mix; a new participant is recorded once in the mix.
      options.recorder.follow(id, table.recorded ?? null, room.mixed);
      room.wanted = table;
      room.unheard = unheard;
      room.tries = 0;
      apply(room);
    },
    again: () => {
      for (const room of rooms.values()) {
        // A new copy, so that work in progress runs once more.
        room.wanted = { ...room.wanted };
        room.tries = 0;
        apply(room);
      }
      options.recorder.again();
    },
  };
}

const NOWHERE: MixPlace = { worker: null, memberOf: () => null };

/** A conference without participants; while it is recorded it continues. */
function isForgotten({ wanted }: Room): boolean {
  return wanted.legIds.length === 0 && wanted.recorded == null;
}

function newRoom(id: string, wanted: ConferenceTable): Room {
  const none = { home: null, mixed: NOWHERE, applied: null, isBusy: false, tries: 0, unheard: () => undefined };
  return { id, ties: new Map(), wanted, ...none };
}

/** Participants without audio: none in particular while the whole engine is unavailable. */
function givenUp({ wanted }: Room, error: unknown): readonly string[] {
  if (error instanceof Unheard) return error.legIds;
  return isAway(error) ? [] : wanted.legIds;
}

function isAway(error: unknown): boolean {
  return error instanceof Error && /engine-away|engine-failed|deadline-passed/.test(error.message);
}

/** Brings the audio to the state of the newest table. */
async function settle(options: ConferenceSoundOptions, room: Room): Promise<void> {
  while (room.applied !== room.wanted) {
    const table = room.wanted;
    await carryOut(options, room, table);
    room.applied = table;
  }
}

async function carryOut(options: ConferenceSoundOptions, room: Room, table: ConferenceTable): Promise<void> {
  const { ask, placeOf } = options;
  const places = new Map(table.legIds.flatMap((id) => [[id, placeOf(id)] as const]));
  const there = table.legIds.filter((id) => places.get(id) !== undefined);
  for (const legId of [...room.ties.keys()]) if (!there.includes(legId)) await untie(ask, room, legId);
  if (there.length === 0) {
    await endMix(ask, room);
    Object.assign(room, { home: null, mixed: NOWHERE });
    return;
  }
  const home = homeOf(room, there, places);
  const untied: string[] = [];
  for (const legId of there) {
    const place = places.get(legId);
    if (place === undefined || place.worker === home.worker || room.ties.has(legId)) continue;
    if (!(await openTie(options, room, { legId, place, home }))) untied.push(legId);
  }
  const left = there.filter((id) => placeOf(id) !== undefined && !untied.includes(id));
  const apart = [...untied, ...(await mixed(options, room, { ...table, legIds: left }))];
  // Participants who have left by now are not reported.
  const unheard = apart.filter((id) => placeOf(id) !== undefined);
  if (unheard.length > 0) throw new Unheard(unheard);
}

/** Mixes the legs; returns those unknown to the engine, which are left out. */
async function mixed(
  { ask }: Pick<ConferenceSoundOptions, "ask">,
  room: Room,
  table: ConferenceTable,
): Promise<readonly string[]> {
  const memberOf = (legId: string): string => room.ties.get(legId)?.far ?? legId;
  const mix = async (legIds: readonly string[]): Promise<void> => {
    // Without members the earlier mix must end, or it would remain audible.
    if (legIds.length === 0) {
      await endMix(ask, room);
      room.mixed = NOWHERE;
      return;
    }
    const gains = silent({ ...table, legIds }, memberOf);
    const members = new Map(legIds.map((legId) => [legId, memberOf(legId)]));
    await ask({ kind: "mix", mix: mixOf(room), members: [...members.values()], gains });
    room.mixed = { worker: room.home?.worker ?? null, memberOf: (legId) => members.get(legId) ?? null };
  };
  try {
    await mix(table.legIds);
    return [];
  } catch (error) {
    const unknown = isUnknown(error) ? await unknownOf(ask, table.legIds, memberOf) : [];
    if (unknown.length === 0) throw error;
    await mix(table.legIds.filter((legId) => !unknown.includes(legId)));
    // The remains of their ties are removed: the next attempt ties them again.
    for (const legId of unknown) await untie(ask, room, legId);
    return unknown;
  }
}

async function unknownOf(
  ask: Ask,
  legIds: readonly string[],
  memberOf: (legId: string) => string,
): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const legId of legIds) {
    await ask({ kind: "leg-figures", leg: memberOf(legId) }).catch((error: unknown) => {
      if (!isUnknown(error)) throw error;
      unknown.push(legId);
    });
  }
  return unknown;
}

/** The engine knows no leg, or no mix, of that name. */
function isUnknown(error: unknown): boolean {
  return error instanceof Error && /(leg|mix)-unknown/.test(error.message);
}

/** A conference that never had audio has no mix. */
async function endMix(ask: Ask, room: Room): Promise<void> {
  await ask({ kind: "unmix", mix: mixOf(room) }).catch((error: unknown) => {
    // Legs that remain in a mix would hear it beside their next audio.
    if (!isUnknown(error)) throw error;
  });
}

function mixOf({ id }: Room): string {
  return `conf.${id}`;
}

/** The mix stays at its worker while a leg of that worker, or a tie, is left. */
function homeOf(room: Room, there: readonly string[], places: ReadonlyMap<string, LegPlace | undefined>): LegPlace {
  const { home } = room;
  const own = there.map((id) => places.get(id)).filter((place) => place !== undefined);
  const group = own.find(({ worker }) => worker === home?.worker);
  const kept = group ?? (home !== null && room.ties.size > 0 ? home : own[0]);
  room.home = kept ?? { group: room.id, worker: 0 };
  return room.home;
}

/** Ties a leg to the conference; returns false on failure, with all its parts removed. */
async function openTie(
  { ask, loopback, log }: Pick<ConferenceSoundOptions, "ask" | "loopback" | "log">,
  room: Room,
  { legId, place, home }: { readonly legId: string; readonly place: LegPlace; readonly home: LegPlace },
): Promise<boolean> {
  const tie: Tie = { near: `near.${legId}`, far: `far.${legId}` };
  const remote = (port: number) => ({ address: loopback, port, rtcpPort: port });
  const opening = (leg: string, call: string, settings: typeof UNKNOWN_FAR_END) =>
    ask({ kind: "open-leg", leg, call, port: null, rtcp: "none", settings });
  room.ties.set(legId, tie);
  try {
    const near = await opening(tie.near, place.group, UNKNOWN_FAR_END);
    const far = await opening(tie.far, home.group, { ...UNKNOWN_FAR_END, remote: remote(near.port) });
    await ask({ kind: "change-leg", leg: tie.near, settings: { remote: remote(far.port) } });
    await ask({ kind: "bridge", left: legId, right: tie.near });
    return true;
  } catch (error) {
    log.warn({ err: error, conferenceId: room.id, legId }, "conference.not-tied");
    await untie(ask, room, legId);
    return false;
  }
}

async function untie(ask: Ask, room: Room, legId: string): Promise<void> {
  const tie = room.ties.get(legId);
  if (tie === undefined) return;
  room.ties.delete(legId);
  await Promise.allSettled([tie.near, tie.far].map((leg) => ask({ kind: "close-leg", leg })));
}

/** Gains other than 1: those of the legs that this leg must not hear. */
function silent({ legIds, heard }: ConferenceTable, memberOf: (legId: string) => string) {
  const isHeard = (from: string, to: string): boolean => heard.some(([one, other]) => one === from && other === to);
  return legIds.flatMap((from) =>
    legIds
      .filter((to) => to !== from && !isHeard(from, to))
      .map((to) => ({ from: memberOf(from), to: memberOf(to), gain: 0 })),
  );
}
