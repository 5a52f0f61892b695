import { peopleTeller } from "../src/identity/wire.ts";
import { inTenant } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { keyFromFile } from "../src/platform/sealing/index.ts";
import { authTokenOf } from "../src/service/cpaas/twilio-api/wire.ts";
import {
  type DeliverOptions,
  openOutward,
  publishWebhookEvent,
  switchOffBy,
  type WayOut,
} from "../src/service/tenancy/webhooks/wire.ts";

/** Dependencies of webhook delivery, like the portal's, with a test's egress. Random delays are in the middle of their range. */
export async function webhookDelivering(
  kit: Kit,
  way: WayOut,
  more: Partial<DeliverOptions> = {},
): Promise<DeliverOptions> {
  const key = await keyFromFile(kit.settings.dataFolder, "service");
  const switchOff = switchOffBy({ kit, tellPeople: peopleTeller(kit) });
  const tokenOf = (tenantId: string) => authTokenOf({ db: kit.db, clock: kit.clock, key }, tenantId);
  return { kit, key, outward: openOutward(way), switchOff, authTokenOf: tokenOf, random: () => 0.5, ...more };
}

/** Publishes an event of a tenant as a module does, about a named resource; returns its id. */
export async function orderEvent(
  kit: Kit,
  {
    tenantId,
    name = "kejadian",
    subjectId = null,
  }: { readonly tenantId: string; readonly name?: string; readonly subjectId?: string | null },
): Promise<string> {
  const id = kit.ids.next();
  await inTenant(kit.db, tenantId, (trx) =>
    publishWebhookEvent(trx, {
      id,
      wish: "message.state",
      kind: "message.state",
      subjectId,
      atMs: kit.clock.nowMs(),
      about: { message: { name } },
    }),
  );
  return id;
}
