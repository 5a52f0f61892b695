import type { Kit } from "../../platform/kit/index.ts";
import { authTokenOf, followSmsQuestions } from "../../service/cpaas/twilio-api/wire.ts";
import { openExchangeWriter } from "../../service/flows/call-documents/wire.ts";
import { takeForms } from "../../service/messaging/sms/wire.ts";
import { tenantIds } from "../../service/tenancy/tenants/wire.ts";
import { fetchOutward, openOutward, publicWay, twilioSignatureOf } from "../../service/tenancy/webhooks/wire.ts";
import type { PortalMessaging } from "./short-messages.ts";

/** An answer is worth sending for so long. */
const VALID_MINUTES = 4_320;

/** Asks applications about what was written to their numbers, by the way out of all hooks, and hands their answers to the intake. */
export function openSmsQuestions(
  kit: Kit,
  { intake, rules }: PortalMessaging,
  key: Buffer,
): { close(): Promise<void> } {
  const { db, clock, log } = kit;
  const exchanges = openExchangeWriter({ ...kit, tenantIds });
  const outward = openOutward(publicWay(kit.settings.hookHosts));
  const following = followSmsQuestions({
    db,
    clock,
    log,
    fetchWithin: fetchOutward(outward),
    signatureOf: twilioSignatureOf,
    keep: (exchange) => exchanges.add(exchange),
    authTokenOf: (tenantId) => authTokenOf({ db, clock, key }, tenantId),
    send: async ({ tenantId, messages, key: requestKey }) => {
      const forms = messages.map(({ from, to, text }) => ({
        ...({ from, to, text, category: "transactional", plain: false } as const),
        zone: null,
        sendAt: null,
        reference: null,
        validMinutes: VALID_MINUTES,
      }));
      const taken = await takeForms({ kit, intake, rules }, { tenantId, keyId: null, forms, requestKey });
      if (!taken.ok) return [taken.refusal.code];
      return taken.value.taken.map((one) => (one.ok ? null : one.refusal));
    },
  });
  return {
    close: async () => {
      following.close();
      outward.close();
      await exchanges.close();
    },
  };
}
