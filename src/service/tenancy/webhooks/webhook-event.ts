import type { EventKind } from "./event-kind.shared.ts";

/** An event as it is ordered. The body that is sent is its id, kind, sequence and instant, and then what it is about. */
export interface WebhookEvent {
  /** The same at each try, for each address. */
  readonly id: string;
  /** Which addresses want it; null for a trial. */
  readonly wish: EventKind | null;
  /** Its name in the body. */
  readonly kind: string;
  readonly subjectId: string | null;
  readonly atMs: number;
  /** Is written into the body behind the head; has at least one field. */
  readonly about: Readonly<Record<string, unknown>>;
  /** The addresses, where somebody chose among those that want it. */
  readonly chosen?: readonly string[];
  /** A telling of this name is ordered once. */
  readonly once?: string;
}

/** Orders that addresses are told of an event, in the transaction of the fact. */
export type PublishWebhookEvent<Transaction> = (trx: Transaction, event: WebhookEvent) => Promise<void>;

/** Something that an address is told which an application has named: as a form, signed with its account's token. */
export interface CallbackOrder {
  /** The same at each try. */
  readonly id: string;
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly kind: string;
  readonly subjectId: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What has this name is told once. */
  readonly once: string;
}

/** Orders that addresses which applications have named are told, in the transaction of the facts. */
export type PublishStatusCallbacks<Transaction> = (
  trx: Transaction,
  orders: readonly CallbackOrder[],
  atMs: number,
) => Promise<void>;
