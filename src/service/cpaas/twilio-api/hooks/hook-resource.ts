import type { HookChange } from "../calls/hook-form.ts";

/** An instant as the database driver returns it. */
export interface Instant {
  getTime(): number;
  toISOString(): string;
}

/** A stored application. */
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

/** Filter and cursor of a list. */
export interface ListPart {
  readonly name?: string | undefined;
  readonly after?: { readonly atMs: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** A number of a call centre with its webhooks. */
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
  /** Whether a carrier accepts messages of the number. */
  readonly hasMessages: boolean;
  readonly changedAt: Instant | null;
}

/** Changes of a number's webhooks. */
export interface NumberChange extends HookChange {
  /** Null for own webhook URLs of the number. */
  readonly applicationId?: string | null;
  readonly fallbackQueueId?: string | null;
  readonly smsUrl?: string | null;
  readonly smsMethod?: "GET" | "POST";
  readonly smsFallbackUrl?: string | null;
  readonly smsFallbackMethod?: "GET" | "POST";
}

/** Reasons why a change is refused. */
export type HookRefusal =
  | "no-such-voice-application"
  | "application-limit"
  | "request-differs"
  | "application-leads-numbers"
  | "no-such-number"
  | "no-such-queue";
