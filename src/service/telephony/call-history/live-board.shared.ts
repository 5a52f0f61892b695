/** The state of a call in progress for display: `guided` by a flow, `waiting` for an agent, `silent` while its media is lost. */
export type LiveState = "arriving" | "ringing" | "guided" | "waiting" | "talking" | "held" | "silent";

/** A call in progress on a screen. */
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
  /** The phones that ring, or the one that talks; the calling phone comes first. */
  readonly phones: readonly { readonly extension: string; readonly name: string }[];
  readonly trunks: readonly string[];
  /** A supervisor in the call, or whose phone rings for it. */
  readonly supervision: {
    readonly mode: "listen" | "whisper" | "barge";
    readonly phone: { readonly extension: string; readonly name: string } | null;
    readonly isThere: boolean;
  } | null;
}

/** A trunk and its channels in use. */
export interface LiveLine {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly used: number;
  readonly max: number;
}

/** The calls in progress; `total` includes calls beyond the listed ones. */
export interface LiveBoard {
  readonly atMs: number;
  readonly total: number;
  readonly calls: readonly LiveCallView[];
  readonly lines: readonly LiveLine[];
}

/** The changes since the last message of a stream: new and changed calls, and those that have ended. */
export interface LiveChange {
  /** Whether the message is complete: the first message of a stream, which replaces all earlier state. */
  readonly isWhole: boolean;
  readonly atMs: number;
  readonly total: number;
  readonly calls: readonly LiveCallView[];
  readonly gone: readonly string[];
  readonly lines: readonly LiveLine[];
}
