import { assert, present, type Step } from "../../../kernel/index.ts";
import { ackForError, cancelFor } from "../dialog/hop-requests.ts";
import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import { headerOf, NO_BODY, type SipHeader, type SipRequest, type SipResponse } from "../message/message.ts";
import { serialise } from "../message/serialise.ts";
import { statusReason } from "../message/status-reason.ts";
import { isReliable, responseTarget, type SipPeer } from "../peer.ts";
import { respond, statelessTag } from "../receive.ts";
import { inviteClient } from "./invite-client.ts";
import { inviteServer } from "./invite-server.ts";
import { nonInviteClient } from "./non-invite-client.ts";
import { nonInviteServer } from "./non-invite-server.ts";
import { type Machine, type MachineInput, stepTransaction } from "./step-transaction.ts";
import type { TransactionEffect } from "./transaction-effect.ts";
import { clientKey, clientKeyOf, mergeKey, serverKey, type TransactionKey } from "./transaction-key.ts";
import type { MachineEffect, TransactionTimer } from "./transaction-machine.ts";

interface Entry {
  machine: Machine;
  readonly peer: SipPeer;
  /** Stored by an INVITE client transaction until its end, for ACK and CANCEL; without its body. */
  readonly invite: { readonly request: SipRequest; readonly branch: string } | null;
  readonly merge: string | null;
  /** Headers of a CANCEL that was requested before the first response (RFC 3261 §9.1); null for none. */
  wantedCancel: readonly SipHeader[] | null;
}

/** Limit on the number of transactions, and the reserve within it. */
export interface TransactionRoom {
  readonly max: number;
  /** Capacity reserved for requests within a dialog, CANCEL and urgent requests; none by default. */
  readonly reserved?: number;
  readonly isUrgent?: (request: SipRequest) => boolean;
}

interface Table {
  readonly room: Required<TransactionRoom>;
  readonly entries: Map<TransactionKey, Entry>;
  readonly merges: Map<string, TransactionKey>;
}

type Effects = readonly TransactionEffect[];

/** All transactions of one process. Without sockets and clock: it returns effects for every input. */
export interface Transactions {
  receiveRequest(request: CheckedRequest, source: SipPeer): Effects;
  receiveResponse(response: CheckedResponse): Effects;
  /** Responds to a request; no effect when the transaction has ended. */
  respond(key: TransactionKey, response: SipResponse): Effects;
  /** Sends a request with `branch` in its topmost Via. */
  request(branch: string, request: SipRequest, to: SipPeer): Effects;
  /** Cancels a sent INVITE: at once after a provisional response, otherwise as soon as one arrives. */
  cancel(branch: string, headers: readonly SipHeader[]): Effects;
  fire(key: TransactionKey, timer: TransactionTimer): Effects;
  failTransport(key: TransactionKey): Effects;
  /** Whether a request retransmits, acknowledges or cancels an existing one. */
  knows(request: CheckedRequest): boolean;
  size(): number;
}

/**
 * Opens an empty table of at most `max` transactions, of which the last are reserved. The steps of each are pure; the table itself is changed in place,
 * because copying fifty thousand entries for each message would dominate the cost of a call.
 */
export function openTransactions({ max, reserved = 0, isUrgent = () => false }: TransactionRoom): Transactions {
  const table: Table = { room: { max, reserved, isUrgent }, entries: new Map(), merges: new Map() };
  const give = (key: TransactionKey, input: MachineInput): Effects => {
    const entry = table.entries.get(key);
    return entry === undefined ? [] : settle(table, key, entry, stepTransaction(entry.machine, input), null);
  };
  return {
    receiveRequest: (request, source) => receiveRequest(table, request, source),
    receiveResponse: (response) => receiveResponse(table, response),
    respond: (key, response) => answer(table, key, response),
    request: (branch, request, to) => sendRequest(table, branch, request, to),
    cancel: (branch, headers) => cancel(table, branch, headers),
    fire: (key, timer) => give(key, { kind: "timer", timer }),
    failTransport: (key) => give(key, { kind: "transport-failed" }),
    knows: (request) => knows(table, request),
    size: () => table.entries.size,
  };
}

