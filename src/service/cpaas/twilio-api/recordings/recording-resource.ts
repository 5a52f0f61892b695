import type { Instant } from "../hooks/hook-resource.ts";

/** A recording with its current state. */
export interface RecordingResource {
  readonly id: string;
  /** The recorded call, or the call with which a conference recording started. */
  readonly callId: string;
  /** The recorded conference; null for a call recording. */
  readonly conferenceId: string | null;
  readonly state: string;
  readonly isPaused: boolean;
  /** Whether an API client started the recording during the call. */
  readonly isOrdered: boolean;
  /** Whether the recording is a message left by the caller. */
  readonly isMessage: boolean;
  readonly durationMs: number | null;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
}

/** Filter of the list of recordings, newest first. */
export interface RecordingListFilter {
  readonly callId?: string | undefined;
  readonly conferenceId?: string | undefined;
  /** Selects only call recordings, without conference recordings that started with the call. */
  readonly isOfCall?: true | undefined;
  readonly state?: "recording" | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}
