import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { parseNib } from "../../../protocols/oss/index.ts";
import {
  calendarsInForce,
  officeDate,
  readAccountRules,
  readWorkingCalendar,
  rulesetVersion,
} from "../../../regulation/index.ts";
import { addWorkingDays } from "../../promises/index.ts";
import { endLetters } from "../authority/authority.store.ts";
import { notifyPerson } from "../notify-person.effects.ts";
import { findByNib, findOrganisation, hasMembers, OWNER_ROLE, setPersonInCharge } from "../organisation.store.ts";
import {
  actorOf,
  type CallerContext,
  type OrganisationOptions,
  writerOf,
} from "../organisation-dependencies.effects.ts";
import { parsePhone } from "../registration/phone.ts";
import { registrationRulebook } from "../registration/registration-promise.ts";
import { changeDispute, type DisputeRow, findDispute, insertDispute } from "./dispute.store.ts";
import {
  askHolder,
  type DisputeActor,
  type DisputeFacts,
  type DisputeRefusal,
  decideDispute,
  giveStatement,
  withdrawDispute,
} from "./dispute.ts";

type Done = Result<{ readonly id: string }, DisputeRefusal>;

/** The form of a claim on an account. */
export interface DisputeForm {
  readonly nib: string;
  readonly ground: DisputeRow["ground"];
  readonly reason: string;
  readonly position: string;
  readonly phone: string;
  readonly evidenceFileId: string;
}

/** Opens a dispute about the account of a NIB; verifiers see it, and the holder is notified only when a verifier asks for a statement. */
export async function openDispute(
  { kit }: OrganisationOptions,
  asked: { readonly form: DisputeForm; readonly callerContext: CallerContext },
): Promise<Done> {
  const { form, callerContext } = asked;
  const { caller } = callerContext;
  const nib = parseNib(form.nib);
  const organisationId = nib.ok ? await findByNib(kit.db, nib.value) : null;
  if (organisationId === null) return refuse("company-not-registered");
  if (actorOf(caller).organisationIds.has(organisationId)) return refuse("dispute-own-company");
  const phone = parsePhone(form.phone);
  if (!phone.ok) return phone;
  const id = kit.ids.next();
  const openedAt = new Date(kit.clock.nowMs());
  const { ground, reason, position, evidenceFileId } = form;
  const about = { id, organisationId, claimantPersonId: caller.personId, ground, reason, evidenceFileId };
  const done = await kit.db
    .transaction()
    .execute(async (trx): Promise<Done> => {
      if (!(await hasMembers(trx, { organisationId, now: openedAt }))) return refuse("company-unclaimed");
      const file = { fileId: evidenceFileId, personId: caller.personId, organisationId, purpose: "evidence" };
      if (!(await claimFile(trx, file))) return refuse("evidence-missing");
      const claimant = { claimantPosition: position, claimantPhone: phone.value };
      const isOpened = await insertDispute(trx, { ...about, ...claimant, openedAt, ruleVersion: rulesetVersion });
      if (!isOpened) throw new OpenDispute();
      await auditDispute(kit, trx, { callerContext, action: "dispute.opened", id, organisationId });
      const company = (await findOrganisation(trx, organisationId))?.name ?? "";
      await notifyPerson(kit, trx, {
        personId: caller.personId,
        template: "dispute-opened-claimant",
        params: { company, url: kit.publicUrl() },
        dedupeKey: `dispute-opened-claimant:${id}`,
      });
      return ok({ id });
    })
    .catch(openDisputeRefusal);
  if (done.ok) kit.changeFeed.announce("outbox");
  return done;
}

/** Rolls back the claimed file of a dispute if another one is open. */
class OpenDispute extends Error {}

function openDisputeRefusal(error: unknown): Done {
  if (error instanceof OpenDispute) return refuse("dispute-open");
  throw error;
}

/** Audit actions of the steps of a dispute. */
type DisputeAct =
  | "dispute.holder-asked"
  | "dispute.statement-given"
  | "dispute.withdrawn"
  | "dispute.rejected"
  | "dispute.transferred";

