import type { ContactKind } from "./routing/contact.ts";
import type { QueueEventBody } from "./routing/queue-event.ts";
import type { HeldAgent, RestoredCallback } from "./routing/restored-callback.ts";

/** An event as it goes to disk: its place in the sequence of its floor, and when it was by both clocks. */
export interface StampedEvent {
  readonly sequence: number;
  /** By the wall, milliseconds since 1970. */
  readonly atMs: number;
  /** By the steady clock of the floor, which goes on from owner to owner. */
  readonly steadyMs: number;
  readonly body: StoredEventBody;
}

/** What happened, as it is kept: whose call it was is added where a contact begins, since the floor knows no calls. */
export type StoredEventBody = QueueEventBody & { readonly callId?: string | null };

/** A contact that is not over, as it is kept; `joinedAtMs` by the wall, the others by the steady clock. */
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

/** An agent who is logged in, as he is kept; `sinceMs` by the wall. */
export interface AgentRow {
  readonly agentId: string;
  readonly phoneId: string | null;
  readonly contactId: string | null;
  readonly sinceMs: number;
  readonly held: HeldAgent;
}

/** A callback that was asked for, as it is kept; instants by the wall. */
export interface CallbackRow {
  readonly contactId: string;
  readonly number: string;
  readonly called: string;
  readonly place: RestoredCallback;
  readonly joinedAtMs: number;
  readonly askedAtMs: number;
}

/** What one step of a floor puts on disk, all of it or nothing. */
export interface QueueDraft {
  readonly tenantId: string;
  readonly fence: number;
  readonly atMs: number;
  readonly events: readonly StampedEvent[];
  /** What is open after the step, by id; null for what is over. */
  readonly contacts: ReadonlyMap<string, ContactRow | null>;
  readonly agents: ReadonlyMap<string, AgentRow | null>;
  readonly asked: readonly CallbackRow[];
  /** The callback that is to be dialled, and by which call. */
  readonly dial?: { readonly contactId: string; readonly callId: string };
  readonly closedCallbacks: readonly { readonly contactId: string; readonly outcome: string }[];
  /** Commands of agents that are carried out with it, or refused. */
  readonly commands: readonly { readonly id: string; readonly refusal: string | null }[];
}

/**
 * What became of a draft. `lease-lost`: somebody else owns the floor; `dialled-before`: the callback has had its call;
 * `no-room`: too much waits; `fault`: data that no database takes.
 */
export type DraftResult = "kept" | "lease-lost" | "dialled-before" | "no-room" | "fault";

/** How much of a draft counts against the room of the writer. */
export function sizeOfDraft({ events, contacts, agents, commands }: QueueDraft): number {
  return Math.max(1, events.length + contacts.size + agents.size + commands.length);
}

/** A draft with nothing in it. */
export function emptyDraft(of: Pick<QueueDraft, "tenantId" | "fence" | "atMs">): QueueDraft {
  const { tenantId, fence, atMs } = of;
  const nothing = { events: [], contacts: new Map(), agents: new Map(), asked: [], closedCallbacks: [], commands: [] };
  return { tenantId, fence, atMs, ...nothing };
}
