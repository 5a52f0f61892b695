import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { endList, flowsUsingList, insertList, insertListVersion, lockList } from "./list.store.ts";
import { LIST_LIMITS } from "./list-columns.shared.ts";
import type { ListForm, ListImport } from "./list-contract.ts";
import type { ListRefusal } from "./list-refusal.ts";
import { ownDay } from "./own-day.store.ts";
import type { ListEntry } from "./read-list.ts";

/** A refused operation, and the parameters of its message. */
export interface RefusedList {
  readonly refusal: ListRefusal;
  readonly params?: Readonly<Record<string, string>>;
}

/** Creates a list. */
export async function beginList(
  kit: Kit,
  requestContext: RequestContext,
  form: ListForm,
): Promise<{ readonly id: string } | RefusedList> {
  const id = kit.ids.next();
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const row = {
      ...form,
      id,
      tenantId: requestContext.tenantId,
      at: new Date(kit.clock.nowMs()),
      by: requestContext.personId,
    };
    const done = await insertList(trx, row);
    if (done !== "kept") return { refusal: done };
    await audit(kit, trx, requestContext, { id, action: "information-list.created", detail: { name: form.name } });
    return { id };
  });
}

/** Writes all entries of a file as the next version of a list, in one transaction. */
export async function importList(
  kit: Kit,
  requestContext: RequestContext,
  wish: ListImport & { readonly id: string; readonly fileName: string; readonly entries: readonly ListEntry[] },
): Promise<{ readonly number: number } | RefusedList> {
  const { tenantId, personId: importedBy } = requestContext;
  const { id: listId, inForceFrom, note, fileName, entries } = wish;
  return inTenant(kit.db, tenantId, async (trx) => {
    const kept = await lockList(trx, listId);
    if (kept === undefined) return { refusal: "no-such-list" };
    if (kept.newest !== wish.expectedNewest) return { refusal: "list-stale" };
    if (inForceFrom < (await ownDay(trx, kit.clock.nowMs()))) return { refusal: "list-day-past" };
    if (kept.newest >= LIST_LIMITS.versions) return { refusal: "list-version-limit" };
    const number = kept.newest + 1;
    const importedAt = new Date(kit.clock.nowMs());
    const version = { listId, tenantId, kind: kept.kind, number, inForceFrom, note, fileName, importedBy, importedAt };
    await insertListVersion(trx, { ...version, entries });
    const detail = { name: kept.name, number, entries: entries.length, from: inForceFrom };
    await audit(kit, trx, requestContext, { id: listId, action: "information-list.imported", detail });
    return { number };
  });
}

/** Ends a list: searches no longer find its entries, and its records at contacts stay. */
export async function dropList(kit: Kit, requestContext: RequestContext, id: string): Promise<"kept" | RefusedList> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if ((await lockList(trx, id)) === undefined) return { refusal: "no-such-list" };
    const flows = await flowsUsingList(trx, id);
    if (flows.length > 0) return { refusal: "list-in-flow", params: { flows: flows.join(", ") } };
    await endList(trx, { id, at: new Date(kit.clock.nowMs()) });
    await audit(kit, trx, requestContext, { id, action: "information-list.ended", detail: {} });
    return "kept";
  });
}

async function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  {
    id,
    action,
    detail,
  }: { readonly id: string; readonly action: string; readonly detail: Record<string, string | number> },
): Promise<void> {
  const fact = { action, subjectKind: "information-list", subjectId: id, detail } as const;
  await recordAudit(trx, kit, actedEntry(requestContext, fact));
}
