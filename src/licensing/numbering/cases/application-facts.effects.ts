import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { findFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { kbliNames, officeDate, readHoldRules, readServiceRules } from "../../../regulation/index.ts";
import { judgeMandate } from "../../issuing/index.ts";
import { preCheck } from "../case-work/pre-check.ts";
import { checkChange, checkReturn } from "../case-work/pre-check-holder.ts";
import { decreeInForceOn, isActiveCodeOf, openCaseOn } from "../codes/held-code.store.ts";
import { heldCodesOf, licencesOf, servicesWithCodes } from "../inventory/holdings.store.ts";
import { actingPerson, signerOf } from "./acting-person.ts";
import { type ApplicationRow, listItems } from "./application.store.ts";
import type { ApplicationFacts, Assignee } from "./application-facts.ts";
import { KIND_RULES } from "./application-kind.ts";
import type { Finding } from "./finding.ts";
import { digestsOfItems } from "./item-digest.effects.ts";
import { findSignerOn, membershipsOn } from "./officers.store.ts";
import { ossFactsOf } from "./oss-facts.ts";
import { rulebookNow, rulebookOf } from "./rules-in-force.ts";

/** The database handle and instant of a read; inside a transaction, the facts are those the decision is based on. */
export interface Looking {
  readonly db: DatabaseTransaction | Kit["db"];
  readonly nowMs: number;
}

/** Whether the caller may see the application: a member of the company, or an officer with read permission once it has been submitted. */
export function maySee(caller: Caller, row: ApplicationRow): boolean {
  if (caller.memberships.some((membership) => membership.organisationId === row.organisation.id)) return true;
  return caller.permissions.has("application.read") && row.number !== null;
}

/** All present findings of the form. */
export async function findingsOf({ db, nowMs }: Looking, row: ApplicationRow): Promise<readonly Finding[]> {
  if (KIND_RULES[row.kind].restsOn === "own-code") return holderFindings({ db, nowMs }, row);
  const { ossRecord, state, kind } = row.organisation;
  const hold = row.state === "draft" ? await openHoldOf({ db, nowMs }, row) : undefined;
  const rulebook = rulebookOf(row.ruleVersion, row.createdAt.getTime());
  const requiredKbli = readServiceRules(rulebook).kbli;
  return preCheck({
    kind: row.kind,
    form: row.form,
    heldCode: row.state === "draft" ? (hold?.code ?? null) : row.code,
    hasLetter: await isTheirFile(db, row, row.form.letterFileId),
    hasBasisFile: await isTheirFile(db, row, row.form.basisFileId),
    hasUserLetter: await isTheirFile(db, row, row.form.userLetterFileId),
    hasLicence: row.kind === "additional" && (await licencesOf(db, row.organisation.id)).length > 0,
    heldCodes: row.kind === "additional" ? await heldCodesOf(db, row.organisation.id) : [],
    services: (await isNewServiceCase(db, row)) ? await servicesWithCodes(db, row.organisation.id) : [],
    today: officeDate(nowMs),
    organisation: { isGovernment: kind === "government", isVerified: state === "verified", ...ossFactsOf(ossRecord) },
    requiredKbli,
    kbliNames: kbliNames(readServiceRules(rulebookNow(nowMs)).kbliSteps, {
      code: requiredKbli,
      date: officeDate(nowMs),
    }),
    blockedNibStatuses: readHoldRules(rulebook).blockedNibStatuses,
  });
}

/** Whether a Nomor Baru is for a new service of a code holder; after submission, its fixed items decide. */
export async function isNewServiceCase(db: Looking["db"], row: ApplicationRow): Promise<boolean> {
  if (row.kind !== "new") return false;
  if (row.state !== "draft") return (await listItems(db, row.id)).some(({ key }) => key === "new-service");
  return row.form.newService !== "" || (await heldCodesOf(db, row.organisation.id)).length > 0;
}

/** Findings of a form about an already held code; a revocation has no form of the holder. */
async function holderFindings({ db, nowMs }: Looking, row: ApplicationRow): Promise<readonly Finding[]> {
  const { change, return: giving, declaration } = row.form;
  const form = change ?? giving;
  if (form === null) return [];
  const named = [form.earlier.fileId, change?.licenceBeforeFileId ?? null, change?.licenceAfterFileId ?? null];
  const theirs = new Set<string>();
  for (const id of named) if (id !== null && (await isTheirFile(db, row, id))) theirs.add(id);
  const asked = { code: row.code, organisationId: row.organisation.id };
  const facts = {
    isDecreeKnown: (await decreeInForceOn(db, asked)) !== undefined,
    isVerified: row.organisation.state === "verified",
    declaration,
    today: officeDate(nowMs),
    hasFile: (id: string | null) => id !== null && theirs.has(id),
  };
  if (change !== null) return checkChange(change, facts);
  return giving === null ? [] : checkReturn(giving, facts);
}

async function isTheirFile(db: Looking["db"], row: ApplicationRow, fileId: string | null): Promise<boolean> {
  const file = fileId === null ? undefined : await findFile(db, fileId);
  return file !== undefined && file.organisationId === row.organisation.id;
}

/** The company's open hold on a draft's code, until it expires. */
export async function openHoldOf({ db, nowMs }: Looking, row: ApplicationRow) {
  return db
    .selectFrom("codeHold")
    .select(["id", "code", "heldUntil"])
    .where("code", "=", row.code)
    .where("organisationId", "=", row.organisation.id)
    .where("endedAt", "is", null)
    .where("heldUntil", ">", new Date(nowMs))
    .executeTakeFirst();
}

/** The facts of a decision, with all stored fields of the items. */
interface FoundFacts extends ApplicationFacts {
  readonly items: Awaited<ReturnType<typeof itemsOf>>;
}

/** The items of a case; in a returned case, with whether each returned item has since been corrected. */
async function itemsOf(db: Looking["db"], row: ApplicationRow) {
  const items = await listItems(db, row.id);
  const keys = items.filter(({ verdict }) => verdict === "returned").map(({ key }) => key);
  const now = row.state === "returned" ? await digestsOfItems(db, row.form, keys) : {};
  return items.map(({ returnedDigest, ...item }) => ({
    ...item,
    isCorrected: returnedDigest === null || now[item.key] == null ? null : now[item.key] !== returnedDigest,
  }));
}

/** The facts of a decision for this caller; `assigneeId` names the officer to assign, if any. */
export async function factsOf(
  looking: Looking,
  row: ApplicationRow,
  asked: { readonly caller: Caller; readonly assigneeId?: string | null },
): Promise<FoundFacts> {
  const { caller, assigneeId = null } = asked;
  const needsFindings = row.state === "draft" || row.state === "returned";
  return {
    kind: row.kind,
    state: row.state,
    isPaused: row.state === "checking" && row.promiseEvents.at(-1)?.type === "paused",
    organisationId: row.organisation.id,
    isOrganisationVerified: row.organisation.state === "verified",
    isNibBlocked: readHoldRules(rulebookOf(row.ruleVersion, row.createdAt.getTime())).blockedNibStatuses.includes(
      ossFactsOf(row.organisation.ossRecord).nibStatus,
    ),
    isHoldOpen: row.state === "draft" && (await openHoldOf(looking, row)) !== undefined,
    ...(await heldCodeFactsOf(looking, row)),
    findings: needsFindings ? (await findingsOf(looking, row)).length : 0,
    items: await itemsOf(looking.db, row),
    checkerId: row.checkerId,
    endorserId: row.endorserId,
    proposerId: row.proposerId,
    proposedOutcome: row.proposedOutcome,
    mandateRefusal: await mandateRefusalOf(looking, row, caller),
    assignee: assigneeId === null ? null : await assigneeOf(looking, assigneeId),
  };
}

/** Facts about the held code of a case; not read for applications for a new code. */
async function heldCodeFactsOf({ db, nowMs }: Looking, row: ApplicationRow) {
  const answer = answerOf(row, nowMs);
  if (KIND_RULES[row.kind].restsOn === "held-code" || row.code === "")
    return { isCodeTheirs: false, hasOtherCase: false, answer };
  const { code } = row;
  return {
    isCodeTheirs: await isActiveCodeOf(db, { code, organisationId: row.organisation.id }),
    hasOtherCase: (await openCaseOn(db, { code, exceptId: row.id })) !== undefined,
    answer,
  };
}

/** The last day counts in full. If no answer is due, the answer period is over. */
function answerOf(row: ApplicationRow, nowMs: number): ApplicationFacts["answer"] {
  const { revocation } = row.form;
  if (revocation === null || officeDate(nowMs) > revocation.answerDue) return "over";
  return revocation.answer === null ? "awaited" : "given";
}

async function assigneeOf({ db, nowMs }: Looking, personId: string): Promise<Assignee | null> {
  const memberships = await membershipsOn(db, personId, new Date(nowMs));
  if (memberships.length === 0) return null;
  const { organisationIds, mayCheck } = actingPerson({ personId, memberships });
  return { personId, organisationIds, mayCheck };
}

/** Checked once a case is proposed, so that a missing mandate shows before the decision. */
async function mandateRefusalOf({ db, nowMs }: Looking, row: ApplicationRow, caller: Caller) {
  const signer = signerOf(caller);
  if (row.state !== "proposed" || signer === null) return null;
  const found = await findSignerOn(db, { kind: KIND_RULES[row.kind].decree, day: officeDate(nowMs) });
  const judged = judgeMandate(found, signer);
  return judged.ok ? null : judged.refusal;
}
