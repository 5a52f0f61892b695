import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { formFault } from "./evaluation.shared.ts";
import {
  type EvaluationFormCommand,
  endForm,
  type FormRefusal,
  insertForm,
  insertNextVersion,
  isFormNameTaken,
} from "./evaluation-form.store.ts";

/** Why an operation on a form is refused. */
export type KeepFormRefusal = FormRefusal | NonNullable<ReturnType<typeof formFault>>;

const formFact = (what: "added" | "changed" | "ended", subjectId: string, detail: ActedFact["detail"]): ActedFact => ({
  action: `evaluation-form.${what}`,
  subjectKind: "evaluation-form",
  subjectId,
  detail,
});

/** Stores a new form. */
export async function addForm(
  kit: Kit,
  requestContext: RequestContext,
  command: EvaluationFormCommand,
): Promise<{ readonly id: string } | { readonly refusal: KeepFormRefusal }> {
  const refusal = formFault(command.sections);
  if (refusal !== undefined) return { refusal };
  const { tenantId, personId } = requestContext;
  const id = kit.ids.next();
  const at = new Date(kit.clock.nowMs());
  return inTenant(kit.db, tenantId, async (trx) => {
    const done = await insertForm(trx, { ...command, id, tenantId, personId, at });
    if (done !== "kept") return { refusal: done };
    await recordAudit(trx, kit, actedEntry(requestContext, formFact("added", id, { name: command.name })));
    return { id };
  });
}

/** Stores the next version of a form. */
export async function changeForm(
  kit: Kit,
  requestContext: RequestContext,
  change: EvaluationFormCommand & { readonly id: string; readonly expectedVersion: number },
): Promise<"kept" | KeepFormRefusal> {
  const fault = formFault(change.sections);
  if (fault !== undefined) return fault;
  const { tenantId, personId } = requestContext;
  const { id, name, expectedVersion } = change;
  try {
    return await inTenant(kit.db, tenantId, async (trx) => {
      const at = new Date(kit.clock.nowMs());
      const done = await insertNextVersion(trx, { ...change, tenantId, personId, at });
      if (done !== "kept") return done;
      const detail = { name, version: expectedVersion + 1 };
      await recordAudit(trx, kit, actedEntry(requestContext, formFact("changed", id, detail)));
      return "kept";
    });
  } catch (error) {
    if (isFormNameTaken(error)) return "evaluation-form-name-taken";
    throw error;
  }
}

/** Ends a form: no further evaluation uses it. */
export async function dropForm(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"kept" | KeepFormRefusal> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if (!(await endForm(trx, { id, at: new Date(kit.clock.nowMs()) }))) return "no-such-evaluation-form";
    await recordAudit(trx, kit, actedEntry(requestContext, formFact("ended", id, {})));
    return "kept";
  });
}
