import { type Database, inTenant } from "../src/platform/database/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { publishCallCallbacks, publishConferenceCallbacks } from "../src/service/cpaas/twilio-api/wire.ts";
import { publishStatusCallbacks } from "../src/service/tenancy/webhooks/wire.ts";
import { testLog } from "./database.ts";

/** The pending status callbacks of a call or a conference on disk, without sending them, in order: URL and fields. */
export async function readStoredCallbacks(
  db: Database,
  { tenantId, subjectId }: { readonly tenantId: string; readonly subjectId: string },
): Promise<readonly { readonly url: string | null; readonly fields: Readonly<Record<string, string>> }[]> {
  const { clock, ids } = createRuntimeContext();
  const news = { announce: () => undefined, listen: () => () => undefined, close: async () => undefined };
  const kit = {
    db,
    clock,
    ids,
    changeFeed: news,
    log: testLog,
    publicUrl: () => "https://sambung.example",
    tellCallbacks: publishStatusCallbacks,
  };
  await publishCallCallbacks(kit);
  await publishConferenceCallbacks(kit);
  const rows = await inTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("webhookDelivery")
      .select(["url", "body"])
      .where("subjectId", "=", subjectId)
      .orderBy("sequence")
      .execute(),
  );
  return rows.map(({ url, body }) => ({ url, fields: JSON.parse(body) as Record<string, string> }));
}
