import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../tenancy/tenants/index.ts";
import { formFault } from "./evaluation.shared.ts";
import { type EvaluationFormCommand, endForm, insertForm, insertNextVersion } from "./evaluation-form.store.ts";
import type { QualityRefusal } from "./quality-refusal.ts";

const TAKEN = { taken: { evaluation_form_name: "evaluation-form-name-taken" } } as const;

const fact = (what: "added" | "changed" | "ended", subjectId: string, detail: ActedFact["detail"]): ActedFact => ({
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
): Promise<Result<{ readonly id: string }, QualityRefusal>> {
  const fault = formFault(command.sections);
  if (fault !== undefined) return refuse(fault);
  const { tenantId, personId } = requestContext;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const done = await insertForm(trx, { ...command, id, tenantId, personId, at });
    if (!done.ok) return done;
    await audit(fact("added", id, { name: command.name }));
    return ok({ id });
  });
}

/** Stores the next version of a form. */
export async function changeForm(
  kit: Kit,
  requestContext: RequestContext,
  change: EvaluationFormCommand & { readonly id: string; readonly expectedVersion: number },
): Promise<Result<null, QualityRefusal>> {
  const fault = formFault(change.sections);
  if (fault !== undefined) return refuse(fault);
  const { tenantId, personId } = requestContext;
  const { id, name, expectedVersion } = change;
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    const done = await insertNextVersion(trx, { ...change, tenantId, personId, at });
    if (!done.ok) return done;
    await audit(fact("changed", id, { name, version: expectedVersion + 1 }));
    return ok(null);
  });
}

/** Ends a form: no further evaluation uses it. */
export async function dropForm(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, QualityRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await endForm(trx, { id, at }))) return refuse("no-such-evaluation-form");
    await audit(fact("ended", id, {}));
    return ok(null);
  });
}
