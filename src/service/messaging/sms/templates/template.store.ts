import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { MessageCategory } from "../delivery/gateway-port.ts";
import { TEMPLATES_MAX, type TemplateVariable } from "./template.shared.ts";
import type { ApprovedTemplate, TemplateState, TemplateStatus, TemplateStep } from "./template.ts";

const VERSIONS_SHOWN = 50;

/** A version of a template as written. */
export interface TemplateForm {
  readonly category: MessageCategory;
  readonly body: string;
  readonly variables: readonly TemplateVariable[];
  readonly senders: readonly string[];
}

/** The user of an action on a template, and its moment. */
export interface TemplateActor {
  readonly tenantId: string;
  readonly personId: string;
  readonly at: Date;
}

/** Templates that are not retired, by name, each with its latest version and the approved one. */
export async function listTemplates(trx: DatabaseTransaction) {
  const templates = await trx
    .selectFrom("smsTemplate as t")
    .select(["t.id", "t.name", "t.edition"])
    .where("t.retiredAt", "is", null)
    .orderBy("t.name")
    .limit(TEMPLATES_MAX)
    .execute();
  if (templates.length === 0) return [];
  const rows = await versions(trx)
    .distinctOn(["v.templateId", sql`v.state = 'approved'`])
    .where(
      "v.templateId",
      "in",
      templates.map(({ id }) => id),
    )
    .orderBy("v.templateId")
    .orderBy(sql`v.state = 'approved'`)
    .orderBy("v.version", "desc")
    .execute();
  const byTemplate = Map.groupBy(rows.map(shownVersion), ({ templateId }) => templateId);
  return templates.map((template) => {
    const own = (byTemplate.get(template.id) ?? []).toSorted((one, other) => other.version - one.version);
    return { ...template, latest: own[0], approved: own.find(({ state }) => state === "approved") };
  });
}

/** One template with its versions, newest first, retired or not. */
export async function findTemplate(trx: DatabaseTransaction, id: string) {
  const template = await trx
    .selectFrom("smsTemplate as t")
    .leftJoin("person as p", "p.id", "t.retiredBy")
    .select(["t.id", "t.name", "t.edition", "t.retiredAt", "p.name as retiredBy"])
    .where("t.id", "=", id)
    .executeTakeFirst();
  if (template === undefined) return undefined;
  const rows = await versions(trx)
    .where("v.templateId", "=", id)
    .orderBy("v.version", "desc")
    .limit(VERSIONS_SHOWN)
    .execute();
  return { ...template, versions: rows.map(shownVersion) };
}

function versions(trx: DatabaseTransaction) {
  return trx
    .selectFrom("smsTemplateVersion as v")
    .leftJoin("person as d", "d.id", "v.decidedBy")
    .select(["v.templateId", "v.version", "v.category", "v.body", "v.variables", "v.senders", "v.state", "v.reason"])
    .select(["v.writers", "v.writtenAt", "v.askedAt", "v.decidedAt", "d.name as decidedBy"])
    .select(
      sql<readonly string[]>`array(select p.name from person p where p.id = any (v.writers) order by p.name)`.as(
        "writtenBy",
      ),
    );
}

function shownVersion(row: Awaited<ReturnType<ReturnType<typeof versions>["execute"]>>[number]) {
  return {
    ...row,
    // Only this application writes the column, under a check constraint.
    category: row.category as MessageCategory,
    state: row.state as TemplateState,
    variables: row.variables as unknown as readonly TemplateVariable[],
  };
}

