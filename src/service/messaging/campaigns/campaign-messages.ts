import type { Result } from "../../../kernel/index.ts";
import type { MessageForm, SubmitRefusal, TemplateText } from "../sms/index.ts";

/** Messages made from one approved version of a template. */
export interface CampaignOrder {
  readonly tenantId: string;
  readonly sender: string;
  readonly zone: MessageForm["zone"];
  /** Validity period of each message. */
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

/** Operations of SMS messaging that campaigns use, within a transaction of their call centre. */
export interface CampaignMessages<Transaction> {
  take(
    trx: Transaction,
    order: CampaignOrder,
  ): Promise<readonly Result<{ readonly messageId: string }, SubmitRefusal>[]>;
  /** The price of each message at a moment in rupiah, or the reason why it would be refused; nothing is stored. */
  foresee(trx: Transaction, order: CampaignOrder, atMs: number): Promise<readonly (number | SubmitRefusal)[]>;
  /** Undefined when it does not exist or its template was retired. */
  template(
    trx: Transaction,
    which: { readonly id: string; readonly version: number },
  ): Promise<(CampaignTemplate & { readonly senders: readonly string[] }) | undefined>;
  /** Wakes gateways because segments are due; call after the commit. */
  wake(): void;
}
