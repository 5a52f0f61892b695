import type { Clock, IdSource } from "../../../../kernel/index.ts";
import type { ChangeFeed, DatabaseTransaction } from "../../../../platform/database/index.ts";
import { officeDate, type ShortMessageRules } from "../../../../regulation/index.ts";
import { readSmsRoutingTable } from "../routing/routing-table.store.ts";
import { listSenders } from "../settings/sender.store.ts";
import { draftWritten } from "./draft-message.ts";
import { PARTS_DUE } from "./intake.effects.ts";
import { takeWithin } from "./intake.store.ts";
import type { Taken } from "./intake.ts";

/** What a call centre writes by itself, in a transaction of whoever decided it. */
interface OwnMessages {
  /** The sender ids of the transaction's call centre that a carrier has approved. */
  senders(trx: DatabaseTransaction): Promise<readonly string[]>;
  /** Takes messages, judged as those of any program; what became of each, in their order. */
  take(
    trx: DatabaseTransaction,
    order: {
      readonly tenantId: string;
      readonly sender: string;
      /** For how long they are worth sending. */
      readonly validMs: number;
      readonly messages: readonly { readonly recipient: string; readonly text: string }[];
    },
  ): Promise<readonly Taken[]>;
  /** Tells gateways that something is due; after the commit. */
  wake(): void;
}

/** What messages of one's own stand on. */
interface OwnMessagesBase {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly changeFeed: ChangeFeed;
  /** The rules of today. */
  readonly rules: () => ShortMessageRules;
}

/** The way in for what a call centre writes by itself: transactional, in plain characters where there are such. */
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
