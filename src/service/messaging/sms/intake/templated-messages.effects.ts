import type { Clock, IdSource } from "../../../../kernel/index.ts";
import type { ChangeFeed, DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import type { SubmitRefusal } from "../delivery/gateway-port.ts";
import { readSmsRoutingTable } from "../routing/routing-table.store.ts";
import { fillTemplate } from "../templates/template.shared.ts";
import { approvedVersion } from "../templates/template.store.ts";
import { type ApprovedTemplate, isForSender } from "../templates/template.ts";
import { type DraftGround, draftWritten } from "./draft-message.ts";
import { PARTS_DUE } from "./intake.effects.ts";
import { foreseeWithin, takeWithin } from "./intake.store.ts";
import { isDraft, type MessageDraft, type Taken } from "./intake.ts";
import { nextPromotionalMs, type Zone } from "./promotion-hours.shared.ts";

/** Messages made from one approved template. */
export interface TemplatedMessageOrder {
  readonly tenantId: string;
  readonly sender: string;
  readonly zone: Zone | null;
  /** Validity period. */
  readonly validMs: number;
  readonly template: { readonly id: string; readonly version: number };
  readonly messages: readonly {
    readonly recipient: string;
    readonly values: Readonly<Record<string, string>>;
    readonly reference: string;
  }[];
}

interface TemplatedMessageBase {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly changeFeed: ChangeFeed;
  readonly rules: () => ShortMessageRules;
}

/** Messages of an approved template, judged like those of any client. */
export function openTemplatedMessages({ clock, ids, changeFeed, rules }: TemplatedMessageBase) {
  const groundAt = async (trx: DatabaseTransaction, nowMs: number) => ({
    nowMs,
    newId: () => ids.next(),
    book: await readSmsRoutingTable(trx, nowMs),
    rules: rules(),
  });
  const draftsOf = async (trx: DatabaseTransaction, order: TemplatedMessageOrder, nowMs: number) => {
    const template = await approvedVersion(trx, order.template);
    return order.messages.map((message): MessageDraft | SubmitRefusal => {
      if (template === undefined) return "template-unknown";
      return draftOf(order, template, { message, ground: { id: ids.next(), nowMs, rules: rules() } });
    });
  };
  return {
    /**
     * Accepts them within the caller's transaction. Promotional messages are only accepted within their hours, so that the caller controls the rate and can
     * still stop.
     */
    take: async (trx: DatabaseTransaction, order: TemplatedMessageOrder): Promise<readonly Taken[]> => {
      const nowMs = clock.nowMs();
      const isTooLate = isPromotionLater(order, nowMs, rules());
      const drafts = (await draftsOf(trx, order, nowMs)).map((draft) =>
        isDraft(draft) && draft.category === "promotional" && isTooLate ? "outside-hours" : draft,
      );
      return takeWithin(trx, { tenantId: order.tenantId, drafts }, await groundAt(trx, nowMs));
    },
    /** The price of each message at a moment in rupiah, or why it would be refused; stores nothing. */
    foresee: async (
      trx: DatabaseTransaction,
      order: TemplatedMessageOrder,
      atMs: number,
    ): Promise<readonly (number | SubmitRefusal)[]> => {
      const drafts = await draftsOf(trx, order, atMs);
      return foreseeWithin(trx, { tenantId: order.tenantId, drafts }, await groundAt(trx, atMs));
    },
    /** An approved version; undefined when it does not exist, or its template was retired. */
    template: approvedVersion,
    /** Wakes gateways because segments are due; call after the commit. */
    wake: () => changeFeed.announce(PARTS_DUE),
  };
}

/** Whether promotional messages would have to wait. */
function isPromotionLater({ zone }: TemplatedMessageOrder, nowMs: number, rules: ShortMessageRules): boolean {
  const nextMs = nextPromotionalMs(nowMs, zone, rules);
  return nextMs === undefined || nextMs > nowMs;
}

function draftOf(
  { sender, zone, validMs, template: made }: TemplatedMessageOrder,
  template: ApprovedTemplate,
  { message, ground }: { readonly message: TemplatedMessageOrder["messages"][number]; readonly ground: DraftGround },
): MessageDraft | SubmitRefusal {
  if (!isForSender(template, sender)) return "template-sender";
  const filled = fillTemplate(template, message.values);
  if (!filled.ok) return filled.refusal.code;
  const { recipient, reference: ownReference } = message;
  const said = { sender, recipient, zone, text: filled.value, isPlain: false, category: template.category };
  const when = { sendAtMs: null, validUntilMs: ground.nowMs + validMs };
  const drafted = draftWritten({ ...said, ...when, ownReference, template: made }, null, ground);
  return drafted.ok ? drafted.value : drafted.refusal;
}
