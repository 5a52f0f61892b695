import type { Clock, IdSource } from "../../kernel/index.ts";
import type { DatabaseTransaction, News } from "../../platform/database/index.ts";
import type { ShortMessageRules } from "../../regulation/index.ts";
import { draftWritten } from "./draft-message.ts";
import type { SubmitRefusal } from "./gateway-port.ts";
import { PARTS_DUE } from "./intake.effects.ts";
import { takeWithin } from "./intake.store.ts";
import type { MessageDraft, Taken } from "./intake.ts";
import type { Zone } from "./promotion-hours.shared.ts";
import { readRoutingBook } from "./routing-book.store.ts";
import { fillTemplate } from "./template.shared.ts";
import { approvedVersion } from "./template.store.ts";

/** Messages that are made of one approved text. */
export interface MadeOrder {
  readonly tenantId: string;
  readonly sender: string;
  readonly zone: Zone | null;
  /** For how long they are worth sending. */
  readonly validMs: number;
  readonly template: { readonly id: string; readonly version: number };
  readonly messages: readonly {
    readonly recipient: string;
    readonly values: Readonly<Record<string, string>>;
    readonly reference: string;
  }[];
}

interface MadeBase {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly news: News;
  readonly rules: () => ShortMessageRules;
}

/** Takes messages of an approved text in a transaction of whoever decided it, judged as those of any program. */
export function openMadeMessages({ clock, ids, news, rules }: MadeBase) {
  return {
    take: async (trx: DatabaseTransaction, order: MadeOrder): Promise<readonly Taken[]> => {
      const { tenantId, sender, zone, validMs, messages } = order;
      const nowMs = clock.nowMs();
      const template = await approvedVersion(trx, order.template);
      const ground = { nowMs, newId: () => ids.next(), book: await readRoutingBook(trx, nowMs), rules: rules() };
      const drafts = messages.map(({ recipient, values, reference }): MessageDraft | SubmitRefusal => {
        if (template === undefined) return "template-unknown";
        const filled = fillTemplate(template, values);
        if (!filled.ok) return filled.refusal.code;
        const made = { sender, recipient, zone, text: filled.value, isPlain: false, category: template.category };
        const when = { sendAtMs: null, validUntilMs: nowMs + validMs };
        const written = { ...made, ...when, ownReference: reference, template: order.template };
        const drafted = draftWritten(written, null, { id: ids.next(), nowMs, rules: ground.rules });
        return drafted.ok ? drafted.value : drafted.refusal;
      });
      return takeWithin(trx, { tenantId, drafts }, ground);
    },
    /** Tells gateways that something is due; after the commit. */
    wake: () => news.announce(PARTS_DUE),
  };
}
