import type { Instant } from "../hooks/hook-resource.ts";

/** A recording as it stands. */
export interface RecordingResource {
  readonly id: string;
  /** Its call, or the one with which that of a conference began. */
  readonly callId: string;
  /** The conference that it is of; null for a call's own. */
  readonly conferenceId: string | null;
  readonly state: string;
  readonly isPaused: boolean;
  /** Whether a program had it begun while a call went on. */
  readonly isOrdered: boolean;
  /** Whether the caller left it as a message. */
  readonly isMessage: boolean;
  readonly durationMs: number | null;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
}

/** Which recordings of a list are asked for, newest first. */
export interface RecordingListFilter {
  readonly callId?: string | undefined;
  readonly conferenceId?: string | undefined;
  /** Whether only a call's own are asked for, and none of a conference that began with it. */
  readonly isOfCall?: true | undefined;
  readonly state?: "recording" | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}
