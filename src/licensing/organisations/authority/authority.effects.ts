import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { parseNib } from "../../../protocols/oss/index.ts";
import { officeDate, readAccountRules, rulesetVersion } from "../../../regulation/index.ts";
import { notifyPerson } from "../notify-person.effects.ts";
import { findByNib, findOrganisation, hasOwner } from "../organisation.store.ts";
import {
  actorOf,
  type CallerContext,
  type OrganisationOptions,
  writerOf,
} from "../organisation-dependencies.effects.ts";
import { registrationRulebook } from "../registration/registration-promise.ts";
import { answerLetter, endLetters, findLetter, insertLetter, type LetterRow } from "./authority.store.ts";
import {
  type AuthorityPeriod,
  type AuthorityRefusal,
  decideLetter,
  type LetterFacts,
  periodFault,
  periodInstants,
  withdrawLetter,
} from "./authority.ts";

/** A letter of authority as offered. */
export interface LetterOffer extends AuthorityPeriod {
  readonly fileId: string;
  readonly scope: string;
}

type Done = Result<{ readonly id: string }, AuthorityRefusal>;

/** The defect of a letter's period today, if any. */
export function periodFaultNow(kit: Kit, period: AuthorityPeriod) {
  const beganMs = kit.clock.nowMs();
  const rules = readAccountRules(registrationRulebook({ ruleVersion: rulesetVersion, beganMs }));
  return periodFault(period, { today: officeDate(beganMs), monthsMax: rules.authorityMonthsMax });
}

/** The instants between which a letter is valid, in the zone of the office. */
export function instantsOf(kit: Kit, period: AuthorityPeriod) {
  const rulebook = registrationRulebook({ ruleVersion: rulesetVersion, beganMs: kit.clock.nowMs() });
  return periodInstants(period, rulebook.rules["promise-zone"].value);
}

/** A consultant offers a letter of authority to a registered company; its owner is notified and answers on screen. */
export async function offerLetter(
  options: OrganisationOptions,
  asked: LetterOffer & { readonly nib: string; readonly callerContext: CallerContext },
): Promise<Done> {
  const { kit } = options;
  const { caller } = asked.callerContext;
  const nib = parseNib(asked.nib);
  const organisationId = nib.ok ? await findByNib(kit.db, nib.value) : null;
  if (organisationId === null) return refuse("company-not-registered");
  if (actorOf(caller).organisationIds.has(organisationId)) return refuse("authority-own-company");
  const fault = periodFaultNow(kit, asked);
  if (fault !== null) return refuse(fault);
  const id = kit.ids.next();
  const offeredAt = new Date(kit.clock.nowMs());
  const { fileId, scope, validFrom, validTo } = asked;
  const done = await kit.db
    .transaction()
    .execute(async (trx): Promise<Done> => {
      if (!(await hasOwner(trx, { organisationId, now: offeredAt }))) return refuse("company-without-owner");
      const file = { fileId, personId: caller.personId, organisationId, purpose: "authority" };
      if (!(await claimFile(trx, file))) return refuse("authority-file-missing");
      const letter = { id, organisationId, personId: caller.personId, fileId, scope, validFrom, validTo, offeredAt };
      if (!(await insertLetter(trx, { ...letter, isWithRegistration: false, membershipId: null })))
        throw new OpenLetter();
      await auditLetter(kit, trx, {
        callerContext: asked.callerContext,
        action: "authority.offered",
        id,
        organisationId,
      });
      const row = await findOrganisation(trx, organisationId);
      await options.tellCompany(trx, {
        organisationId,
        template: "authority-offered",
        params: {
          company: row?.name ?? "",
          consultant: caller.name,
          from: validFrom,
          to: validTo,
          url: kit.publicUrl(),
        },
        dedupeKey: `authority-offered:${id}`,
      });
      return ok({ id });
    })
    .catch(openLetterRefusal);
  if (done.ok) kit.changeFeed.announce("outbox");
  return done;
}

/** Rolls back the claimed file of a letter that is already offered. */
class OpenLetter extends Error {}

function openLetterRefusal(error: unknown): Done {
  if (error instanceof OpenLetter) return refuse("authority-open");
  throw error;
}

