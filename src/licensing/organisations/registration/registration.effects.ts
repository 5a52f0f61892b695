import { assert, ok, present, refuse } from "../../../kernel/index.ts";
import { type DatabaseTransaction, databaseFault } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { rulesetVersion } from "../../../regulation/index.ts";
import type { PromiseEvent } from "../../promises/index.ts";
import { instantsOf } from "../authority/authority.effects.ts";
import { endLetters, insertLetter, letterOfRegistration } from "../authority/authority.store.ts";
import {
  countOpenRegistrations,
  findOrganisation,
  hasMembers,
  insertOrganisation,
  OWNER_ROLE,
  type RegistrationContent,
  rewriteOrganisation,
  setFiles,
} from "../organisation.store.ts";
import {
  actorOf,
  auditOrganisation,
  type CallerContext,
  type OrganisationOptions,
  type Written,
  writerOf,
} from "../organisation-dependencies.effects.ts";
import type { OrganisationRow, RegistrationFiles } from "../organisation-row.ts";
import { factsOf, promiseOf } from "../organisation-view.ts";
import type { OssRecord } from "../oss/oss-record.ts";
import type { FormPath } from "../refusals.ts";
import { findImported } from "./imported.store.ts";
import {
  type RegistrationActor,
  type RegistrationDecision,
  resubmitRegistration,
  submitRegistration,
} from "./registration.ts";
import { factsToKeep, filesOf, type RegistrationForm } from "./registration-form.ts";
import { dueDateOf, withPromiseEvent } from "./registration-promise.ts";
import { submissionFacts } from "./submission-facts.effects.ts";
import { unchangedRefusals } from "./unchanged-registration.effects.ts";

/** Maximum number of registrations of one person that are not yet accepted. */
const OPEN_REGISTRATIONS_MAX = 25;

interface Sent {
  readonly form: RegistrationForm;
  /** Data from OSS or stated by the business; null for a government body. */
  readonly record: OssRecord | null;
  readonly callerContext: CallerContext;
}

/** Registers an organisation for the caller, who becomes its owner; an imported one without members is claimed. */
export async function register(options: OrganisationOptions, sent: Sent): Promise<Written> {
  const { kit, people } = options;
  const { personId } = sent.callerContext.caller;
  const facts = await submissionFacts(kit, { ...sent, organisationId: null, caller: sent.callerContext.caller });
  const decided = submitRegistration(facts);
  if (!decided.ok) return decided;
  const atMs = kit.clock.nowMs();
  const content = contentOf({ sent, decision: decided.value, atMs, events: [{ type: "started", atMs }] });
  const claimedId = facts.registeredAs?.isUnclaimed === true ? facts.registeredAs.id : null;
  const written = await kit.db
    .transaction()
    .execute(async (trx): Promise<Written> => {
      const open = await countOpenRegistrations(trx, personId);
      if (open >= OPEN_REGISTRATIONS_MAX) return refuse([{ code: "registration-limit", path: null }]);
      const id = claimedId ?? kit.ids.next();
      const isWritten = await (claimedId === null
        ? insertOrganisation(trx, {
            ...content,
            id,
            ruleVersion: rulesetVersion,
            createdBy: personId,
            isDemo: sent.callerContext.caller.isDemo,
          })
        : takeOver(trx, { id, content, claim: { createdBy: personId, ruleVersion: rulesetVersion } }));
      if (!isWritten) return refuse([{ code: "nib-already-registered", path: "nib" }]);
      await attachFiles(trx, { id, sent });
      await admit(options, trx, { id, sent, at: new Date(atMs) });
      const action = claimedId === null ? "organisation.submitted" : "organisation.claimed";
      await auditOrganisation(kit, trx, { callerContext: sent.callerContext, id, action });
      return ok({ id });
    })
    .catch(refusalOfFault);
  if (written.ok) people.forgetCallers();
  return written;
}

/** Makes the registering person the owner; a consultant acts under the letter, for its period. */
async function admit(
  { kit, people }: OrganisationOptions,
  trx: DatabaseTransaction,
  given: { readonly id: string; readonly sent: Sent; readonly at: Date },
): Promise<void> {
  const { id: organisationId, sent, at } = given;
  const { personId } = sent.callerContext.caller;
  const { authority } = sent.form;
  const membership = { id: kit.ids.next(), personId, team: null, organisationId, grantedBy: null, grantedAt: at };
  if (authority === null) {
    await people.insertMembership(trx, { ...membership, role: OWNER_ROLE });
    return;
  }
  const { fileId, ...letter } = authority;
  const isClaimed = await claimFile(trx, { fileId, personId, organisationId, purpose: "authority" });
  if (!isClaimed) throw new FileTakenError("authority.fileId");
  await people.insertMembership(trx, {
    ...membership,
    role: "consultant",
    validTo: new Date(instantsOf(kit, authority).toMs),
  });
  const about = { ...letter, fileId, organisationId, personId, membershipId: membership.id };
  const isOffered = await insertLetter(trx, { ...about, id: kit.ids.next(), isWithRegistration: true, offeredAt: at });
  assert(isOffered, "a company that just registered has one letter");
}

/** A consultant who corrects a registration provides a new letter; the previous one ends. */
async function renewLetter(
  options: OrganisationOptions,
  trx: DatabaseTransaction,
  given: { readonly id: string; readonly sent: Sent; readonly at: Date },
): Promise<void> {
  const former = await letterOfRegistration(trx, given.id);
  if (former === undefined || given.sent.form.authority === null) return;
  const by = given.sent.callerContext.caller.personId;
  await endLetters(trx, { of: { id: former.id }, by, at: given.at, reason: null });
  if (former.membershipId !== null)
    await options.people.endMembership(trx, { id: former.membershipId, by, at: given.at });
  await admit(options, trx, given);
}

