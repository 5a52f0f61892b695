import { BY_SYSTEM } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyPeople } from "../../../platform/mail/index.ts";
import { administratorsOf, switchEndpointOff } from "./endpoint.store.ts";

/** Switches an endpoint off automatically, and notifies the administrators of its call centre. */
export type SwitchedOff = (
  trx: DatabaseTransaction,
  about: { readonly tenantId: string; readonly endpointId: string; readonly why: "gone" | "full" },
) => Promise<void>;

/** Dependencies of switching off; the process passes in the mail function of people. */
export interface SwitchOffOptions {
  readonly kit: Pick<Kit, "clock" | "ids" | "publicUrl">;
  readonly tellPeople: NotifyPeople;
}

/** Opens the function that switches endpoints off, once until a person switches them on again. */
export function switchOffBy({ kit, tellPeople }: SwitchOffOptions): SwitchedOff {
  return async (trx, { tenantId, endpointId, why }) => {
    const off = await switchEndpointOff(trx, { endpointId, why });
    if (off === undefined) return;
    await recordAudit(trx, kit, {
      tenantId,
      ...BY_SYSTEM,
      action: "webhook.switched-off",
      subjectKind: "webhook",
      subjectId: endpointId,
      detail: { why },
    });
    const at = new Date(kit.clock.nowMs());
    await tellPeople(trx, {
      personIds: await administratorsOf(trx, { tenantId, at }),
      template: `webhook-${why}`,
      dedupeKey: `webhook ${endpointId} off ${off.version}`,
      params: {
        endpoint: off.name,
        host: new URL(off.url).host,
        link: `${kit.publicUrl()}/layanan/webhook/${endpointId}`,
      },
    });
  };
}
