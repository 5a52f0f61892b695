import type { Kit } from "../../platform/kit/index.ts";
import { authTokenOf, followSmsQuestions } from "../../service/cpaas/twilio-api/wire.ts";
import { openExchangeWriter } from "../../service/flows/call-documents/wire.ts";
import { takeForms } from "../../service/messaging/sms/wire.ts";
import { tenantIds } from "../../service/tenancy/tenants/wire.ts";
import { fetchOutward, openOutward, publicWay, twilioSignatureOf } from "../../service/tenancy/webhooks/wire.ts";
import type { PortalMessaging } from "./short-messages.ts";

/** Validity of a reply. */
const VALID_MINUTES = 4_320;

/**
 * Calls the webhooks of applications for inbound messages to their numbers, under the egress policy of all webhooks, and passes their replies to the intake.
 */
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
