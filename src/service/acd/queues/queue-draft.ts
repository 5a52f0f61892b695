import type { ContactKind } from "./routing/contact.ts";
import type { QueueEventBody } from "./routing/queue-event.ts";
import type { HeldAgent, RestoredCallback } from "./routing/restored-callback.ts";

/** An event for storage: its position in the sequence of its call centre, and its time by both clocks. */
export interface StampedEvent {
  readonly sequence: number;
  /** Wall-clock time, milliseconds since 1970. */
  readonly atMs: number;
  /** The monotonic clock of the ACD state, which continues from owner to owner. */
  readonly steadyMs: number;
  readonly body: StoredEventBody;
}

/** An event as stored: the first event of a contact also contains its call, which the ACD state does not. */
export type StoredEventBody = QueueEventBody & { readonly callId?: string | null };

/** An open contact as stored; `joinedAtMs` in wall-clock time, the others by the monotonic clock. */
export interface ContactRow {
  readonly contactId: string;
  readonly queueId: string;
  readonly callId: string | null;
  readonly caller: string;
  readonly called: string;
  readonly kind: ContactKind;
  readonly state: "waiting" | "offered" | "connecting" | "connected";
  readonly agentId: string | null;
  readonly joinedAtMs: number;
  readonly joinedMs: number;
  readonly enteredMs: number;
  readonly connectedMs: number | null;
  readonly priority: number;
}

/** A logged-in agent as stored; `sinceMs` in wall-clock time. */
export interface AgentRow {
  readonly agentId: string;
  readonly phoneId: string | null;
  readonly contactId: string | null;
  readonly sinceMs: number;
  readonly held: HeldAgent;
}

/** A requested callback as stored; instants in wall-clock time. */
export interface CallbackRow {
  readonly contactId: string;
  readonly number: string;
  readonly called: string;
  readonly place: RestoredCallback;
  readonly joinedAtMs: number;
  readonly askedAtMs: number;
}

/** The data of one ACD step, stored completely or not at all. */
export interface QueueDraft {
  readonly tenantId: string;
  readonly fence: number;
  readonly atMs: number;
  readonly events: readonly StampedEvent[];
  /** Open rows after the step, by id; null for closed ones. */
  readonly contacts: ReadonlyMap<string, ContactRow | null>;
  readonly agents: ReadonlyMap<string, AgentRow | null>;
  readonly asked: readonly CallbackRow[];
  /** The callback to be dialled, and its call. */
  readonly dial?: { readonly contactId: string; readonly callId: string };
  readonly closedCallbacks: readonly { readonly contactId: string; readonly outcome: string }[];
  /** Commands that the step executed or refused. */
  readonly commands: readonly { readonly id: string; readonly refusal: string | null }[];
}

/**
 * The result of a draft. `lease-lost`: another switch owns the ACD state; `dialled-before`: the callback has had its call; `no-room`: the writer has no
 * capacity; `fault`: data that the database rejects.
 */
export type DraftResult = "kept" | "lease-lost" | "dialled-before" | "no-room" | "fault";

/** The size of a draft against the capacity of the writer. */
export function sizeOfDraft({ events, contacts, agents, commands }: QueueDraft): number {
  return Math.max(1, events.length + contacts.size + agents.size + commands.length);
}

/** A draft without data. */
export function emptyDraft(of: Pick<QueueDraft, "tenantId" | "fence" | "atMs">): QueueDraft {
  const { tenantId, fence, atMs } = of;
  const nothing = { events: [], contacts: new Map(), agents: new Map(), asked: [], closedCallbacks: [], commands: [] };
  return { tenantId, fence, atMs, ...nothing };
}