/** The state of a template, locked until the transaction ends; undefined when it does not exist. */
export async function lockTemplate(
  trx: DatabaseTransaction,
  id: string,
): Promise<(TemplateStatus & { readonly name: string }) | undefined> {
  const template = await trx
    .selectFrom("smsTemplate")
    .select(["name", "edition", "retiredAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  const latest = await trx
    .selectFrom("smsTemplateVersion")
    .select(["version", "state", "writers"])
    .where("templateId", "=", id)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  if (template === undefined || latest === undefined) return undefined;
  const { name, edition, retiredAt } = template;
  return { name, edition, isRetired: retiredAt !== null, latest: { ...latest, state: latest.state as TemplateState } };
}

/** Inserts a template with its first draft; false when the limit is reached. */
export async function insertTemplate(
  trx: DatabaseTransaction,
  {
    id,
    name,
    form,
    actor,
  }: { readonly id: string; readonly name: string; readonly form: TemplateForm; readonly actor: TemplateActor },
): Promise<boolean> {
  const { tenantId, personId, at } = actor;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms template ${tenantId}`}, 0))`.execute(trx);
  const known = await trx
    .selectFrom("smsTemplate")
    .select("id")
    .where("retiredAt", "is", null)
    .limit(TEMPLATES_MAX)
    .execute();
  if (known.length >= TEMPLATES_MAX) return false;
  await trx.insertInto("smsTemplate").values({ id, tenantId, name, createdBy: personId, createdAt: at }).execute();
  await insertVersion(trx, { id, version: 1, writers: [personId], form, actor });
  return true;
}

async function insertVersion(
  trx: DatabaseTransaction,
  told: {
    readonly id: string;
    readonly version: number;
    readonly writers: readonly string[];
    readonly form: TemplateForm;
    readonly actor: TemplateActor;
  },
): Promise<void> {
  const { category, body, variables, senders } = told.form;
  const written = { category, body, variables: JSON.stringify(variables), senders: [...senders] };
  const { tenantId, at } = told.actor;
  await trx
    .insertInto("smsTemplateVersion")
    .values({
      templateId: told.id,
      version: told.version,
      tenantId,
      ...written,
      state: "draft",
      writers: [...told.writers],
      writtenAt: at,
    })
    .execute();
}

/** Saves the result of an action on the latest version; `form` for a new text. */
export async function keepStep(
  trx: DatabaseTransaction,
  told: {
    readonly id: string;
    readonly step: TemplateStep;
    readonly form: TemplateForm | null;
    readonly reason: string;
    readonly actor: TemplateActor;
  },
): Promise<void> {
  const { id, step, form, reason, actor } = told;
  const { version, state, writers } = step;
  await trx
    .updateTable("smsTemplate")
    .set((eb) => ({ edition: eb("edition", "+", 1) }))
    .where("id", "=", id)
    .execute();
  if (form !== null && step.isNew) return insertVersion(trx, { id, version, writers, form, actor });
  const isDecided = state === "approved" || state === "refused";
  await trx
    .updateTable("smsTemplateVersion")
    .set({
      state,
      writers: [...writers],
      ...(form === null ? {} : { ...form, variables: JSON.stringify(form.variables), senders: [...form.senders] }),
      ...(form === null ? {} : { writtenAt: actor.at, askedAt: null }),
      ...(state === "asked" ? { askedAt: actor.at } : {}),
      ...(isDecided ? { decidedBy: actor.personId, decidedAt: actor.at, reason } : {}),
    })
    .where("templateId", "=", id)
    .where("version", "=", version)
    .execute();
}

/** Retires a template: no more messages are made from it, and its name is free. */
export async function retireTemplate(trx: DatabaseTransaction, id: string, { personId, at }: TemplateActor) {
  await trx
    .updateTable("smsTemplate")
    .set((eb) => ({ retiredBy: personId, retiredAt: at, edition: eb("edition", "+", 1) }))
    .where("id", "=", id)
    .where("retiredAt", "is", null)
    .execute();
}

/** Approved versions by the requested names; `null` for a template without one. */
export async function approvedTemplates(
  trx: DatabaseTransaction,
  names: readonly string[],
): Promise<ReadonlyMap<string, ApprovedTemplate | null>> {
  if (names.length === 0) return new Map();
  const { rows } = await sql<{ readonly name: string; readonly template: ApprovedTemplate | null }>`
    select t.name, (select jsonb_build_object('id', t.id, 'version', v.version, 'category', v.category, 'body', v.body,
        'variables', v.variables, 'senders', to_jsonb(v.senders)) from sms_template_version v
      where v.template_id = t.id and v.state = 'approved' order by v.version desc limit 1) as template
    from sms_template t where t.retired_at is null and t.name = any (${[...names]}::text[])`.execute(trx);
  return new Map(rows.map(({ name, template }) => [name, template]));
}

/** One approved version for making messages; undefined when it does not exist, or its template was retired. */
export async function approvedVersion(
  trx: DatabaseTransaction,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<ApprovedTemplate | undefined> {
  const row = await trx
    .selectFrom("smsTemplateVersion as v")
    .innerJoin("smsTemplate as t", "t.id", "v.templateId")
    .select(["v.category", "v.body", "v.variables", "v.senders"])
    .where("v.templateId", "=", id)
    .where("v.version", "=", version)
    .where("v.state", "=", "approved")
    .where("t.retiredAt", "is", null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // Only this application writes the column, under check constraints.
  const variables = row.variables as unknown as readonly TemplateVariable[];
  return { ...row, id, version, variables, category: row.category as MessageCategory };
}

/** SMS settings of the transaction's call centre. */
export async function readSmsSetting(trx: DatabaseTransaction): Promise<{ readonly promotionByTemplate: boolean }> {
  const row = await trx.selectFrom("smsSetting").select("promotionByTemplate").executeTakeFirst();
  return { promotionByTemplate: row?.promotionByTemplate ?? false };
}

/** Saves the SMS settings. */
export async function keepSmsSetting(
  trx: DatabaseTransaction,
  { promotionByTemplate }: { readonly promotionByTemplate: boolean },
  { tenantId, personId: changedBy, at: changedAt }: TemplateActor,
): Promise<void> {
  const row = { promotionByTemplate, changedBy, changedAt };
  await trx
    .insertInto("smsSetting")
    .values({ tenantId, ...row })
    .onConflict((conflict) => conflict.column("tenantId").doUpdateSet(row))
    .execute();
}
