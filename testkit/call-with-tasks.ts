import type {
  Arrival,
  Call,
  CallEffect,
  CallInput,
  CallTask,
  Instant,
  Script,
} from "../src/service/telephony/calls/index.ts";
import { arrive, stepCall } from "../src/service/telephony/calls/wire.ts";

type CallStep = ReturnType<typeof arrive>;

/** A script that returns these tasks one after the other, whatever their results, and then nothing. */
export function listOf(...runs: readonly (readonly CallTask[])[]): Script {
  const at = (nth: number): Script => ({
    step: ({ input }) => {
      const tasks = input === "caller-gone" || input === "cut-off" ? undefined : runs[nth];
      return { script: at(nth + 1), bodies: [], run: tasks === undefined ? null : { token: nth + 1, tasks } };
    },
  });
  return at(0);
}

/** The arrival of a call to a code with a script. */
function arrivalOf(script: Script, change: Partial<Arrival> = {}): Arrival {
  return {
    callId: "call",
    tenantId: "tenant",
    legId: "in",
    direction: "inbound",
    party: { kind: "trunk", trunkId: "trunk" },
    caller: "+628111",
    called: "14045",
    code: "14045",
    far: "+628111",
    isEmergency: false,
    hasOffer: true,
    hops: 69,
    sipCallId: "a@b",
    from: "127.0.0.1:5060",
    destination: { kind: "tasks", script, isRecorded: false, areKeysSecret: false },
    ...change,
  };
}

/** An instant this many milliseconds after the arrival of the call. */
const instantAt = (ms: number): Instant => ({ atMs: 1_700_000_000_000 + ms, elapsedUs: ms * 1_000 });

/** A call that is stepped manually; each input comes one second after the previous one. */
export class SteppedCall {
  call: Call;
  /** All effects so far. */
  readonly effects: CallEffect[];
  /** Those of the last input. */
  last: readonly CallEffect[];
  #ms = 0;

  constructor(script: Script = listOf(), change: Partial<Arrival> = {}) {
    const step = arrive(arrivalOf(script, change), instantAt(0));
    this.call = step.call;
    this.last = step.effects;
    this.effects = [...step.effects];
  }

  /** Applies inputs to the call. */
  give(...inputs: readonly CallInput[]): this {
    for (const input of inputs) {
      this.#ms += 1_000;
      this.#take(stepCall(this.call, input, instantAt(this.#ms)));
    }
    return this;
  }

  /** The call is admitted, its media opens, and its answer is stored: the caller is connected. */
  answered(): this {
    return this.give(
      { input: "permitted", mode: "open", recordingId: "rec" },
      { input: "media-opened", legId: "in" },
      { input: "answer-written" },
    );
  }

  /** The caller presses keys. */
  press(keys: string, by: "event" | "sound" | "info" = "event"): this {
    return this.give(...Array.from(keys, (key): CallInput => ({ input: "digit", legId: "in", key, by })));
  }

  /** The current playback ends. */
  heard(): this {
    const play = this.call.tasks?.play?.name ?? "nothing";
    return this.give({ input: "play-ended", play, isCut: false });
  }

  /** Effects of one kind. */
  all<Kind extends CallEffect["effect"]>(kind: Kind): readonly Extract<CallEffect, { readonly effect: Kind }>[] {
    return this.effects.filter((one) => one.effect === kind) as never;
  }

  /** The kinds of the recorded events. */
  kinds(): readonly string[] {
    return this.call.events.map(({ body }) => body.kind);
  }

  /** The recorded results of tasks. */
  results(): readonly string[] {
    return this.call.events.flatMap(({ body }) => (body.kind === "task.ended" ? [`${body.task} ${body.result}`] : []));
  }

  #take(step: CallStep): void {
    this.call = step.call;
    this.last = step.effects;
    this.effects.push(...step.effects);
  }
}
