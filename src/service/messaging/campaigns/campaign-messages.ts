import type { Result } from "../../../kernel/index.ts";
import type { MessageForm, SubmitRefusal, TemplateText } from "../sms/index.ts";

/** Messages that are made of one approved version of a template. */
export interface CampaignOrder {
  readonly tenantId: string;
  readonly sender: string;
  readonly zone: MessageForm["zone"];
  /** For how long each is worth sending. */
  readonly validMs: number;
  readonly template: { readonly id: string; readonly version: number };
  readonly messages: readonly {
    readonly recipient: string;
    readonly values: Readonly<Record<string, string>>;
    readonly reference: string;
  }[];
}

/** An approved version of a template. */
export interface CampaignTemplate extends TemplateText {
  readonly category: MessageForm["category"];
}

/** What messaging does for campaigns, in a transaction of their call centre. */
export interface CampaignMessages<Transaction> {
  take(
    trx: Transaction,
    order: CampaignOrder,
  ): Promise<readonly Result<{ readonly messageId: string }, SubmitRefusal>[]>;
  /** What each would cost at a moment, rupiah, or why it would not be taken; nothing is kept. */
  foresee(trx: Transaction, order: CampaignOrder, atMs: number): Promise<readonly (number | SubmitRefusal)[]>;
  /** Undefined where there is none, or its template was retired. */
  template(
    trx: Transaction,
    which: { readonly id: string; readonly version: number },
  ): Promise<(CampaignTemplate & { readonly senders: readonly string[] }) | undefined>;
  /** Tells gateways that something is due; after the commit. */
  wake(): void;
}