/** Claims an imported organisation; false if it has members by now. */
async function takeOver(
  trx: DatabaseTransaction,
  wish: {
    readonly id: string;
    readonly content: RegistrationContent;
    readonly claim: { readonly createdBy: string; readonly ruleVersion: string };
  },
): Promise<boolean> {
  await findOrganisation(trx, wish.id, { lock: true });
  if (await hasMembers(trx, { organisationId: wish.id, now: wish.content.submittedAt })) return false;
  await rewriteOrganisation(trx, wish);
  return true;
}

/** Resubmits a returned registration. */
export async function correct(options: OrganisationOptions, asked: Sent & { readonly id: string }): Promise<Written> {
  const { kit, people } = options;
  const { id, callerContext } = asked;
  const facts = await submissionFacts(kit, { ...asked, organisationId: id, caller: callerContext.caller });
  const written = await kit.db
    .transaction()
    .execute(async (trx): Promise<Written> => {
      const row = await findOrganisation(trx, id, { lock: true });
      const { personId } = callerContext.caller;
      const now = new Date(kit.clock.nowMs());
      // Checked again under the lock: a dispute may have transferred the organisation concurrently.
      const isTheirs = row !== undefined && (await hasMembers(trx, { organisationId: id, now, personId }));
      if (row === undefined || !isTheirs) return refuse([{ code: "no-such-organisation", path: null }]);
      const actor = correctorOf(callerContext.caller, row);
      const imported = await findImported(trx, id);
      const registration = { ...factsOf(row), claimedNib: imported?.nib ?? null };
      const decided = resubmitRegistration(facts, { registration, actor });
      if (!decided.ok) return decided;
      const unchanged = await unchangedRefusals(trx, row, { ...asked, accepted: decided.value.form });
      if (unchanged !== undefined) return refuse(unchanged);
      const atMs = kit.clock.nowMs();
      const events = withPromiseEvent(promiseOf(row), { type: "restarted", atMs });
      if (!events.ok) return refuse([{ code: events.refusal, path: null }]);
      const content = contentOf({ sent: asked, decision: decided.value, atMs, events: events.value, row });
      await rewriteOrganisation(trx, { id, content });
      await attachFiles(trx, { id, sent: asked });
      await renewLetter(options, trx, { id, sent: asked, at: new Date(atMs) });
      await auditOrganisation(kit, trx, { callerContext, id, action: "organisation.resubmitted" });
      return ok({ id });
    })
    .catch(refusalOfFault);
  if (written.ok) people.forgetCallers();
  return written;
}

/** The persons who may correct a registration: those who may edit the organisation, and the consultant who registered it. */
function correctorOf(caller: Caller, row: OrganisationRow): RegistrationActor {
  const { personId, organisationIds } = writerOf(caller);
  const hasRegistered = row.createdBy === personId && actorOf(caller).organisationIds.has(row.id);
  return { personId, organisationIds: hasRegistered ? new Set([...organisationIds, row.id]) : organisationIds };
}

function contentOf(given: {
  readonly sent: Sent;
  readonly decision: RegistrationDecision;
  readonly atMs: number;
  readonly events: readonly PromiseEvent[];
  readonly row?: OrganisationRow;
}): RegistrationContent {
  const { sent, decision, atMs, events, row } = given;
  const began = row === undefined ? { ruleVersion: rulesetVersion, beganMs: atMs } : promiseOf(row);
  const accepted = present(decision.form, "what is kept of a form");
  return {
    ...factsToKeep(sent.form, { accepted, record: sent.record }),
    promiseEvents: events,
    dueDate: dueDateOf({ ...began, events }, atMs),
    submittedAt: new Date(atMs),
  };
}

const NO_FILES: RegistrationFiles = {
  deedFileId: null,
  nibFileId: null,
  legalBasisFileId: null,
  assignmentFileId: null,
};

async function attachFiles(
  trx: DatabaseTransaction,
  given: { readonly id: string; readonly sent: Sent },
): Promise<void> {
  const { id, sent } = given;
  const files = filesOf(sent.form);
  for (const { fileId, purpose, column } of files) {
    const { personId } = sent.callerContext.caller;
    const isClaimed = await claimFile(trx, { fileId, personId, organisationId: id, purpose });
    if (!isClaimed) throw new FileTakenError(column);
  }
  const named = Object.fromEntries(files.map(({ column, fileId }) => [column, fileId]));
  await setFiles(trx, { id, files: { ...NO_FILES, ...named } });
}

/** Rolls the transaction back: another registration claimed the file concurrently. */
class FileTakenError extends Error {
  readonly column: keyof typeof MISSING;

  constructor(column: keyof typeof MISSING) {
    super(`${column} is taken`);
    this.column = column;
  }
}

const MISSING = {
  deedFileId: "deed-missing",
  nibFileId: "nib-document-missing",
  legalBasisFileId: "legal-basis-file-missing",
  assignmentFileId: "assignment-missing",
  "authority.fileId": "authority-file-missing",
} as const satisfies Readonly<Record<(keyof RegistrationFiles & FormPath) | "authority.fileId", string>>;

/** Maps errors of concurrent registrations, raised by the unique index or the claim of a file, to refusals. */
function refusalOfFault(error: unknown): Written {
  if (error instanceof FileTakenError) return refuse([{ code: MISSING[error.column], path: error.column }]);
  if (databaseFault(error)?.constraint === "organisation_nib") {
    return refuse([{ code: "nib-already-registered", path: "nib" }]);
  }
  throw error;
}
