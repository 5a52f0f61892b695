import { assert, BY_SYSTEM } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { dateInWords } from "../../../regulation/index.ts";
import { withEvent } from "../../promises/index.ts";
import { type ApplicationRow, insertEvent, updateApplication } from "../cases/application.store.ts";
import { KIND_RULES } from "../cases/application-kind.ts";
import { freeCode } from "../codes/code-changes.store.ts";
import type { SweepDependencies } from "./case-dependencies.effects.ts";
import { caseText, caseWords } from "./case-words.effects.ts";

/**
 * Closes a returned case whose correction period has passed: the processing time ends, the code is freed, and the
 * company and the officers are notified. The caller has locked the row.
 */
export async function lapseCase(
  dependencies: SweepDependencies,
  trx: DatabaseTransaction,
  { row, until, at }: { readonly row: ApplicationRow; readonly until: string; readonly at: Date },
): Promise<void> {
  assert(row.state === "returned", "only a returned case lapses");
  const { kit } = dependencies;
  const events = withEvent(row.promiseEvents, { type: "withdrawn", atMs: at.getTime() });
  await letGoOfCode(trx, row, at);
  await updateApplication(trx, { id: row.id, at, change: { state: "lapsed", promiseEvents: JSON.stringify(events) } });
  const detail = { until, rule: "repair-working-days" };
  await insertEvent(trx, {
    id: kit.ids.next(),
    applicationId: row.id,
    type: "auto-return",
    occurredAt: at,
    actorPersonId: null,
    actorRole: null,
    note: null,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, kit, {
    ...BY_SYSTEM,
    action: "application.auto-return",
    subjectKind: "application",
    subjectId: row.id,
    detail,
  });
  await notifyLapse(dependencies, trx, { row: { ...row, state: "lapsed", promiseEvents: events }, until });
  const { id: applicationId, kind, organisation } = row;
  await dependencies.reportCase(trx, {
    applicationId,
    organisationId: organisation.id,
    kind,
    state: "lapsed",
    at,
    note: null,
    by: null,
  });
}

async function letGoOfCode(trx: DatabaseTransaction, row: ApplicationRow, at: Date): Promise<void> {
  const { ended } = KIND_RULES[row.kind].code;
  if (ended === null) return;
  assert(ended === "free", "a case that ends without approval frees its code or leaves it");
  await freeCode(trx, { code: row.code, organisationId: row.organisation.id, applicationId: row.id, at });
}

async function notifyLapse(
  dependencies: SweepDependencies,
  trx: DatabaseTransaction,
  { row, until }: { readonly row: ApplicationRow; readonly until: string },
): Promise<void> {
  const words = await caseWords(dependencies.kit, trx, row);
  const params = (locale: "id" | "en") => ({ ...words(locale), until: dateInWords(until, locale) });
  const dedupeKey = `lapsed ${row.id}`;
  const organisationId = row.organisation.id;
  const template = caseText(row.kind, "application.lapsed");
  await dependencies.tellCompany(trx, { organisationId, template, params, dedupeKey });
  if (row.checkerId !== null)
    await dependencies.tellPeople(trx, {
      personIds: [row.checkerId],
      template: "desk.lapsed",
      params,
      dedupeKey: `${dedupeKey} desk`,
    });
}