function knows(table: Table, request: CheckedRequest): boolean {
  const { method } = request.message;
  if (table.entries.has(serverKey(request, method))) return true;
  return (method === "CANCEL" || method === "ACK") && table.entries.has(serverKey(request, "INVITE"));
}

/** Stores the new state, and turns the machine's effects into effects of this transaction. */
function settle(
  table: Table,
  key: TransactionKey,
  entry: Entry,
  step: Step<Machine, MachineEffect>,
  pass: TransactionEffect | null,
): Effects {
  entry.machine = step.state;
  const effects: TransactionEffect[] = [];
  for (const effect of step.effects) {
    if (effect.kind === "send") effects.push({ kind: "send", key, bytes: effect.bytes, to: entry.peer });
    else if (effect.kind === "arm" || effect.kind === "disarm") effects.push({ ...effect, key });
    else if (effect.kind === "timeout" || effect.kind === "transport-failed") effects.push({ kind: effect.kind, key });
    else if (effect.kind === "end") effects.push(forget(table, key, entry));
    else if (pass !== null) effects.push(pass);
  }
  return effects;
}

function forget(table: Table, key: TransactionKey, entry: Entry): TransactionEffect {
  table.entries.delete(key);
  if (entry.merge !== null) table.merges.delete(entry.merge);
  return { kind: "ended", key };
}

function begin(table: Table, key: TransactionKey, entry: Entry, pass: TransactionEffect | null): Effects {
  table.entries.set(key, entry);
  if (entry.merge !== null) table.merges.set(entry.merge, key);
  return settle(table, key, entry, stepTransaction(entry.machine, { kind: "start" }), pass);
}

function receiveRequest(table: Table, request: CheckedRequest, source: SipPeer): Effects {
  const { method } = request.message;
  if (method === "ACK") return receiveAck(table, request, source);
  const key = serverKey(request, method);
  const entry = table.entries.get(key);
  if (entry !== undefined) return settle(table, key, entry, stepTransaction(entry.machine, { kind: "request" }), null);
  return method === "CANCEL" ? receiveCancel(table, key, request, source) : receiveNew(table, key, request, source);
}

function receiveNew(table: Table, key: TransactionKey, request: CheckedRequest, source: SipPeer): Effects {
  const toTag = statelessTag(request.message);
  if (isFullFor(table, request.message)) {
    const retry = [{ name: "Retry-After", value: "5" }];
    const busy = respond(request.message, { status: 503, reason: "Service Unavailable", toTag, headers: retry });
    return [stateless(request, source, busy), { kind: "drop", why: "too-many-transactions" }];
  }
  const merge = mergeKey(request);
  // RFC 3261 §8.2.2.2: the same request by another path.
  if (merge !== null && table.merges.has(merge)) {
    const loop = respond(request.message, { status: 482, reason: "Loop Detected", toTag });
    return [stateless(request, source, loop), { kind: "drop", why: "merged" }];
  }
  const reliable = isReliable(source.transport);
  const machine =
    request.message.method === "INVITE" ? inviteServer(tryingFor(request), reliable) : nonInviteServer(reliable);
  const peer = responseTarget(request.via, source);
  const entry: Entry = { machine, peer, invite: null, merge, wantedCancel: null };
  return begin(table, key, entry, { kind: "request", key, request, source });
}

/** Calls in progress and emergency calls still get capacity when new calls do not. */
function isFullFor({ room, entries }: Table, request: SipRequest): boolean {
  const { max, reserved, isUrgent } = room;
  if (entries.size < max - reserved) return false;
  const isInside = request.method === "CANCEL" || /;\s*tag\s*=/i.test(headerOf(request, "To") ?? "");
  return entries.size >= max || !(isInside || isUrgent(request));
}

function stateless(request: CheckedRequest, source: SipPeer, response: SipResponse): TransactionEffect {
  return { kind: "send", key: null, bytes: serialise(response), to: responseTarget(request.via, source) };
}

function tryingFor(request: CheckedRequest): Uint8Array {
  return serialise(respond(request.message, { status: 100, reason: "Trying", toTag: null }));
}

