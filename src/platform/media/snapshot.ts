import { type CommandOf, givenSettings, type MediaCommand } from "./commands.ts";
import type { MediaAnswers } from "./engine.ts";

/** Start command of a recording: two-channel or mixed. */
type StartedRecording = CommandOf<"start-recording" | "start-mixed-recording">;

/** State that is set up again when an engine or a worker restarts: the commands that created it, by id. */
export interface Snapshot {
  readonly prompts: ReadonlyMap<string, CommandOf<"load-prompt">>;
  readonly legs: ReadonlyMap<string, CommandOf<"open-leg">>;
  /** Both directions of each bridge. */
  readonly bridges: ReadonlyMap<string, string>;
  readonly mixes: ReadonlyMap<string, CommandOf<"mix">>;
  readonly plays: ReadonlyMap<string, CommandOf<"play">>;
  readonly recordings: ReadonlyMap<string, StartedRecording>;
  readonly taps: ReadonlyMap<string, CommandOf<"open-tap">>;
}

/** A snapshot as its owner changes it. */
interface MutableSnapshot extends Snapshot {
  readonly prompts: Map<string, CommandOf<"load-prompt">>;
  readonly legs: Map<string, CommandOf<"open-leg">>;
  readonly bridges: Map<string, string>;
  readonly mixes: Map<string, CommandOf<"mix">>;
  readonly plays: Map<string, CommandOf<"play">>;
  readonly recordings: Map<string, StartedRecording>;
  readonly taps: Map<string, CommandOf<"open-tap">>;
}

type Changes = {
  readonly [Kind in MediaCommand["kind"]]: (
    snapshot: MutableSnapshot,
    command: CommandOf<Kind>,
    answer: MediaAnswers[Kind],
  ) => unknown;
};

const nothing = () => undefined;

const CHANGES: Changes = {
  "load-prompt": ({ prompts }, command) => prompts.set(command.prompt, command),
  "drop-prompt": ({ prompts }, { prompt }) => prompts.delete(prompt),
  "open-leg": ({ legs }, command, { port }) => legs.set(command.leg, { ...command, port }),
  "change-leg": ({ legs }, { leg, settings }) =>
    change(legs, leg, (before) => ({ ...before, settings: { ...before.settings, ...givenSettings(settings) } })),
  "close-leg": (snapshot, { leg }) => forgetLeg(snapshot, leg),
  bridge: ({ bridges }, { left, right }) => {
    unbridge(bridges, left);
    unbridge(bridges, right);
    bridges.set(left, right).set(right, left);
  },
  unbridge: ({ bridges }, { leg }) => unbridge(bridges, leg),
  play: ({ plays }, command) => plays.set(command.leg, command),
  "stop-play": ({ plays }, { leg }) => plays.delete(leg),
  mix: ({ mixes }, command) => mixes.set(command.mix, command),
  unmix: ({ mixes }, { mix }) => mixes.delete(mix),
  "set-gains": ({ mixes }, { mix, gains }) => change(mixes, mix, (before) => ({ ...before, gains })),
  "start-recording": ({ recordings }, command) => recordings.set(command.recording, command),
  "change-recording": ({ recordings }, { recording, left, right }) =>
    change(recordings, recording, (before) =>
      before.kind === "start-recording" ? { ...before, left: left ?? before.left, right } : before,
    ),
  "start-mixed-recording": ({ recordings }, command) => recordings.set(command.recording, command),
  "change-mixed-recording": ({ recordings }, { recording, legs }) =>
    change(recordings, recording, (before) => (before.kind === "start-mixed-recording" ? { ...before, legs } : before)),
  "pause-recording": ({ recordings }, { recording }) =>
    change(recordings, recording, (before) => ({ ...before, isPaused: true })),
  "resume-recording": ({ recordings }, { recording }) =>
    change(recordings, recording, (before) => ({ ...before, isPaused: false })),
  "seal-recording": ({ recordings }, { recording }) => recordings.delete(recording),
  "stop-recording": ({ recordings }, { recording }) => recordings.delete(recording),
  "forget-recording": ({ recordings }, { recording }) => recordings.delete(recording),
  "open-tap": ({ taps }, command) => taps.set(command.tap, command),
  "close-tap": ({ taps }, { tap }) => taps.delete(tap),
  "send-keys": nothing,
  "leg-figures": nothing,
  status: nothing,
};

/**
 * Maintains the snapshot of one engine or worker for its owner. Changed in place: a copy per command would make every
 * command as expensive as the number of legs.
 */
export class SnapshotKeeper {
  readonly #kept: MutableSnapshot = {
    prompts: new Map(),
    legs: new Map(),
    bridges: new Map(),
    mixes: new Map(),
    plays: new Map(),
    recordings: new Map(),
    taps: new Map(),
  };

  /** The current state to set up again. */
  get now(): Snapshot {
    return this.#kept;
  }

  /** Applies a command that was carried out. */
  carriedOut(command: MediaCommand, answer: unknown): void {
    const make = CHANGES[command.kind] as (
      snapshot: MutableSnapshot,
      command: MediaCommand,
      answer: unknown,
    ) => unknown;
    make(this.#kept, command, answer);
  }

  /** Applies the natural end of a playback. */
  playEnded(leg: string, play: string): void {
    if (this.#kept.plays.get(leg)?.play === play) this.#kept.plays.delete(leg);
  }
}

/** The commands that set up the state again, in a valid order. Looped music restarts from its beginning; a playback that runs once does not. */
export function replayOf(snapshot: Snapshot): readonly MediaCommand[] {
  const bridges = [...snapshot.bridges].filter(([left, right]) => left < right);
  return [
    ...snapshot.prompts.values(),
    ...snapshot.legs.values(),
    ...bridges.map(([left, right]) => ({ kind: "bridge" as const, left, right })),
    ...snapshot.mixes.values(),
    ...[...snapshot.plays.values()].filter(({ times }) => times === null),
    ...snapshot.recordings.values(),
    ...snapshot.taps.values(),
  ];
}

/** Playbacks that a restart ended because they run once. */
export function playsEndedByRestart(snapshot: Snapshot): readonly CommandOf<"play">[] {
  return [...snapshot.plays.values()].filter(({ times }) => times !== null);
}

function forgetLeg({ legs, bridges, plays, mixes, recordings, taps }: MutableSnapshot, leg: string): void {
  legs.delete(leg);
  unbridge(bridges, leg);
  plays.delete(leg);
  for (const [id, mix] of mixes) {
    if (!mix.members.includes(leg)) continue;
    const members = mix.members.filter((member) => member !== leg);
    if (members.length === 0) mixes.delete(id);
    else mixes.set(id, { ...mix, members });
  }
  for (const [id, one] of taps) if (one.leg === leg) taps.delete(id);
  for (const [id, one] of recordings) recordings.set(id, withoutLeg(one, leg));
}

function withoutLeg(recording: StartedRecording, leg: string): StartedRecording {
  if (recording.kind === "start-mixed-recording")
    return { ...recording, legs: recording.legs.filter((one) => one !== leg) };
  return recording.right === leg ? { ...recording, right: null } : recording;
}

function unbridge(bridges: Map<string, string>, leg: string): void {
  const other = bridges.get(leg);
  if (other === undefined) return;
  bridges.delete(leg);
  bridges.delete(other);
}

function change<Value>(map: Map<string, Value>, key: string, to: (before: Value) => Value): void {
  const before = map.get(key);
  if (before !== undefined) map.set(key, to(before));
}
