/**
 * Where a call in progress stands, as people say it: `guided` by a flow, `waiting` for an agent, `silent` while its sound is lost.
 */
export type LiveState = "arriving" | "ringing" | "guided" | "waiting" | "talking" | "held" | "silent";

/** A call in progress as a screen shows it. */
export interface LiveCallView {
  readonly id: string;
  readonly direction: "inbound" | "outbound" | "internal" | "test" | "desk";
  readonly code: string | null;
  readonly caller: string;
  readonly called: string;
  readonly state: LiveState;
  /** Milliseconds since 1970. */
  readonly beganAtMs: number;
  readonly sinceMs: number;
  /** The phones that ring, or the one that talks; the one that calls comes first. */
  readonly phones: readonly { readonly extension: string; readonly name: string }[];
  readonly trunks: readonly string[];
  /** A supervisor who takes part, or whose phone rings for it. */
  readonly supervision: {
    readonly mode: "listen" | "whisper" | "barge";
    readonly phone: { readonly extension: string; readonly name: string } | null;
    readonly isThere: boolean;
  } | null;
}

/** A line and how many of its channels calls take now. */
export interface LiveLine {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly used: number;
  readonly max: number;
}

/** What is going on now; `total` counts calls beyond those that are listed too. */
export interface LiveBoard {
  readonly atMs: number;
  readonly total: number;
  readonly calls: readonly LiveCallView[];
  readonly lines: readonly LiveLine[];
}

/** What changed since the last message of a stream: calls that are new or other than before, and those that have ended. */
export interface LiveChange {
  /** Whether this is everything there is: the first message of a stream, whatever was known before it. */
  readonly isWhole: boolean;
  readonly atMs: number;
  readonly total: number;
  readonly calls: readonly LiveCallView[];
  readonly gone: readonly string[];
  readonly lines: readonly LiveLine[];
}
