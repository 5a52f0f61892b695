import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../tenancy/tenants/index.ts";
import type { KnowledgeRefusal } from "./knowledge-refusal.ts";
import { endList, flowsUsingList, insertList, insertListVersion, lockList } from "./list.store.ts";
import { LIST_LIMITS } from "./list-columns.shared.ts";
import type { ListForm, ListImport } from "./list-contract.ts";
import { ownDay } from "./own-day.store.ts";
import type { ListEntry } from "./read-list.ts";

const fact = (what: "created" | "imported" | "ended", subjectId: string, detail: ActedFact["detail"]): ActedFact => ({
  action: `information-list.${what}`,
  subjectKind: "information-list",
  subjectId,
  detail,
});

/** Creates a list. */
export async function beginList(
  kit: Kit,
  requestContext: RequestContext,
  form: ListForm,
): Promise<Result<{ readonly id: string }, KnowledgeRefusal>> {
  const { tenantId, personId: by } = requestContext;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const done = await insertList(trx, { ...form, id, tenantId, at, by });
    if (!done.ok) return done;
    await audit(fact("created", id, { name: form.name }));
    return ok({ id });
  });
}

/** Writes all entries of a file as the next version of a list, in one transaction. */
export async function importList(
  kit: Kit,
  requestContext: RequestContext,
  file: ListImport & { readonly id: string; readonly fileName: string; readonly entries: readonly ListEntry[] },
): Promise<Result<{ readonly number: number }, KnowledgeRefusal>> {
  const { tenantId, personId: importedBy } = requestContext;
  const { id: listId, inForceFrom, note, fileName, entries } = file;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at: importedAt, audit }) => {
    const list = await lockList(trx, listId);
    if (list === undefined) return refuse("no-such-list");
    if (list.newest !== file.expectedNewest) return refuse("list-stale");
    if (inForceFrom < (await ownDay(trx, importedAt.getTime()))) return refuse("list-day-past");
    if (list.newest >= LIST_LIMITS.versions) return refuse("list-version-limit");
    const number = list.newest + 1;
    const version = { listId, tenantId, kind: list.kind, number, inForceFrom, note, fileName, importedBy, importedAt };
    await insertListVersion(trx, { ...version, entries });
    await audit(fact("imported", listId, { name: list.name, number, entries: entries.length, from: inForceFrom }));
    return ok({ number });
  });
}

/** Ends a list: searches no longer find its entries, and its records at contacts stay. */
export async function dropList(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, Refused<KnowledgeRefusal>>> {
  return tenantCommand<null, Refused<KnowledgeRefusal>>(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if ((await lockList(trx, id)) === undefined) return refuse("no-such-list");
    const flows = await flowsUsingList(trx, id);
    if (flows.length > 0) return refuse({ code: "list-in-flow", params: { flows: flows.join(", ") } });
    await endList(trx, { id, at });
    await audit(fact("ended", id, {}));
    return ok(null);
  });
}
