import type { EventKind } from "./event-kind.shared.ts";

/** An event to deliver. Its body contains id, kind, sequence and instant, followed by its data. */
export interface WebhookEvent {
  /** The same at each attempt, for each endpoint. */
  readonly id: string;
  /** The subscription that selects endpoints; null for a test event. */
  readonly wish: EventKind | null;
  /** Its name in the body. */
  readonly kind: string;
  readonly subjectId: string | null;
  readonly atMs: number;
  /** The data after the head of the body; has at least one field. */
  readonly about: Readonly<Record<string, unknown>>;
  /** The selected endpoints among the subscribed ones, if a person selected some. */
  readonly chosen?: readonly string[];
  /** A key by which the event is ordered once. */
  readonly once?: string;
}

/** Orders the delivery of an event, in the transaction of the fact. */
export type PublishWebhookEvent<Transaction> = (trx: Transaction, event: WebhookEvent) => Promise<void>;

/** A status callback to a URL that an application named: a form, signed with the auth token of its account. */
export interface CallbackOrder {
  /** The same at each attempt. */
  readonly id: string;
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly kind: string;
  readonly subjectId: string;
  readonly fields: Readonly<Record<string, string>>;
  /** A key by which the callback is ordered once. */
  readonly once: string;
}

/** Orders status callbacks, in the transaction of the facts. */
export type PublishStatusCallbacks<Transaction> = (
  trx: Transaction,
  orders: readonly CallbackOrder[],
  atMs: number,
) => Promise<void>;
