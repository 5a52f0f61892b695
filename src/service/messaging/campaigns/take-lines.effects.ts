import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CampaignMessages } from "./campaign-messages.ts";
import type { LineResult, TakeLines } from "./step-campaigns.store.ts";

const MINUTE_MS = 60_000;

/** Reference of a message to the campaign line that it was made from. */
const lineReference = (campaignId: string, line: number): string => `campaign ${campaignId} ${line}`;

/** Makes messages from lines through the messaging operations for campaigns. */
export function lineTaker({ take }: Pick<CampaignMessages<DatabaseTransaction>, "take">): TakeLines {
  return async (trx, campaign, lines) => {
    const { id: campaignId, tenantId, sender, zone, validMinutes, templateId: id, templateVersion: version } = campaign;
    if (lines.length === 0) return [];
    const messages = lines.map(({ line, recipient, fields }) => ({
      recipient,
      values: fields,
      reference: lineReference(campaignId, line),
    }));
    const order = { tenantId, sender, zone, validMs: validMinutes * MINUTE_MS, template: { id, version }, messages };
    const taken = await take(trx, order);
    return lines.flatMap(({ line }, nth): readonly LineResult[] => {
      const one = taken[nth];
      if (one === undefined) return [];
      return [one.ok ? { line, messageId: one.value.messageId } : { line, why: one.refusal }];
    });
  };
}
