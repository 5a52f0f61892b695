import { ok, refuse } from "../../kernel/index.ts";
import { type DatabaseTransaction, databaseFault } from "../../platform/database/index.ts";
import { claimFile, findFile } from "../../platform/files/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NibRecord } from "../../protocols/oss/index.ts";
import { rulesetVersion } from "../../regulation/index.ts";
import type { PromiseEvent } from "../promises/index.ts";
import {
  countOpenRegistrations,
  findByNib,
  findOrganisation,
  insertOrganisation,
  type RegistrationContent,
  rewriteOrganisation,
  setDeed,
} from "./organisation.store.ts";
import {
  type Asking,
  actorOf,
  auditOrganisation,
  type OrganisationOptions,
  type Written,
  writerOf,
} from "./organisation-doors.effects.ts";
import type { OrganisationRow, PersonInCharge } from "./organisation-row.ts";
import { factsOf, promiseOf } from "./organisation-view.ts";
import { ossRecordFrom } from "./oss-record.ts";
import {
  type RegistrationDecision,
  resubmitRegistration,
  type SubmissionFacts,
  submitRegistration,
} from "./registration.ts";
import { dueDateOf, requiredKbli, withPromiseEvent } from "./registration-promise.ts";

/** A form as it came over the wire. */
export interface RegistrationForm {
  readonly nib: string;
  readonly npwp: string;
  readonly deedFileId: string;
  readonly phone: string;
  readonly personInCharge: PersonInCharge;
}

/** Most companies one person may have registered that no verifier has accepted yet. */
const OPEN_REGISTRATIONS_MAX = 25;

/** Registers a company for the caller, who becomes its owner. */
export async function register(
  options: OrganisationOptions,
  asked: { readonly form: RegistrationForm; readonly record: NibRecord; readonly asking: Asking },
): Promise<Written> {
  const { kit, people } = options;
  const { form, record, asking } = asked;
  const { personId } = asking.caller;
  const decided = submitRegistration(
    await submissionFacts(kit, { form, record, organisationId: null, caller: asking.caller }),
  );
  if (!decided.ok) return decided;
  const atMs = kit.clock.nowMs();
  const id = kit.ids.next();
  const content = contentOf({ form, record, decision: decided.value, atMs, events: [{ type: "started", atMs }] });
  const written = await kit.db
    .transaction()
    .execute(async (trx): Promise<Written> => {
      const open = await countOpenRegistrations(trx, personId);
      if (open >= OPEN_REGISTRATIONS_MAX) return refuse([{ code: "registration-limit", path: null }]);
      const row = { ...content, id, ruleVersion: rulesetVersion, createdBy: personId, isDemo: asking.caller.isDemo };
      if (!(await insertOrganisation(trx, row))) return refuse([{ code: "nib-already-registered", path: "nib" }]);
      await attachDeed(trx, { id, form, personId });
      const owner = { personId, role: "applicant-owner", team: null, organisationId: id };
      await people.insertMembership(trx, { id: kit.ids.next(), ...owner, grantedBy: null, grantedAt: new Date(atMs) });
      await auditOrganisation(kit, trx, { asking, id, action: "organisation.submitted" });
      return ok({ id });
    })
    .catch(refusalOfFault);
  if (written.ok) people.forgetCallers();
  return written;
}

/** Sends a returned registration again. */
export async function correct(
  { kit }: OrganisationOptions,
  asked: { readonly id: string; readonly form: RegistrationForm; readonly record: NibRecord; readonly asking: Asking },
): Promise<Written> {
  const { id, form, record, asking } = asked;
  const { personId } = asking.caller;
  const facts = await submissionFacts(kit, { form, record, organisationId: id, caller: asking.caller });
  return kit.db
    .transaction()
    .execute(async (trx): Promise<Written> => {
      const row = await findOrganisation(trx, id, { lock: true });
      if (row === undefined) return refuse([{ code: "no-such-organisation", path: null }]);
      const decided = resubmitRegistration(facts, { registration: factsOf(row), actor: writerOf(asking.caller) });
      if (!decided.ok) return decided;
      const atMs = kit.clock.nowMs();
      const events = withPromiseEvent(promiseOf(row), { type: "restarted", atMs });
      if (!events.ok) return refuse([{ code: events.refusal, path: null }]);
      const content = contentOf({ form, record, decision: decided.value, atMs, events: events.value, row });
      await rewriteOrganisation(trx, { id, content });
      await attachDeed(trx, { id, form, personId });
      await auditOrganisation(kit, trx, { asking, id, action: "organisation.resubmitted" });
      return ok({ id });
    })
    .catch(refusalOfFault);
}

async function submissionFacts(
  kit: Kit,
  asked: {
    readonly form: RegistrationForm;
    readonly record: NibRecord;
    readonly organisationId: string | null;
    readonly caller: Caller;
  },
): Promise<SubmissionFacts> {
  const { form, record, organisationId, caller } = asked;
  const registeredAs = await findByNib(kit.db, record.nib);
  const file = await findFile(kit.db, form.deedFileId);
  const isOwn = file?.uploadedBy === caller.personId && file.organisationId === null;
  const isTheCompanys = organisationId !== null && file?.organisationId === organisationId;
  return {
    record,
    typedNpwp: form.npwp,
    registeredAs:
      registeredAs === null ? null : { id: registeredAs, isOwn: actorOf(caller).organisationIds.has(registeredAs) },
    hasDeed: file?.purpose === "deed" && (isOwn || isTheCompanys),
    requiredKbli: requiredKbli(kit.clock.nowMs()),
  };
}

function contentOf(given: {
  readonly form: RegistrationForm;
  readonly record: NibRecord;
  readonly decision: RegistrationDecision;
  readonly atMs: number;
  readonly events: readonly PromiseEvent[];
  readonly row?: OrganisationRow;
}): RegistrationContent {
  const { form, record, decision, atMs, events, row } = given;
  const began = row === undefined ? { ruleVersion: rulesetVersion, beganMs: atMs } : promiseOf(row);
  return {
    nib: record.nib,
    npwp: decision.npwp ?? "",
    phone: form.phone,
    personInCharge: form.personInCharge,
    ossRecord: ossRecordFrom(record),
    promiseEvents: events,
    dueDate: dueDateOf({ ...began, events }, atMs),
    submittedAt: new Date(atMs),
  };
}

async function attachDeed(
  trx: DatabaseTransaction,
  given: { readonly id: string; readonly form: RegistrationForm; readonly personId: string },
): Promise<void> {
  const { id, form, personId } = given;
  const { deedFileId } = form;
  const claimed = await claimFile(trx, { fileId: deedFileId, personId, organisationId: id, purpose: "deed" });
  if (!claimed) throw new DeedTakenError();
  await setDeed(trx, { id, deedFileId });
}

/** Rolls the transaction back: between the check and the claim another registration took the file. */
class DeedTakenError extends Error {}

/** Faults that only a race can bring: the unique index or the claim of the file was the judge. */
function refusalOfFault(error: unknown): Written {
  if (error instanceof DeedTakenError) return refuse([{ code: "deed-missing", path: "deedFileId" }]);
  if (databaseFault(error)?.constraint === "organisation_nib") {
    return refuse([{ code: "nib-already-registered", path: "nib" }]);
  }
  throw error;
}