function receiveAck(table: Table, request: CheckedRequest, source: SipPeer): Effects {
  const key = serverKey(request, "INVITE");
  const entry = table.entries.get(key);
  const ack: TransactionEffect = { kind: "ack", request, source };
  if (entry !== undefined) return settle(table, key, entry, stepTransaction(entry.machine, { kind: "ack" }), ack);
  // RFC 3261 §17.1.1.3: the ACK of a 2xx has its own branch; without a tag it belongs to no dialog.
  return request.toTag === null ? [{ kind: "drop", why: "stray-ack" }] : [ack];
}

/** RFC 3261 §9.2: 481 when there is no INVITE to cancel; otherwise 200, and the INVITE's user responds with 487. */
function receiveCancel(table: Table, key: TransactionKey, request: CheckedRequest, source: SipPeer): Effects {
  const inviteKey = serverKey(request, "INVITE");
  const invite = table.entries.get(inviteKey)?.machine;
  const opened = receiveNew(table, key, request, source).filter(({ kind }) => kind !== "request");
  if (!table.entries.has(key)) return opened;
  const status = invite === undefined ? 481 : 200;
  const said = { status, reason: statusReason(status), toTag: statelessTag(request.message) };
  const answered = answer(table, key, respond(request.message, said));
  // RFC 3261 §9.2: once a final response was sent, CANCEL has no effect.
  if (invite?.kind !== "invite-server" || invite.state !== "proceeding") return [...opened, ...answered];
  return [...opened, ...answered, { kind: "cancelled", key: inviteKey, request }];
}

function answer(table: Table, key: TransactionKey, response: SipResponse): Effects {
  const entry = table.entries.get(key);
  if (entry === undefined) return [];
  const input: MachineInput = { kind: "respond", status: response.status, bytes: serialise(response) };
  return settle(table, key, entry, stepTransaction(entry.machine, input), null);
}

function sendRequest(table: Table, branch: string, request: SipRequest, to: SipPeer): Effects {
  const key = clientKey(branch, request.method);
  assert(!table.entries.has(key), "a branch is used once only");
  if (isFullFor(table, request)) {
    return [
      { kind: "drop", why: "too-many-transactions" },
      { kind: "transport-failed", key },
    ];
  }
  const isInvite = request.method === "INVITE";
  const reliable = isReliable(to.transport);
  const machine = isInvite ? inviteClient(serialise(request), reliable) : nonInviteClient(serialise(request), reliable);
  const invite = isInvite ? { request: { ...request, body: NO_BODY }, branch } : null;
  return begin(table, key, { machine, peer: to, invite, merge: null, wantedCancel: null }, null);
}

/** RFC 3261 §9.1: CANCEL follows the path of its INVITE, with the same branch, after the first response. */
function cancel(table: Table, branch: string, headers: readonly SipHeader[]): Effects {
  const key = clientKey(branch, "INVITE");
  const entry = table.entries.get(key);
  if (entry === undefined || entry.machine.kind !== "invite-client") return [];
  if (entry.machine.state === "calling") entry.wantedCancel = headers;
  if (entry.machine.state !== "proceeding" || table.entries.has(clientKey(branch, "CANCEL"))) return [];
  entry.wantedCancel = null;
  const watched = settle(table, key, entry, stepTransaction(entry.machine, { kind: "cancelled" }), null);
  const request = cancelFor(present(entry.invite, "the INVITE").request, headers);
  return [...watched, ...sendRequest(table, branch, request, entry.peer)];
}

function receiveResponse(table: Table, response: CheckedResponse): Effects {
  const key = clientKeyOf(response);
  const entry = key === null ? undefined : table.entries.get(key);
  if (key === null || entry === undefined) return [{ kind: "drop", why: "stray-response" }];
  const { status } = response.message;
  const ack = entry.invite !== null && status >= 300 ? serialise(ackForError(entry.invite.request, response)) : null;
  const step = stepTransaction(entry.machine, { kind: "response", status, ack });
  const effects = settle(table, key, entry, step, { kind: "response", key, response });
  if (entry.wantedCancel === null || entry.invite === null) return effects;
  return [...effects, ...cancel(table, entry.invite.branch, entry.wantedCancel)];
}
