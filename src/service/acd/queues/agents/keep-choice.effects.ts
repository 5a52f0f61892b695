import { ok, type RefusalTable, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand } from "../../../../platform/commands/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../../tenancy/tenants/index.ts";
import { isThere } from "../queue-form.store.ts";
import {
  type ChoiceTable,
  endChoice,
  hasRoomForChoice,
  insertDisposition,
  insertPauseReason,
  isChoice,
  rewriteChoice,
} from "./named-choice.store.ts";

/** Refusals of pause reasons and dispositions. */
export const CHOICE_REFUSALS = {
  "choice-name-taken": ["taken", "name"],
  "choice-digit-taken": ["taken", "digit"],
  "choice-limit": "limit",
  "choice-stale": "stale",
  "no-such-choice": "not-found",
  "no-such-queue": ["not-found", "queueId"],
} as const satisfies RefusalTable;

/** Why a change of a choice is refused. */
export type ChoiceRefusal = keyof typeof CHOICE_REFUSALS;

/** The form of a choice: a pause reason with its key, or a disposition with its queue, null for all. */
export type ChoiceForm = { readonly name: string } & (
  | { readonly table: "pauseReason"; readonly digit: number | null }
  | { readonly table: "disposition"; readonly queueId: string | null }
);

/** A new name or key of a choice, over the version that was read. */
export type ChoiceChange = Parameters<typeof rewriteChoice>[1];

const KINDS = { pauseReason: "pause-reason", disposition: "disposition" } as const;

const TAKEN = {
  taken: {
    pause_reason_name: "choice-name-taken",
    pause_reason_digit: "choice-digit-taken",
    disposition_name: "choice-name-taken",
  },
} as const;

function factOf(
  { table, id }: { readonly table: ChoiceTable; readonly id: string },
  what: "added" | "changed" | "ended",
  detail: ActedFact["detail"],
): ActedFact {
  const subjectKind = KINDS[table];
  return { subjectKind, subjectId: id, action: `${subjectKind}.${what}`, detail };
}

/** Adds a pause reason or a disposition: agents may choose it from now on. */
export function addChoice(
  kit: Kit,
  requestContext: RequestContext,
  form: ChoiceForm,
): Promise<Result<{ readonly id: string }, ChoiceRefusal>> {
  const { tenantId } = requestContext;
  const { table, name } = form;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    const row = { id, tenantId, name, createdAt: at };
    if (!(await hasRoomForChoice(trx, table, tenantId))) return refuse("choice-limit");
    if (form.table === "pauseReason") await insertPauseReason(trx, { ...row, digit: form.digit });
    else if (form.queueId !== null && !(await isThere(trx, "queue", form.queueId))) return refuse("no-such-queue");
    else await insertDisposition(trx, { ...row, queueId: form.queueId });
    await audit(factOf({ table, id }, "added", { name }));
    return ok({ id });
  });
}

/** Renames a choice; earlier uses show the new name too. */
export function changeChoice(
  kit: Kit,
  requestContext: RequestContext,
  change: ChoiceChange,
): Promise<Result<null, ChoiceRefusal>> {
  const { table, id, name } = change;
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, audit }) => {
    if (!(await isChoice(trx, table, id))) return refuse("no-such-choice");
    if (!(await rewriteChoice(trx, change))) return refuse("choice-stale");
    await audit(factOf(change, "changed", { name }));
    return ok(null);
  });
}

/** Ends a choice: it can no longer be chosen, and earlier uses stay. */
export function dropChoice(
  kit: Kit,
  requestContext: RequestContext,
  choice: { readonly table: ChoiceTable; readonly id: string },
): Promise<Result<null, ChoiceRefusal>> {
  const { table, id } = choice;
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    if (!(await endChoice(trx, table, { id, at }))) return refuse("no-such-choice");
    await audit(factOf(choice, "ended", {}));
    return ok(null);
  });
}
