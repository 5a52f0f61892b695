import { type Database, type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import { lockMessages, settleParts } from "../delivery/settle-parts.store.ts";
import { type InboundHook, keepInbound } from "../inbound/inbound.store.ts";
import { endCarrier, insertCarrier } from "../routing/carrier.store.ts";
import type { CarrierForm } from "../settings/settings-contract.ts";
import { draftAnswer } from "./draft-message.ts";
import { encodeGsm } from "./gsm-text.shared.ts";
import { insertMessages } from "./insert-messages.store.ts";
import type { NextStep } from "./part-state.ts";

/** Delay of acceptance and of the delivery report of a past message. */
const ACCEPTED_MS = 900;
const REPORTED_MS = 5_000;

/** An SMS sent in the past with its final state; without one it is still with the carrier. */
export interface PastMessage {
  readonly atMs: number;
  readonly recipient: string;
  readonly text: string;
  readonly state: "delivered" | "undeliverable" | null;
}

/** An SMS that a customer sent in the past, in the GSM alphabet. */
export interface PastInbound {
  readonly atMs: number;
  readonly sender: string;
  readonly text: string;
}

/** Past messages of one sender id. */
export interface PastMessages {
  readonly tenantId: string;
  readonly senderId: string;
  readonly sender: string;
  readonly sent: readonly PastMessage[];
  readonly received: readonly PastInbound[];
  /** Their carrier, which has ended. */
  readonly carrier: CarrierForm;
}

/** Options for writing past messages. */
export interface PastMessagesOptions {
  readonly newId: () => string;
  readonly sealPassword: (carrierId: string, password: string) => Buffer;
  readonly rules: ShortMessageRules;
  readonly onInbound: InboundHook;
}

/**
 * Writes SMS of demonstration data, through the steps of real messages: accepted, sent, reported. Their carrier begins and ends in one transaction, so that no
 * gateway connects to it.
 */
export async function writePastMessages(db: Database, past: PastMessages, options: PastMessagesOptions): Promise<void> {
  const { tenantId, sent, received, sender, carrier } = past;
  const { newId, sealPassword, onInbound } = options;
  const carrierId = newId();
  const at = new Date(Math.min(...sent.map(({ atMs }) => atMs)));
  await db.transaction().execute(async (trx) => {
    const sealedPassword = sealPassword(carrierId, carrier.password);
    await insertCarrier(trx, { id: carrierId, form: carrier, sealedPassword, at, newId });
    await endCarrier(trx, carrierId, at);
  });
  await inTenant(db, tenantId, async (trx) => {
    for (const message of sent) await writeSent(trx, { past, message, carrierId }, options);
  });
  for (const { atMs, sender: from, text } of received) {
    const octets = encodeGsm(text);
    if (octets === undefined) throw new Error("a past message is not in the GSM alphabet");
    const message = { carrierId, sender: from, recipient: sender, coding: "gsm", octets, part: null } as const;
    await keepInbound(db, { ...message, receivedAtMs: atMs }, { nowMs: atMs, newId, onInbound });
  }
}

async function writeSent(
  trx: DatabaseTransaction,
  one: { readonly past: PastMessages; readonly message: PastMessage; readonly carrierId: string },
  { newId, rules }: PastMessagesOptions,
): Promise<void> {
  const { past, message, carrierId } = one;
  const { tenantId, senderId, sender } = past;
  const { atMs, recipient, text, state } = message;
  const draft = draftAnswer({ sender, recipient, text }, { id: newId(), nowMs: atMs, rules });
  if (!draft.ok) throw new Error(`a past message is refused: ${draft.refusal}`);
  const lawful = { draft: draft.value, senderId, sender, carrierId, dueMs: atMs, price: undefined, purse: null };
  await insertMessages(trx, { tenantId, lawful: [lawful], nowMs: atMs });
  const settle = async (step: NextStep, nowMs: number) => {
    const messageId = draft.value.id;
    const messages = await lockMessages(trx, [messageId]);
    const changes = draft.value.parts.map((_, index) => ({ messageId, sequence: index + 1, step, carrierId: null }));
    await settleParts(trx, { tenantId, messages, changes, nowMs, newId, rules });
  };
  await settle({ next: "sent", carrierMessageId: newId().slice(-12) }, atMs + ACCEPTED_MS);
  if (state !== null) await settle({ next: "final", state, errorCode: "" }, atMs + REPORTED_MS);
}
