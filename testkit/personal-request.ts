import { inTenant } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import type { CallCentre } from "./call-centre.ts";

const DAY_MS = 86_400_000;

/** Adds an open access request for a number's personal data; returns its id. */
export async function openPersonalRequest(
  { db, ids, clock }: Kit,
  { tenantId, operator }: CallCentre,
): Promise<string> {
  const id = ids.next();
  const asked = { kind: "see", state: "open", number: "081234567890", shown: "0812", identifiedBy: "KTP asli" };
  const times = { receivedAt: new Date(clock.nowMs()), dueAt: new Date(clock.nowMs() + DAY_MS) };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("personalRequest")
      .values({ id, tenantId, ...asked, ...times, openedBy: operator.id, version: 1 })
      .execute(),
  );
  return id;
}
