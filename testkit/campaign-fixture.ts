import { inTenant } from "../src/platform/database/index.ts";
import type { FixtureContext } from "./users.ts";

/** Adds a template with one version, approved by another user. */
export async function addApprovedTemplate(
  { db, clock, ids }: FixtureContext,
  own: {
    readonly tenantId: string;
    readonly name: string;
    readonly body: string;
    readonly variables: readonly { readonly name: string; readonly kind: string; readonly most: number }[];
    readonly writtenBy: string;
    readonly decidedBy: string;
    readonly category?: string;
    readonly senders?: readonly string[];
  },
): Promise<string> {
  const { tenantId, name, body, writtenBy, decidedBy, category = "transactional", senders = [] } = own;
  const [id, at] = [ids.next(), new Date(clock.nowMs())];
  await inTenant(db, tenantId, async (trx) => {
    await trx.insertInto("smsTemplate").values({ id, tenantId, name, createdBy: writtenBy, createdAt: at }).execute();
    const text = { category, body, senders: [...senders], variables: JSON.stringify(own.variables) };
    const who = { writers: [writtenBy], writtenAt: at, askedAt: at, decidedBy, decidedAt: at };
    await trx
      .insertInto("smsTemplateVersion")
      .values({ templateId: id, version: 1, tenantId, state: "approved", ...text, ...who })
      .execute();
  });
  return id;
}
