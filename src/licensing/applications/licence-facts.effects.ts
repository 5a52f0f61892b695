import type { Caller } from "../../platform/http/index.ts";
import {
  kbliNames,
  officeDate,
  readHoldRules,
  readLicenceCaseRules,
  readServiceRules,
  ruleIds,
} from "../../regulation/index.ts";
import { ossFactsOf } from "../numbering/index.ts";
import {
  type CompanyFacts,
  EMPTY_FORM,
  type FileFacts,
  type LicenceForm,
  type PreCheckFinding,
  readLicenceRules,
} from "../requirements/index.ts";
import { restartsLeft, rulesOfCase } from "./deadlines/licence-promise.ts";
import { digestOfItem } from "./documents/item-digest.effects.ts";
import {
  digestsOf,
  type ItemRow,
  listLicenceItems,
  listParts,
  listSlots,
  type PartRow,
  type SlotRow,
} from "./documents/licence-content.store.ts";
import { codesOfCompany, earlierCasesOf, type LicenceRow, membershipsOfPerson, type Reading } from "./licence.store.ts";
import type { Interest, LicenceAssignee, LicenceFacts, LicenceItemFacts } from "./licence-facts.ts";
import { type FindingRow, findInterest, listFindings } from "./licence-findings.store.ts";
import { belongsTo, licencePerson } from "./licence-person.ts";
import { type CaseContent, preCheckOf, type RequirementItem, requirementItemsOf } from "./licence-requirements.ts";

/** The database handle and instant of a read; inside a transaction, the facts are those the decision is based on. */
export interface Looking {
  readonly db: Reading;
  readonly nowMs: number;
}

