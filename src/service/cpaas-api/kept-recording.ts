import type { Instant } from "./kept-hook.ts";

/** A recording as it stands. */
export interface KeptRecording {
  readonly id: string;
  readonly callId: string;
  readonly state: string;
  /** Whether the caller left it as a message. */
  readonly isMessage: boolean;
  readonly durationMs: number | null;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
}

/** Which recordings of a list are asked for, newest first. */
export interface RecordingListFilter {
  readonly callId?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}
