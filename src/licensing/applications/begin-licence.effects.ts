import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { addToOutbox } from "../../platform/outbox/index.ts";
import {
  kbliNames,
  officeDate,
  readHoldRules,
  readLicenceCaseRules,
  readServiceRules,
  rulesetVersion,
} from "../../regulation/index.ts";
import { ossFactsOf, rulebookNow } from "../numbering/index.ts";
import { rememberAct } from "./deadlines/licence-memory.effects.ts";
import { copyLicenceContent } from "./documents/licence-content.store.ts";
import { READ_FILE_EFFECT } from "./documents/read-file-effect.ts";
import { codesOfCompany, findLicence, findOpenLicence, insertLicence, updateLicence } from "./licence.store.ts";
import type { LicenceDependencies } from "./licence-dependencies.effects.ts";
import { writesForCompany } from "./licence-person.ts";

/** Why an application cannot be created. */
export type BeginLicenceRefusal =
  | "no-such-organisation"
  | "no-such-application"
  | "organisation-not-verified"
  | "nib-not-in-force"
  | "service-not-in-nib"
  | "licence-code-missing"
  | "licence-open";

/** The caller and company of a new application; `copyOf` names an earlier case of the company whose parts and files are copied. */
export interface BeginLicence {
  readonly caller: Caller;
  readonly requestId: string;
  readonly organisationId: string;
  readonly copyOf: string | null;
}

/** Creates an application under today's rules; returns its id. A company has at most one open application. */
export async function beginLicence(
  dependencies: LicenceDependencies,
  request: BeginLicence,
): Promise<Result<string, BeginLicenceRefusal>> {
  const { kit } = dependencies;
  const { caller, organisationId, copyOf } = request;
  if (!writesForCompany(caller, organisationId)) return refuse("no-such-organisation");
  const nowMs = kit.clock.nowMs();
  const at = new Date(nowMs);
  const begun = await kit.db.transaction().execute(async (trx): Promise<Result<string, BeginLicenceRefusal>> => {
    if ((await findOpenLicence(trx, organisationId)) !== undefined) return refuse("licence-open");
    const refusal = await beginRefusal(trx, organisationId, nowMs);
    if (refusal !== undefined) return refuse(refusal);
    if (copyOf !== null && (await findLicence(trx, copyOf))?.organisation.id !== organisationId)
      return refuse("no-such-application");
    const id = kit.ids.next();
    const draft = {
      id,
      organisationId,
      ruleVersion: rulesetVersion,
      createdBy: caller.personId,
      copiedFrom: copyOf,
      at,
    };
    if (!(await insertLicence(trx, draft))) return refuse("licence-open");
    if (copyOf !== null) await copyAll(dependencies, trx, { from: copyOf, to: id, by: caller.personId, at });
    const detail = copyOf === null ? {} : { copyOf };
    await rememberAct(kit, trx, {
      ...request,
      applicationId: id,
      type: "begun",
      at,
      deskOnly: false,
      note: null,
      detail,
    });
    return ok(id);
  });
  if (begun.ok) kit.changeFeed.announce("licences");
  return begun;
}

/** Copies parts and files; files without facts are queued for reading in the new case. */
async function copyAll(
  { kit }: LicenceDependencies,
  trx: DatabaseTransaction,
  copy: { readonly from: string; readonly to: string; readonly by: string; readonly at: Date },
): Promise<void> {
  for (const { slot, fileId } of await copyLicenceContent(trx, copy)) {
    const payload = { applicationId: copy.to, slot, fileId };
    await addToOutbox(trx, kit, { kind: READ_FILE_EFFECT, subjectId: copy.to, payload });
  }
}

async function beginRefusal(
  trx: DatabaseTransaction,
  organisationId: string,
  nowMs: number,
): Promise<BeginLicenceRefusal | undefined> {
  const company = await trx
    .selectFrom("organisation")
    .select(["state", "ossRecord"])
    .where("id", "=", organisationId)
    .executeTakeFirst();
  if (company === undefined) return "no-such-organisation";
  if (company.state !== "verified") return "organisation-not-verified";
  const rulebook = rulebookNow(nowMs);
  const { kbli, nibStatus } = ossFactsOf(company.ossRecord);
  if (readHoldRules(rulebook).blockedNibStatuses.includes(nibStatus)) return "nib-not-in-force";
  const service = readServiceRules(rulebook);
  const names = kbliNames(service.kbliSteps, { code: service.kbli, date: officeDate(nowMs) });
  if (!kbli.some(({ code }) => names.includes(code))) return "service-not-in-nib";
  const isAppliedEnough = readLicenceCaseRules(rulebook).isAppliedCodeEnough;
  const codes = await codesOfCompany(trx, { organisationId, isAppliedEnough });
  return codes.length === 0 ? "licence-code-missing" : undefined;
}

/** Stores a case's configurations beside it, so that lists need not read its form. */
export async function keepConfigurations(
  trx: DatabaseTransaction,
  kept: { readonly id: string; readonly configurations: readonly string[]; readonly at: Date },
): Promise<void> {
  const { id, at } = kept;
  await updateLicence(trx, { id, at, change: { configurations: [...kept.configurations] }, counts: "both" });
}