/** The present content of a case, with its requirements. */
export interface CaseDossier {
  readonly content: CaseContent;
  readonly parts: readonly PartRow[];
  readonly slots: readonly SlotRow[];
  readonly asked: readonly RequirementItem[];
  /** By requirement. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Whether the caller may see a case: a member of the company, or an officer with read permission once it has been submitted. */
export function maySeeLicence(caller: Caller, row: LicenceRow): boolean {
  if (belongsTo(caller, row.organisation.id)) return true;
  return caller.permissions.has("application.read") && row.number !== null;
}

/** The facts about the company of a case that the rules use. */
async function companyOf({ db }: Looking, row: LicenceRow): Promise<CompanyFacts> {
  const { organisation } = row;
  const rulebook = rulesOfCase(row);
  const { isAppliedCodeEnough } = readLicenceCaseRules(rulebook);
  const carrier = await db
    .selectFrom("licence")
    .select("id")
    .where("organisationId", "=", organisation.id)
    .where("standing", "=", "active")
    .where("kbli", "in", [...rulebook.rules["basic-telephony-kbli"].value])
    .limit(1)
    .executeTakeFirst();
  return {
    name: organisation.name,
    nib: organisation.nib,
    npwp: organisation.npwp,
    isGovernment: organisation.kind === "government",
    kbli: ossFactsOf(organisation.ossRecord).kbli.map(({ code }) => code),
    codes: await codesOfCompany(db, { organisationId: organisation.id, isAppliedEnough: isAppliedCodeEnough }),
    ownLicence: carrier !== undefined,
  };
}

/** The form of a case from its saved parts; unsaved parts are empty. */
export function formOf(parts: readonly PartRow[]): LicenceForm {
  const saved = Object.fromEntries(parts.map(({ key, value }) => [key, value]));
  return { ...EMPTY_FORM, ...saved };
}

/** Reads the content of a case. */
export async function readCaseDossier(looking: Looking, row: LicenceRow): Promise<CaseDossier> {
  const { db, nowMs } = looking;
  const parts = await listParts(db, row.id);
  const slots = await listSlots(db, row.id);
  const form = formOf(parts);
  const rulebook = rulesOfCase(row);
  const earlier = await earlierCasesOf(db, row);
  const content: CaseContent = {
    caseId: row.id,
    form,
    documents: slots.map(({ slot, stated, facts }) => ({ slot, stated, facts: asOwn(row.id, earlier, facts) })),
    company: await companyOf(looking, row),
    nowMs,
    rulebook,
    rules: readLicenceRules(rulebook, officeDate(nowMs)),
  };
  const asked = requirementItemsOf(content);
  const digests = Object.fromEntries(asked.map((item) => [item.key, digestOfItem(item, { form, slots })]));
  return { content, parts, slots, asked, digests };
}

/** Templates generated for the case that this one was copied from are accepted as its own. */
function asOwn(id: string, earlier: ReadonlySet<string>, facts: FileFacts | null): FileFacts | null {
  const template = facts?.template ?? null;
  if (facts === null || template === null || !earlier.has(template.caseId)) return facts;
  return { ...facts, template: { ...template, caseId: id } };
}

/** The facts of a case that decisions and views use. */
export interface KnownCase {
  readonly row: LicenceRow;
  readonly papers: CaseDossier;
  readonly items: readonly ItemRow[];
  readonly itemFacts: readonly LicenceItemFacts[];
  readonly findings: readonly FindingRow[];
  readonly preCheck: readonly PreCheckFinding[];
}

/** Reads all facts of a case; the pre-check runs only while the applicant can still correct its findings. */
export async function knowCase(looking: Looking, row: LicenceRow): Promise<KnownCase> {
  const papers = await readCaseDossier(looking, row);
  const items = await listLicenceItems(looking.db, row.id);
  const findings = await listFindings(looking.db, row.id);
  const isOpen = row.state === "draft" || row.state === "returned";
  return {
    row,
    papers,
    items,
    itemFacts: await itemFactsOf(looking, row, { papers, items }),
    findings,
    preCheck: isOpen ? preCheckOf(papers.content) : [],
  };
}

/** While a correction is edited, changes are measured against the last submission; afterwards, against the round before. */
async function itemFactsOf(
  { db }: Looking,
  row: LicenceRow,
  { papers, items }: { readonly papers: CaseDossier; readonly items: readonly ItemRow[] },
): Promise<readonly LicenceItemFacts[]> {
  if (items.length === 0) return [];
  const before = row.state === "returned" ? row.round : row.round - 1;
  const earlier = before < 0 ? undefined : (await digestsOf(db, row.id, [before])).get(before);
  return items.map(
    ({ requirement, verdict, publishedVerdict, acceptedDigest, judgedRound, reopenedRound, checkedBy }) => {
      const digest = papers.digests[requirement];
      return {
        requirement,
        verdict,
        isLocked: verdict === "accepted" && digest === acceptedDigest,
        isChanged: earlier === undefined || earlier[requirement] !== digest,
        isReopened: reopenedRound === row.round,
        acceptedUntold:
          verdict === "accepted" && publishedVerdict !== "accepted" && judgedRound === row.round ? checkedBy : null,
      };
    },
  );
}

/** The facts of a decision for this caller. */
export async function licenceFactsOf(
  looking: Looking,
  known: KnownCase,
  asked: {
    readonly caller: Pick<Caller, "personId">;
    readonly assigneeId?: string | null;
    readonly mandateRefusal?: LicenceFacts["mandateRefusal"];
  },
): Promise<LicenceFacts> {
  const { row, papers, itemFacts, findings, preCheck } = known;
  const { company, rulebook } = papers.content;
  const { kbli, kbliSteps } = readServiceRules(rulebook);
  const names = kbliNames(kbliSteps, { code: kbli, date: officeDate(looking.nowMs) });
  const { nibStatus } = ossFactsOf(row.organisation.ossRecord);
  const { assigneeId = null, mandateRefusal = null } = asked;
  return {
    state: row.state,
    isPaused: row.paused,
    round: row.round,
    organisationId: row.organisation.id,
    isOrganisationVerified: row.organisation.state === "verified",
    isNibBlocked: readHoldRules(rulebook).blockedNibStatuses.includes(nibStatus),
    isServiceInNib: company.kbli.some((code) => names.includes(code)),
    hasCode: company.codes.length > 0,
    blocking: preCheck.filter(({ level }) => level === "blocks").length,
    items: itemFacts,
    findings: findings.map(({ id, requirement, state }) => ({ id, requirement, state })),
    assigneeId: row.assigneeId,
    checkedBy: row.checkedBy,
    endorsedBy: row.endorsedBy,
    interest: await interestOf(looking.db, row.id, asked.caller.personId),
    restartsLeft: restartsLeft(row),
    rules: new Set([...ruleIds, ...papers.asked.map(({ key }) => key)]),
    mandateRefusal,
    assignee: assigneeId === null ? null : await assigneeOf(looking, row, assigneeId),
  };
}

/** An officer's declaration of interest in a case. */
export async function interestOf(db: Reading, applicationId: string, personId: string): Promise<Interest> {
  const declared = await findInterest(db, applicationId, personId);
  if (declared === undefined) return "undeclared";
  return declared.hasInterest ? "declared" : "none";
}

async function assigneeOf({ db, nowMs }: Looking, row: LicenceRow, personId: string): Promise<LicenceAssignee | null> {
  const memberships = await membershipsOfPerson(db, personId, new Date(nowMs));
  if (memberships.length === 0) return null;
  const { organisationIds, mayCheck } = licencePerson({ personId, memberships });
  const hasInterest = (await interestOf(db, row.id, personId)) === "declared";
  return { personId, organisationIds, mayCheck, hasInterest };
}
