import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../../tenancy/tenants/index.ts";
import type { SaveResult } from "../keep-queue.effects.ts";
import { isThere } from "../queue-form.store.ts";
import {
  type ChoiceRefusal,
  type ChoiceTable,
  choiceTaken,
  endChoice,
  hasRoomForChoice,
  insertDisposition,
  insertPauseReason,
  isChoice,
  rewriteChoice,
} from "./named-choice.store.ts";

/** The form of a choice: a pause reason with its key, or a disposition with its queue, null for all. */
export type ChoiceForm = { readonly name: string } & (
  | { readonly table: "pauseReason"; readonly digit: number | null }
  | { readonly table: "disposition"; readonly queueId: string | null }
);

/** A new name or key of a choice, over the version that was read. */
export type ChoiceChange = Parameters<typeof rewriteChoice>[1];

const KINDS = { pauseReason: "pause-reason", disposition: "disposition" } as const;

/** Adds a pause reason or a disposition: agents may choose it from now on. */
export function addChoice(
  kit: Kit,
  requestContext: RequestContext,
  form: ChoiceForm,
): Promise<SaveResult<ChoiceRefusal>> {
  const { tenantId } = requestContext;
  const { table, name } = form;
  const row = { id: kit.ids.next(), tenantId, name, createdAt: new Date(kit.clock.nowMs()) };
  return keep(kit, requestContext, { table, act: "added", detail: { name } }, async (trx) => {
    if (!(await hasRoomForChoice(trx, table, tenantId))) return { refusal: "choice-limit" };
    if (form.table === "pauseReason") await insertPauseReason(trx, { ...row, digit: form.digit });
    else if (form.queueId !== null && !(await isThere(trx, "queue", form.queueId))) return { refusal: "no-such-queue" };
    else await insertDisposition(trx, { ...row, queueId: form.queueId });
    return { id: row.id };
  });
}

/** Renames a choice; earlier uses show the new name too. */
export function changeChoice(
  kit: Kit,
  requestContext: RequestContext,
  change: ChoiceChange,
): Promise<SaveResult<ChoiceRefusal>> {
  const { table, id, name } = change;
  return keep(kit, requestContext, { table, act: "changed", detail: { name } }, async (trx) => {
    if (!(await isChoice(trx, table, id))) return { refusal: "no-such-choice" };
    return (await rewriteChoice(trx, change)) ? { id } : { refusal: "choice-stale" };
  });
}

/** Ends a choice: it can no longer be chosen, and earlier uses stay. */
export function dropChoice(
  kit: Kit,
  requestContext: RequestContext,
  { table, id }: { readonly table: ChoiceTable; readonly id: string },
): Promise<SaveResult<ChoiceRefusal>> {
  return keep(kit, requestContext, { table, act: "ended", detail: {} }, async (trx) => {
    const isEnded = await endChoice(trx, table, { id, at: new Date(kit.clock.nowMs()) });
    return isEnded ? { id } : { refusal: "no-such-choice" };
  });
}

interface Act {
  readonly table: ChoiceTable;
  readonly act: "added" | "changed" | "ended";
  readonly detail: ActedFact["detail"];
}

async function keep(
  kit: Kit,
  requestContext: RequestContext,
  { table, act, detail }: Act,
  work: (trx: DatabaseTransaction) => Promise<SaveResult<ChoiceRefusal>>,
): Promise<SaveResult<ChoiceRefusal>> {
  try {
    return await inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const result = await work(trx);
      if ("refusal" in result) return result;
      const subjectKind = KINDS[table];
      const fact = { subjectKind, subjectId: result.id, action: `${subjectKind}.${act}`, detail };
      await recordAudit(trx, kit, actedEntry(requestContext, fact));
      return result;
    });
  } catch (error) {
    const refusal = choiceTaken(error);
    if (refusal === undefined) throw error;
    return { refusal };
  }
}