/** The context of a step in a dispute. */
interface Stepping {
  readonly trx: DatabaseTransaction;
  readonly row: DisputeRow;
  readonly facts: DisputeFacts;
  readonly actor: DisputeActor;
  readonly at: Date;
}

/** Locks a dispute, decides one step and writes it, with its audit entry, in one transaction. */
async function step(
  { kit, people }: OrganisationOptions,
  asked: { readonly id: string; readonly expectedVersion?: number; readonly callerContext: CallerContext },
  write: (stepping: Stepping) => Promise<Result<DisputeAct, DisputeRefusal>>,
): Promise<Done> {
  const { caller } = asked.callerContext;
  const actor = { ...actorOf(caller), ownedIds: writerOf(caller).organisationIds };
  const done = await kit.db.transaction().execute(async (trx): Promise<Done> => {
    const row = await findDispute(trx, asked.id, { lock: true });
    if (row === undefined) return refuse("no-such-dispute");
    const isStale = asked.expectedVersion !== undefined && asked.expectedVersion !== row.version;
    const facts = { ...row, hasStatement: row.statement !== null };
    const written = isStale
      ? refuse(
          facts.state === "open" || facts.state === "asked" ? ("dispute-changed" as const) : ("dispute-over" as const),
        )
      : await write({ trx, row, facts, actor, at: new Date(kit.clock.nowMs()) });
    if (!written.ok) return written;
    const { organisationId } = row;
    await auditDispute(kit, trx, {
      callerContext: asked.callerContext,
      action: written.value,
      id: row.id,
      organisationId,
    });
    return ok({ id: row.id });
  });
  if (done.ok) {
    people.forgetCallers();
    kit.changeFeed.announce("outbox");
  }
  return done;
}

interface VerifierStep {
  readonly id: string;
  readonly expectedVersion: number;
  readonly callerContext: CallerContext;
}

/** A verifier asks the present holder for a statement; its last day is counted in working days by the rule. */
export function ask(options: OrganisationOptions, asked: VerifierStep): Promise<Done> {
  const { kit } = options;
  return step(options, asked, async ({ trx, row, facts, actor, at }) => {
    const decided = askHolder(facts, actor);
    if (!decided.ok) return decided;
    const statementDueDate = statementDue(kit);
    const asks = { askedAt: at, askedBy: actor.personId, statementDueDate };
    await changeDispute(trx, { id: row.id, change: { state: "asked", ...asks } });
    await options.tellCompany(trx, {
      organisationId: row.organisationId,
      template: "dispute-asked",
      params: { company: row.organisationName, reason: row.reason, due: statementDueDate, url: kit.publicUrl() },
      dedupeKey: `dispute-asked:${row.id}`,
    });
    return ok("dispute.holder-asked");
  });
}

/** The last day for a statement that is requested today. */
function statementDue(kit: Kit): string {
  const beganMs = kit.clock.nowMs();
  const rulebook = registrationRulebook({ ruleVersion: rulesetVersion, beganMs });
  const calendar = readWorkingCalendar(rulebook, calendarsInForce(officeDate(beganMs)));
  const { statementDays } = readAccountRules(rulebook);
  return addWorkingDays(Temporal.PlainDate.from(officeDate(beganMs)), statementDays, calendar).toString();
}

/** The present holder gives a statement, with or without a document. */
export function state(
  options: OrganisationOptions,
  asked: {
    readonly id: string;
    readonly text: string;
    readonly fileId: string | null;
    readonly callerContext: CallerContext;
  },
): Promise<Done> {
  const { text: statement, fileId } = asked;
  return step(options, asked, async ({ trx, row, facts, actor, at }) => {
    const decided = giveStatement(facts, actor);
    if (!decided.ok) return decided;
    if (fileId !== null) {
      const file = { fileId, personId: actor.personId, organisationId: row.organisationId, purpose: "evidence" };
      if (!(await claimFile(trx, file))) return refuse("evidence-missing");
    }
    const change = { statement, statementFileId: fileId, statementBy: actor.personId, statementAt: at };
    await changeDispute(trx, { id: row.id, change });
    return ok("dispute.statement-given");
  });
}

