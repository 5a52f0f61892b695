import type { TextSent } from "../calls/index.ts";
import type { CallText } from "../programmable/index.ts";
import { CODE_OF, type KeptMessages } from "./field-message.ts";

/** An answer to a call is worth sending for so long. */
const VALID_MINUTES = 4_320;

/** Hands in messages of documents of calls by the intake of all; a refusal has the number that it has by REST. */
export function callTexts(send: KeptMessages<never>["send"]): (text: CallText) => Promise<TextSent> {
  return async ({ tenantId, from, to, text, toldUrl }) => {
    const form = {
      ...({ from, to, text, category: "transactional", plain: false } as const),
      ...{ zone: null, sendAt: null, reference: null, validMinutes: VALID_MINUTES },
    };
    const told = toldUrl === null ? {} : { toldUrl };
    const sent = await send({ tenantId, keyId: null, form, requestKey: null, ...told });
    return sent.ok ? { is: "sent", messageId: sent.value } : { is: "refused", error: CODE_OF[sent.refusal.code] };
  };
}
