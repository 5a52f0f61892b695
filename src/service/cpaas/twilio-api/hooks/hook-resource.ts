import type { HookChange } from "../calls/hook-form.ts";

/** An instant as the database tells it. */
export interface Instant {
  getTime(): number;
  toISOString(): string;
}

/** An application as it is kept. */
export interface ApplicationResource {
  readonly id: string;
  readonly name: string;
  readonly voiceUrl: string | null;
  readonly voiceMethod: string;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: string;
  readonly statusUrl: string | null;
  readonly statusMethod: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

/** Which part of a list is asked for. */
export interface ListPart {
  readonly name?: string | undefined;
  readonly after?: { readonly atMs: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** A number of a call centre with what leads its calls. */
export interface NumberResource {
  readonly code: string;
  readonly label: string;
  readonly createdAt: Instant;
  readonly applicationId: string | null;
  readonly voiceUrl: string | null;
  readonly voiceMethod: string;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: string;
  readonly statusUrl: string | null;
  readonly statusMethod: string;
  readonly fallbackQueueId: string | null;
  readonly smsUrl: string | null;
  readonly smsMethod: string;
  readonly smsFallbackUrl: string | null;
  readonly smsFallbackMethod: string;
  /** Whether a carrier takes messages of it. */
  readonly hasMessages: boolean;
  readonly changedAt: Instant | null;
}

/** What changes of what leads a number's calls. */
export interface NumberChange extends HookChange {
  /** Null for addresses of the number's own. */
  readonly applicationId?: string | null;
  readonly fallbackQueueId?: string | null;
  readonly smsUrl?: string | null;
  readonly smsMethod?: "GET" | "POST";
  readonly smsFallbackUrl?: string | null;
  readonly smsFallbackMethod?: "GET" | "POST";
}

/** Why nothing was changed. */
export type HookRefusal =
  | "no-such-voice-application"
  | "application-limit"
  | "request-differs"
  | "application-leads-numbers"
  | "no-such-number"
  | "no-such-queue";
