import type { Log } from "../../platform/telemetry/index.ts";
import { type Ask, UNKNOWN_FAR_END } from "./sound-parts.effects.ts";

/** Where the engine has a leg: the group it was opened for, and the worker. */
export interface LegPlace {
  readonly group: string;
  readonly worker: number;
}

/** Who takes part, and who hears whom: of each pair the first is heard by the second. */
export interface ConferenceTable {
  readonly legIds: readonly string[];
  readonly heard: readonly (readonly [string, string])[];
}

/** The sound of conferences. */
export interface ConferenceSound {
  /** Puts those together who take part from here on; nobody ends the conference. What fails is tried again. */
  hear(conferenceId: string, table: ConferenceTable): void;
}

/** What it stands on. */
export interface ConferenceSoundOptions {
  readonly ask: Ask;
  readonly log: Log;
  /** Where the engine reaches itself. */
  readonly loopback: string;
  /** Undefined for a leg that is gone. */
  readonly placeOf: (legId: string) => LegPlace | undefined;
}

/** A leg of another worker is tied to the conference by two legs that speak with each other: one where it is, one where the others are. */
interface Tie {
  readonly near: string;
  readonly far: string;
}

interface Room {
  readonly id: string;
  /** Where its mix is; the ties keep the group alive when who brought it has left. */
  home: LegPlace | null;
  readonly ties: Map<string, Tie>;
  wanted: ConferenceTable;
  applied: ConferenceTable | null;
  isBusy: boolean;
  tries: number;
}

const TRIES_MAX = 10;
const AGAIN_MS = 500;

/** Opens the sound of conferences over the engine. */
export function openConferenceSound(options: ConferenceSoundOptions): ConferenceSound {
  const rooms = new Map<string, Room>();
  const apply = (room: Room): void => {
    if (room.isBusy) return;
    room.isBusy = true;
    settle(options, room)
      .then(() => {
        room.tries = 0;
        if (room.wanted.legIds.length === 0) rooms.delete(room.id);
      })
      .catch((error: unknown) => {
        room.tries += 1;
        options.log.warn({ err: error, conferenceId: room.id, tries: room.tries }, "conference.sound-failed");
        if (room.tries < TRIES_MAX) setTimeout(() => apply(room), AGAIN_MS).unref();
        else if (room.wanted.legIds.length === 0) rooms.delete(room.id);
      })
      .finally(() => {
        room.isBusy = false;
        if (room.tries === 0 && room.wanted !== room.applied) apply(room);
      });
  };
  return {
    hear: (id, table) => {
      const room = rooms.get(id) ?? newRoom(id, table);
      rooms.set(id, room);
      room.wanted = table;
      room.tries = 0;
      apply(room);
    },
  };
}

function newRoom(id: string, wanted: ConferenceTable): Room {
  return { id, home: null, ties: new Map(), wanted, applied: null, isBusy: false, tries: 0 };
}

/** Brings the sound to where the newest table wants it. */
async function settle(options: ConferenceSoundOptions, room: Room): Promise<void> {
  while (room.applied !== room.wanted) {
    const table = room.wanted;
    await carryOut(options, room, table);
    room.applied = table;
  }
}

async function carryOut({ ask, loopback, placeOf }: ConferenceSoundOptions, room: Room, table: ConferenceTable) {
  const mix = `conf.${room.id}`;
  const places = new Map(table.legIds.flatMap((id) => [[id, placeOf(id)] as const]));
  const there = table.legIds.filter((id) => places.get(id) !== undefined);
  for (const [legId, tie] of room.ties) {
    if (there.includes(legId)) continue;
    room.ties.delete(legId);
    await Promise.allSettled([ask({ kind: "close-leg", leg: tie.near }), ask({ kind: "close-leg", leg: tie.far })]);
  }
  if (there.length === 0) {
    // One that nobody could be heard in has no mix.
    await ask({ kind: "unmix", mix }).catch(() => undefined);
    room.home = null;
    return;
  }
  const home = homeOf(room, there, places);
  for (const legId of there) {
    const place = places.get(legId);
    if (place === undefined || place.worker === home.worker || room.ties.has(legId)) continue;
    room.ties.set(legId, await openTie({ ask, loopback }, legId, { place, home }));
  }
  const left = there.filter((id) => placeOf(id) !== undefined);
  if (left.length === 0) return;
  const memberOf = (legId: string): string => room.ties.get(legId)?.far ?? legId;
  await ask({ kind: "mix", mix, members: left.map(memberOf), gains: silent({ ...table, legIds: left }, memberOf) });
}

/** The mix stays where it is while anybody of there, or a tie, is left. */
function homeOf(room: Room, there: readonly string[], places: ReadonlyMap<string, LegPlace | undefined>): LegPlace {
  const { home } = room;
  const own = there.map((id) => places.get(id)).filter((place) => place !== undefined);
  const group = own.find(({ worker }) => worker === home?.worker);
  const kept = group ?? (home !== null && room.ties.size > 0 ? home : own[0]);
  room.home = kept ?? { group: room.id, worker: 0 };
  return room.home;
}

async function openTie(
  { ask, loopback }: Pick<ConferenceSoundOptions, "ask" | "loopback">,
  legId: string,
  { place, home }: { readonly place: LegPlace; readonly home: LegPlace },
): Promise<Tie> {
  const tie: Tie = { near: `near.${legId}`, far: `far.${legId}` };
  const remote = (port: number) => ({ address: loopback, port, rtcpPort: port });
  const opening = (leg: string, call: string, settings: typeof UNKNOWN_FAR_END) =>
    ask({ kind: "open-leg", leg, call, port: null, rtcp: "none", settings });
  const near = await opening(tie.near, place.group, UNKNOWN_FAR_END);
  const far = await opening(tie.far, home.group, { ...UNKNOWN_FAR_END, remote: remote(near.port), mayRoam: false });
  await ask({ kind: "change-leg", leg: tie.near, settings: { remote: remote(far.port), mayRoam: false } });
  await ask({ kind: "bridge", left: legId, right: tie.near });
  return tie;
}

/** Gains that are not 1: of everybody by whom he is not to be heard. */
function silent({ legIds, heard }: ConferenceTable, memberOf: (legId: string) => string) {
  const isHeard = (from: string, to: string): boolean => heard.some(([one, other]) => one === from && other === to);
  return legIds.flatMap((from) =>
    legIds
      .filter((to) => to !== from && !isHeard(from, to))
      .map((to) => ({ from: memberOf(from), to: memberOf(to), gain: 0 })),
  );
}