/** The company's owner accepts or refuses a letter; after acceptance, the consultant acts for the company from the letter's first day. */
export async function answerOffer(
  options: OrganisationOptions,
  asked: {
    readonly id: string;
    readonly expectedVersion: number;
    readonly verdict: "accept" | "refuse";
    readonly reason: string;
    readonly callerContext: CallerContext;
  },
): Promise<Done> {
  const { kit, people } = options;
  const { caller } = asked.callerContext;
  const done = await kit.db.transaction().execute(async (trx): Promise<Done> => {
    const decidedAt = new Date(kit.clock.nowMs());
    const letter = await lockLetter(trx, asked.id);
    if (letter === undefined) return refuse("no-such-letter");
    const facts = await factsOfLetter(trx, { letter, callerContext: asked.callerContext, now: decidedAt });
    const decided = decideLetter(facts, {
      verdict: asked.verdict,
      today: officeDate(decidedAt.getTime()),
    });
    if (!decided.ok) return decided;
    if (letter.version !== asked.expectedVersion) return refuse("letter-changed");
    const membershipId = decided.value === "accepted" ? kit.ids.next() : null;
    if (membershipId !== null) {
      const { fromMs, toMs } = instantsOf(kit, letter);
      const holding = {
        personId: letter.personId,
        role: "consultant",
        team: null,
        organisationId: letter.organisationId,
      };
      const period = { validFrom: new Date(fromMs), validTo: new Date(toMs) };
      const granted = { grantedBy: caller.personId, grantedAt: decidedAt, ...period };
      await people.insertMembership(trx, { id: membershipId, ...holding, ...granted });
    }
    const reason = asked.reason.trim() === "" ? null : asked.reason.trim();
    const by = { decidedBy: caller.personId, decidedAt };
    await answerLetter(trx, { id: letter.id, state: decided.value, membershipId, reason, ...by });
    const action = decided.value === "accepted" ? "authority.accepted" : "authority.refused";
    await auditLetter(kit, trx, {
      callerContext: asked.callerContext,
      action,
      id: letter.id,
      organisationId: letter.organisationId,
    });
    await notifyConsultant(kit, trx, { letter, outcome: decided.value, reason });
    return ok({ id: letter.id });
  });
  if (done.ok) announce(options);
  return done;
}

/** The company withdraws a letter, or its consultant does: the consultant's role ends in the same transaction. */
export async function withdraw(
  options: OrganisationOptions,
  asked: { readonly id: string; readonly reason: string; readonly callerContext: CallerContext },
): Promise<Done> {
  const { kit, people } = options;
  const { personId } = asked.callerContext.caller;
  const done = await kit.db.transaction().execute(async (trx): Promise<Done> => {
    const at = new Date(kit.clock.nowMs());
    const letter = await lockLetter(trx, asked.id);
    if (letter === undefined) return refuse("no-such-letter");
    const decided = withdrawLetter(await factsOfLetter(trx, { letter, callerContext: asked.callerContext, now: at }));
    if (!decided.ok) return decided;
    const reason = asked.reason.trim() === "" ? null : asked.reason.trim();
    await endLetters(trx, { of: { id: letter.id }, by: personId, at, reason });
    if (letter.membershipId !== null) await people.endMembership(trx, { id: letter.membershipId, by: personId, at });
    const { organisationId } = letter;
    await auditLetter(kit, trx, {
      callerContext: asked.callerContext,
      action: "authority.withdrawn",
      id: letter.id,
      organisationId,
    });
    if (letter.personId !== personId) await notifyConsultant(kit, trx, { letter, outcome: "withdrawn", reason });
    return ok({ id: letter.id });
  });
  if (done.ok) announce(options);
  return done;
}

function announce({ kit, people }: OrganisationOptions): void {
  people.forgetCallers();
  kit.changeFeed.announce("outbox");
}

/** Locks a letter after its organisation: a transfer locks in the same order, so that they cannot deadlock, and its effects are visible here. */
async function lockLetter(trx: DatabaseTransaction, id: string): Promise<LetterRow | undefined> {
  const before = await findLetter(trx, id);
  if (before === undefined) return undefined;
  await findOrganisation(trx, before.organisationId, { lock: true });
  return findLetter(trx, id, { lock: true });
}

/** The facts for a step on a letter; the ownership is read again, because the session may be outdated. */
async function factsOfLetter(
  trx: DatabaseTransaction,
  given: { readonly letter: LetterRow; readonly callerContext: CallerContext; readonly now: Date },
): Promise<LetterFacts> {
  const { letter, callerContext, now } = given;
  const { personId } = callerContext.caller;
  const { organisationId } = letter;
  const mayWrite = writerOf(callerContext.caller).organisationIds.has(organisationId);
  return {
    ...letter,
    hasEnded: letter.endedAt !== null,
    isOwnedByActor: mayWrite && (await hasOwner(trx, { organisationId, now, personId })),
    isActors: letter.personId === personId,
  };
}

async function notifyConsultant(
  kit: Kit,
  trx: DatabaseTransaction,
  news: {
    readonly letter: LetterRow;
    readonly outcome: "accepted" | "refused" | "withdrawn";
    readonly reason: string | null;
  },
): Promise<void> {
  const { letter, outcome, reason } = news;
  await notifyPerson(kit, trx, {
    personId: letter.personId,
    template: `authority-${outcome}`,
    params: { company: letter.organisationName, reason: reason ?? "", to: letter.validTo, url: kit.publicUrl() },
    dedupeKey: `authority-${outcome}:${letter.id}`,
  });
}

/** Writes the audit entry of a step on a letter, under its organisation. */
export async function auditLetter(
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
    detail: { letterId: fact.id },
    requestId: fact.callerContext.requestId,
  });
}
