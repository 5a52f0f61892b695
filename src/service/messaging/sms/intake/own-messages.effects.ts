import type { Clock, IdSource } from "../../../../kernel/index.ts";
import type { ChangeFeed, DatabaseTransaction } from "../../../../platform/database/index.ts";
import { officeDate, type ShortMessageRules } from "../../../../regulation/index.ts";
import { readSmsRoutingTable } from "../routing/routing-table.store.ts";
import { listSenders } from "../settings/sender.store.ts";
import { draftWritten } from "./draft-message.ts";
import { PARTS_DUE } from "./intake.effects.ts";
import { takeWithin } from "./intake.store.ts";
import type { Taken } from "./intake.ts";

/** Messages of the call centre itself, within the caller's transaction. */
interface OwnMessages {
  /** Sender ids of the transaction's call centre that a carrier has approved. */
  senders(trx: DatabaseTransaction): Promise<readonly string[]>;
  /** Accepts messages, judged like those of any client; returns the results in order. */
  take(
    trx: DatabaseTransaction,
    order: {
      readonly tenantId: string;
      readonly sender: string;
      /** Validity period. */
      readonly validMs: number;
      readonly messages: readonly { readonly recipient: string; readonly text: string }[];
    },
  ): Promise<readonly Taken[]>;
  /** Wakes gateways because segments are due; call after the commit. */
  wake(): void;
}

/** Dependencies of a call centre's own messages. */
interface OwnMessagesBase {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly changeFeed: ChangeFeed;
  /** The rules in force. */
  readonly rules: () => ShortMessageRules;
}

/** Entry for messages of the call centre itself: transactional, transliterated to GSM characters where possible. */
export function openOwnMessages({ clock, ids, changeFeed, rules }: OwnMessagesBase): OwnMessages {
  return {
    senders: async (trx) => {
      const today = officeDate(clock.nowMs());
      const isInForce = ({ state, validUntil }: { state: string; validUntil: string | null }) =>
        state === "approved" && (validUntil === null || validUntil >= today);
      return (await listSenders(trx)).flatMap((one) => (one.registrations.some(isInForce) ? [one.value] : []));
    },
    take: async (trx, { tenantId, sender, validMs, messages }) => {
      const own = { nowMs: clock.nowMs(), newId: () => ids.next() };
      const ground = { ...own, book: await readSmsRoutingTable(trx, own.nowMs), rules: rules() };
      const drafts = messages.map((message) => {
        const drafted = draftWritten(
          {
            ...message,
            sender,
            isPlain: true,
            category: "transactional",
            zone: null,
            ownReference: null,
            sendAtMs: null,
            validUntilMs: ground.nowMs + validMs,
          },
          null,
          { id: ids.next(), nowMs: ground.nowMs, rules: ground.rules },
        );
        return drafted.ok ? drafted.value : drafted.refusal;
      });
      return takeWithin(trx, { tenantId, drafts }, ground);
    },
    wake: () => changeFeed.announce(PARTS_DUE),
  };
}
