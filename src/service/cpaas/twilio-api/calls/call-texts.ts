import type { CallText } from "../../../flows/call-documents/index.ts";
import { HELD_MINUTES } from "../../../messaging/sms/index.ts";
import type { TextSent } from "../../../telephony/calls/index.ts";
import { CODE_OF, type MessageOperations } from "../messages/field-message.ts";

/**
 * Submits the messages of call documents through the common intake, held until released; a refusal has the error number
 * of the REST API.
 */
export function callTexts(send: MessageOperations<never>["send"]): (text: CallText) => Promise<TextSent> {
  return async ({ tenantId, from, to, text, toldUrl }) => {
    const form = {
      ...({ from, to, text, category: "transactional", plain: false } as const),
      zone: null,
      sendAt: null,
      reference: null,
      validMinutes: HELD_MINUTES,
    };
    const told = toldUrl === null ? {} : { toldUrl };
    const sent = await send({ tenantId, keyId: null, form, requestKey: null, isHeld: true, ...told });
    return sent.ok ? { is: "sent", messageId: sent.value } : { is: "refused", error: CODE_OF[sent.refusal.code] };
  };
}
