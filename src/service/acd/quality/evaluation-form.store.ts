import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FormSection } from "./evaluation.shared.ts";
import type { QualityRefusal } from "./quality-refusal.ts";

/** The maximum of forms in one call centre. */
const FORMS_MAX = 100;
/** The maximum of versions of one form. */
const VERSIONS_MAX = 500;

/** The content of a form. */
export interface EvaluationFormCommand {
  readonly name: string;
  readonly sections: readonly FormSection[];
}

/** The call centre and person that save a form, and when. */
interface Keeping {
  readonly tenantId: string;
  readonly personId: string;
  readonly at: Date;
}

/** Forms of the transaction's tenant by name. */
export async function listForms(trx: DatabaseTransaction) {
  return trx
    .selectFrom("evaluationForm as f")
    .innerJoin("evaluationFormVersion as v", (join) =>
      join.onRef("v.formId", "=", "f.id").onRef("v.number", "=", "f.version"),
    )
    .select(["f.id", "f.name", "f.version"])
    .select([
      sql<number>`(select coalesce(sum(jsonb_array_length(s -> 'questions')), 0) from jsonb_array_elements(v.sections) s)::int`.as(
        "questions",
      ),
      sql<number>`(select count(*) from evaluation e where e.form_id = f.id)::int`.as("used"),
    ])
    .where("f.endedAt", "is", null)
    .orderBy("f.name")
    .limit(FORMS_MAX)
    .execute();
}

/** A form with its newest version; undefined when it does not exist or has ended. */
export async function findForm(trx: DatabaseTransaction, id: string) {
  const row = await trx
    .selectFrom("evaluationForm as f")
    .innerJoin("evaluationFormVersion as v", (join) =>
      join.onRef("v.formId", "=", "f.id").onRef("v.number", "=", "f.version"),
    )
    .select(["f.id", "f.name", "f.version", "v.sections"])
    .where("f.id", "=", id)
    .where("f.endedAt", "is", null)
    .executeTakeFirst();
  // The value was written from sections of this shape.
  return row === undefined ? undefined : { ...row, sections: row.sections as unknown as readonly FormSection[] };
}

/** Stores a new form with its first version. */
export async function insertForm(
  trx: DatabaseTransaction,
  { id, name, sections, ...keeping }: EvaluationFormCommand & Keeping & { readonly id: string },
): Promise<Result<null, QualityRefusal>> {
  const { count } = await trx
    .selectFrom("evaluationForm")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  if (count >= FORMS_MAX) return refuse("evaluation-form-limit");
  const { tenantId, at } = keeping;
  const { numInsertedOrUpdatedRows: made } = await trx
    .insertInto("evaluationForm")
    .values({ id, tenantId, name, version: 1, createdAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (made !== 1n) return refuse("evaluation-form-name-taken");
  await insertVersion(trx, { ...keeping, formId: id, number: 1, name, sections });
  return ok(null);
}

async function insertVersion(
  trx: DatabaseTransaction,
  version: EvaluationFormCommand & Keeping & { readonly formId: string; readonly number: number },
): Promise<void> {
  const { at: createdAt, personId: createdBy, sections, ...row } = version;
  await trx
    .insertInto("evaluationFormVersion")
    .values({ ...row, sections: JSON.stringify(sections), createdAt, createdBy })
    .execute();
}

/** Stores the next version of a form over the version that was read; earlier versions do not change. */
export async function insertNextVersion(
  trx: DatabaseTransaction,
  change: EvaluationFormCommand & Keeping & { readonly id: string; readonly expectedVersion: number },
): Promise<Result<null, QualityRefusal>> {
  const { id, name, sections, expectedVersion, ...keeping } = change;
  if (expectedVersion >= VERSIONS_MAX) return refuse("evaluation-form-versions-full");
  const moved = await trx
    .updateTable("evaluationForm")
    .set({ name, version: expectedVersion + 1 })
    .where("id", "=", id)
    .where("version", "=", expectedVersion)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n)
    return refuse((await findForm(trx, id)) === undefined ? "no-such-evaluation-form" : "evaluation-form-stale");
  await insertVersion(trx, { ...keeping, formId: id, number: expectedVersion + 1, name, sections });
  return ok(null);
}

/** Ends a form: no further evaluation uses it, and existing evaluations stay. False when it does not exist. */
export async function endForm(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("evaluationForm")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