/** The claimant withdraws the claim. */
export function giveUp(
  options: OrganisationOptions,
  asked: { readonly id: string; readonly callerContext: CallerContext },
): Promise<Done> {
  return step(options, asked, async ({ trx, row, facts, actor, at }) => {
    const decided = withdrawDispute(facts, actor);
    if (!decided.ok) return decided;
    await changeDispute(trx, { id: row.id, change: { state: "withdrawn", decidedAt: at, decidedBy: actor.personId } });
    // A holder who was never asked was not notified of the claim, and is not notified of its withdrawal.
    if (row.state === "asked") {
      await options.tellCompany(trx, {
        organisationId: row.organisationId,
        template: "dispute-withdrawn-holder",
        params: { company: row.organisationName, url: options.kit.publicUrl() },
        dedupeKey: `dispute-withdrawn-holder:${row.id}`,
      });
    }
    return ok("dispute.withdrawn");
  });
}

/** A verifier rejects the claim, or transfers the account to the claimant; both sides are notified. */
export function decide(
  options: OrganisationOptions,
  asked: VerifierStep & { readonly verdict: "reject" | "transfer"; readonly reason: string },
): Promise<Done> {
  const { kit } = options;
  const { verdict, reason } = asked;
  return step(options, asked, async (stepping) => {
    const { trx, row, facts, actor, at } = stepping;
    const decided = decideDispute(facts, { actor, verdict, reason, today: officeDate(at.getTime()) });
    if (!decided.ok) return decided;
    const change = { state: decided.value, decisionReason: reason.trim(), decidedAt: at, decidedBy: actor.personId };
    await changeDispute(trx, { id: row.id, change });
    const params = { company: row.organisationName, reason: reason.trim(), url: kit.publicUrl() };
    const template = `dispute-${decided.value}`;
    await options.tellCompany(trx, {
      organisationId: row.organisationId,
      params,
      template: `${template}-holder`,
      dedupeKey: `${template}-holder:${row.id}`,
    });
    if (decided.value === "transferred") await transfer(options, stepping);
    await notifyPerson(kit, trx, {
      personId: row.claimantPersonId,
      params,
      template: `${template}-claimant`,
      dedupeKey: `${template}-claimant:${row.id}`,
    });
    return ok(`dispute.${decided.value}` as const);
  });
}

/**
 * Makes the claimant the only member of the organisation: every role and every letter of authority of the former holder
 * ends. Codes, holds and applications belong to the organisation and do not change.
 */
async function transfer({ kit, people }: OrganisationOptions, { trx, row, actor, at }: Stepping): Promise<void> {
  const { organisationId, claimantPersonId, claimantName, claimantEmail } = row;
  await findOrganisation(trx, organisationId, { lock: true });
  const by = { by: actor.personId, at };
  await people.endMembershipsOf(trx, { organisationId, ...by });
  await endLetters(trx, { of: { organisationId }, ...by, reason: null });
  const owner = { personId: claimantPersonId, role: OWNER_ROLE, team: null, organisationId };
  await people.insertMembership(trx, { id: kit.ids.next(), ...owner, grantedBy: actor.personId, grantedAt: at });
  await setPersonInCharge(trx, {
    id: organisationId,
    personInCharge: {
      name: claimantName,
      position: row.claimantPosition,
      email: claimantEmail,
      phone: row.claimantPhone,
      standing: "director",
    },
  });
}

async function auditDispute(
  kit: Kit,
  trx: DatabaseTransaction,
  fact: {
    readonly callerContext: CallerContext;
    readonly action: string;
    readonly id: string;
    readonly organisationId: string;
  },
): Promise<void> {
  await recordAudit(trx, kit, {
    actorPersonId: fact.callerContext.caller.personId,
    actorRole: null,
    action: fact.action,
    subjectKind: "organisation",
    subjectId: fact.organisationId,
    detail: { disputeId: fact.id },
    requestId: fact.callerContext.requestId,
  });
}
