import type { Caller } from "../../platform/http/index.ts";
import { displayCode } from "../numbering/index.ts";
import { viewPromise } from "../promises/index.ts";
import { type CompanyFacts, EMPTY_FORM, PART_KEYS } from "../requirements/index.ts";
import type { LicenceView } from "./contract.ts";
import { findDeemed } from "./deadlines/licence-deemed.store.ts";
import { readLicencePromise } from "./deadlines/licence-promise.ts";
import { findCommitmentDecree, listLicenceReceipts } from "./documents/licence-receipt.effects.ts";
import { type LicenceRow, listLicenceEvents, namesOf } from "./licence.store.ts";
import { possibleCommands } from "./licence-chain.ts";
import { versionFor } from "./licence-commands.effects.ts";
import { type KnownCase, knowCase, type Looking, licenceFactsOf } from "./licence-facts.effects.ts";
import { listRecordedFacts } from "./licence-findings.store.ts";
import { belongsTo, licencePerson, writesForCompany } from "./licence-person.ts";
import { citeIn } from "./licence-requirements.ts";
import { findingsSeenBy, itemSeenBy, type Reader } from "./messages/seen-by.ts";
import { objectionsSeen } from "./objections/objection-view.effects.ts";

/** One case, as visible to the caller. */
export async function describeLicence(looking: Looking, caller: Caller, row: LicenceRow): Promise<LicenceView> {
  const known = await knowCase(looking, row);
  const isOwn = belongsTo(caller, row.organisation.id);
  const reader: Reader = isOwn ? "applicant" : "ministry";
  const facts = await licenceFactsOf(looking, known, { caller });
  const names = await namesOf(looking.db, peopleOf(known));
  const events = await listLicenceEvents(looking.db, { applicationId: row.id, withDeskOnly: !isOwn });
  const reading = readLicencePromise(row, looking.nowMs);
  const deemed = await findDeemed(looking.db, row.id);
  const { id, nib, npwp, name } = row.organisation;
  const { papers } = known;
  const isOpen = row.state === "draft" || row.state === "returned";
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    paused: row.paused,
    round: row.round,
    version: versionFor(caller, row),
    organisation: { id, name, nib, npwp, ...toCompanyFactsResponse(papers.content.company) },
    codes: papers.content.company.codes.map(({ code, decree }) => ({ code, decree, display: displayCode(code) })),
    ruleVersion: row.ruleVersion,
    createdAt: row.createdAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    assignee: row.assigneeId === null ? null : (names.get(row.assigneeId) ?? null),
    promise: reading === null ? null : viewPromise(reading),
    repairUntil: row.state === "returned" ? row.repairUntil : null,
    parts: partsOf(known, names),
    items: itemsOf(known, { reader, names, events, personId: caller.personId }),
    documents: documentsOf(known, names),
    findings: findingsOf(known, { reader, names }),
    preCheck: isOwn ? viewPreCheck(known) : [],
    events: events.map(({ type, occurredAt, actorName, actorRole, note, detail }, nth) => ({
      // Numbered as displayed: a gap would disclose the number of officers-only events.
      sequence: nth + 1,
      type,
      at: occurredAt.toISOString(),
      actor: actorName,
      role: actorRole,
      note,
      detail: detail as Record<string, unknown>,
    })),
    recordedFacts: isOwn ? [] : await recordedFactsOf(looking, row),
    deemed:
      deemed === undefined
        ? null
        : {
            since: deemed.since,
            escalatedAt: deemed.escalatedAt.toISOString(),
            recordedAt: deemed.recordedAt?.toISOString() ?? null,
          },
    decree: (await findCommitmentDecree(looking.db, row.id)) ?? null,
    receipts: await listLicenceReceipts(looking.db, row.id),
    objections: await objectionsSeen(looking, caller, row),
    interest: isOwn ? null : facts.interest,
    mayWrite: isOpen && writesForCompany(caller, row.organisation.id),
    commands: [...possibleCommands(facts, licencePerson(caller))],
  };
}

function toCompanyFactsResponse({ isGovernment, kbli, ownLicence }: CompanyFacts) {
  return { isGovernment, kbli: [...kbli], ownLicence };
}

type Names = ReadonlyMap<string, string>;

function peopleOf({ row, papers, items, findings }: KnownCase): readonly string[] {
  return [
    ...(row.assigneeId === null ? [] : [row.assigneeId]),
    ...papers.parts.map(({ changedBy }) => changedBy),
    ...papers.slots.map(({ attachedBy }) => attachedBy),
    ...items.flatMap(({ checkedBy }) => checkedBy ?? []),
    ...findings.map(({ writtenBy }) => writtenBy),
  ];
}

