import { type CommandOf, givenSettings, type MediaCommand } from "./commands.ts";
import type { MediaAnswers } from "./engine.ts";

/** All that has to be set up again when an engine or a worker begins anew: the commands that made it, by id. */
export interface Snapshot {
  readonly prompts: ReadonlyMap<string, CommandOf<"load-prompt">>;
  readonly legs: ReadonlyMap<string, CommandOf<"open-leg">>;
  /** Both directions of each bridge. */
  readonly bridges: ReadonlyMap<string, string>;
  readonly mixes: ReadonlyMap<string, CommandOf<"mix">>;
  readonly plays: ReadonlyMap<string, CommandOf<"play">>;
  readonly recordings: ReadonlyMap<string, CommandOf<"start-recording">>;
}

/** Nothing to set up. */
export const EMPTY_SNAPSHOT: Snapshot = {
  prompts: new Map(),
  legs: new Map(),
  bridges: new Map(),
  mixes: new Map(),
  plays: new Map(),
  recordings: new Map(),
};

type Changes = {
  readonly [Kind in MediaCommand["kind"]]: (
    snapshot: Snapshot,
    command: CommandOf<Kind>,
    answer: MediaAnswers[Kind],
  ) => Snapshot;
};

const unchanged = (snapshot: Snapshot) => snapshot;

const CHANGES: Changes = {
  "load-prompt": (snapshot, command) => ({
    ...snapshot,
    prompts: withEntry(snapshot.prompts, command.prompt, command),
  }),
  "drop-prompt": (snapshot, { prompt }) => ({ ...snapshot, prompts: without(snapshot.prompts, prompt) }),
  "open-leg": (snapshot, command, { port }) => ({
    ...snapshot,
    legs: withEntry(snapshot.legs, command.leg, { ...command, port }),
  }),
  "change-leg": (snapshot, { leg, settings }) => ({
    ...snapshot,
    legs: changed(snapshot.legs, leg, (before) => ({
      ...before,
      settings: { ...before.settings, ...givenSettings(settings) },
    })),
  }),
  "close-leg": (snapshot, { leg }) => withoutLeg(snapshot, leg),
  bridge: (snapshot, { left, right }) => {
    const parted = unbridged(unbridged(snapshot.bridges, left), right);
    return { ...snapshot, bridges: withEntry(withEntry(parted, left, right), right, left) };
  },
  unbridge: (snapshot, { leg }) => ({ ...snapshot, bridges: unbridged(snapshot.bridges, leg) }),
  play: (snapshot, command) => ({ ...snapshot, plays: withEntry(snapshot.plays, command.leg, command) }),
  "stop-play": (snapshot, { leg }) => ({ ...snapshot, plays: without(snapshot.plays, leg) }),
  mix: (snapshot, command) => ({ ...snapshot, mixes: withEntry(snapshot.mixes, command.mix, command) }),
  unmix: (snapshot, { mix }) => ({ ...snapshot, mixes: without(snapshot.mixes, mix) }),
  "set-gains": (snapshot, { mix, gains }) => ({
    ...snapshot,
    mixes: changed(snapshot.mixes, mix, (before) => ({ ...before, gains })),
  }),
  "start-recording": (snapshot, command) => ({
    ...snapshot,
    recordings: withEntry(snapshot.recordings, command.recording, command),
  }),
  "change-recording": (snapshot, { recording, right }) => ({
    ...snapshot,
    recordings: changed(snapshot.recordings, recording, (before) => ({ ...before, right })),
  }),
  "pause-recording": (snapshot, { recording }) => withPause(snapshot, recording, { isPaused: true }),
  "resume-recording": (snapshot, { recording }) => withPause(snapshot, recording, { isPaused: false }),
  "stop-recording": (snapshot, { recording }) => ({ ...snapshot, recordings: without(snapshot.recordings, recording) }),
  "send-keys": unchanged,
  "leg-figures": unchanged,
  status: unchanged,
};

/** The snapshot after a command that was carried out. */
export function afterCommand(snapshot: Snapshot, command: MediaCommand, answer: unknown): Snapshot {
  const change = CHANGES[command.kind] as (before: Snapshot, command: MediaCommand, answer: unknown) => Snapshot;
  return change(snapshot, command, answer);
}

function withPause(snapshot: Snapshot, recording: string, { isPaused }: { readonly isPaused: boolean }): Snapshot {
  const recordings = changed(snapshot.recordings, recording, (before) => ({ ...before, isPaused }));
  return { ...snapshot, recordings };
}

/** The snapshot after a play came to its end by itself. */
export function afterPlay(snapshot: Snapshot, leg: string, play: string): Snapshot {
  return snapshot.plays.get(leg)?.play === play ? { ...snapshot, plays: without(snapshot.plays, leg) } : snapshot;
}

/** The commands that set all of it up again, in an order that works. Music goes on from its start; what is played once does not. */
export function replayOf(snapshot: Snapshot): readonly MediaCommand[] {
  const bridges = [...snapshot.bridges].filter(([left, right]) => left < right);
  return [
    ...snapshot.prompts.values(),
    ...snapshot.legs.values(),
    ...bridges.map(([left, right]) => ({ kind: "bridge" as const, left, right })),
    ...snapshot.mixes.values(),
    ...[...snapshot.plays.values()].filter(({ times }) => times === null),
    ...snapshot.recordings.values(),
  ];
}

/** Plays that a restart ended, because they were to be heard once. */
export function playsEndedByRestart(snapshot: Snapshot): readonly CommandOf<"play">[] {
  return [...snapshot.plays.values()].filter(({ times }) => times !== null);
}

function withoutLeg(snapshot: Snapshot, leg: string): Snapshot {
  const mixes = [...snapshot.mixes].flatMap(([id, mix]) => {
    const members = mix.members.filter((member) => member !== leg);
    return members.length === 0 ? [] : [[id, { ...mix, members }] as const];
  });
  const recordings = [...snapshot.recordings].map(
    ([id, one]) => [id, one.right === leg ? { ...one, right: null } : one] as const,
  );
  return {
    ...snapshot,
    legs: without(snapshot.legs, leg),
    bridges: unbridged(snapshot.bridges, leg),
    plays: without(snapshot.plays, leg),
    mixes: new Map(mixes),
    recordings: new Map(recordings),
  };
}

function unbridged(bridges: ReadonlyMap<string, string>, leg: string): ReadonlyMap<string, string> {
  const other = bridges.get(leg);
  return other === undefined ? bridges : without(without(bridges, leg), other);
}

function withEntry<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value);
}

function changed<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  change: (before: Value) => Value,
): ReadonlyMap<string, Value> {
  const before = map.get(key);
  return before === undefined ? map : withEntry(map, key, change(before));
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