/** Every part of the form, saved or not. */
function partsOf({ papers }: KnownCase, names: Names): LicenceView["parts"] {
  return PART_KEYS.map((key) => {
    const saved = papers.parts.find((part) => part.key === key);
    if (saved === undefined) return { key, value: EMPTY_FORM[key], version: 0, changedBy: null, changedAt: null };
    const { value, version, changedBy, changedAt } = saved;
    return { key, value, version, changedBy: names.get(changedBy) ?? null, changedAt: changedAt.toISOString() };
  });
}

interface Seeing {
  readonly reader: Reader;
  readonly names: Names;
}

interface SeeingItems extends Seeing {
  readonly events: Awaited<ReturnType<typeof listLicenceEvents>>;
  readonly personId: string;
}

function itemsOf(known: KnownCase, { reader, names, events, personId }: SeeingItems): LicenceView["items"] {
  const { papers, row, itemFacts, items } = known;
  const isLater = row.round > 0 || row.state === "returned";
  return papers.asked.map(({ key, kind, parts, slots, rule, template, isWord }) => {
    const stored = items.find(({ requirement }) => requirement === key);
    const facts = itemFacts.find(({ requirement }) => requirement === key);
    const asked = { key, kind, parts: [...parts], slots: [...slots], rule, template, isWord };
    const isChanged = isLater && (facts?.isChanged ?? true);
    if (stored === undefined || facts === undefined)
      return {
        ...asked,
        verdict: "open" as const,
        locked: false,
        changed: isChanged,
        reopened: null,
        mayUndo: false,
        checkedBy: null,
        checkedAt: null,
      };
    const seen = itemSeenBy(reader, row, { ...stored, isLocked: facts.isLocked });
    return {
      ...asked,
      verdict: seen.verdict,
      locked: seen.isLocked,
      changed: isChanged,
      reopened: facts.isReopened ? reopeningOf(key, events) : null,
      mayUndo: reader === "ministry" && facts.acceptedUntold === personId,
      ...judgedBy(stored, { reader, names }),
    };
  });
}

/** Why an item is judged again: a coordinator reopened it, or an objection to the rejection was granted. */
function reopeningOf(requirement: string, events: SeeingItems["events"]) {
  const event = events.findLast(({ type, detail }) => {
    if (type === "objection-granted") return true;
    return type === "reopen-item" && (detail as { readonly requirement?: unknown }).requirement === requirement;
  });
  return event === undefined ? null : { at: event.occurredAt.toISOString(), reason: event.note ?? "" };
}

/** The judging officer and time; visible to officers only. */
function judgedBy({ checkedBy, checkedAt }: KnownCase["items"][number], { reader, names }: Seeing) {
  if (reader === "applicant" || checkedBy === null) return { checkedBy: null, checkedAt: null };
  return { checkedBy: names.get(checkedBy) ?? null, checkedAt: checkedAt?.toISOString() ?? null };
}

function documentsOf({ papers }: KnownCase, names: Names): LicenceView["documents"] {
  return papers.slots.map(({ slot, fileId, name, bytes, sha256, stated, facts, attachedBy, attachedAt, version }) => ({
    slot,
    requirement: papers.asked.find(({ slots }) => slots.includes(slot))?.key ?? null,
    fileId,
    name,
    bytes,
    sha256,
    pages: facts?.pages ?? null,
    stated: { ...stated },
    facts,
    attachedBy: names.get(attachedBy) ?? "",
    attachedAt: attachedAt.toISOString(),
    version,
  }));
}

function findingsOf(known: KnownCase, { reader, names }: Seeing): LicenceView["findings"] {
  const { content } = known.papers;
  return findingsSeenBy(reader, known.row, known.findings).map((finding) => ({
    id: finding.id,
    requirement: finding.requirement,
    round: finding.round,
    state: finding.state,
    place: finding.place,
    rule: citeIn(content, finding.rule),
    note: finding.note,
    remedy: finding.remedy,
    lateReason: finding.lateReason,
    repeats: finding.repeats,
    dueDate: finding.dueDate,
    by: names.get(finding.writtenBy) ?? null,
    at: (reader === "applicant" ? (finding.sentAt ?? finding.writtenAt) : finding.writtenAt).toISOString(),
  }));
}

function viewPreCheck({ preCheck, papers }: KnownCase): LicenceView["preCheck"] {
  return preCheck.map(({ code, level, requirement, place, params, rule }) => ({
    code,
    level,
    requirement,
    place: { ...place },
    params: { ...params },
    rule: citeIn(papers.content, rule),
  }));
}

async function recordedFactsOf({ db }: Looking, row: LicenceRow): Promise<LicenceView["recordedFacts"]> {
  return (await listRecordedFacts(db, row.id)).map(({ recordedAt, ...fact }) => ({
    ...fact,
    at: recordedAt.toISOString(),
  }));
}
