import type { z } from "zod";
import { present } from "../../../kernel/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { citation } from "../../numbering/index.ts";
import { viewPromise } from "../../promises/index.ts";
import { rulesOfCase } from "../deadlines/licence-promise.ts";
import { type LicenceRow, namesOf } from "../licence.store.ts";
import type { Looking } from "../licence-facts.effects.ts";
import { belongsTo } from "../licence-person.ts";
import { filingRefusal, possibleObjectionCommands } from "./decide-objection.ts";
import {
  listObjectionEvents,
  listObjectionFiles,
  type ObjectionRow,
  objectionsOf,
  rejectionAt,
  searchObjections,
} from "./objection.store.ts";
import type { ObjectionView, objectionsQuery, objectionsSchema } from "./objection-contract.ts";
import { filingFactsOf, type KnownObjection, objectionFactsOf } from "./objection-facts.effects.ts";
import { objectionPerson } from "./objection-person.ts";
import { readObjectionPromise, rulesOfObjection } from "./objection-promise.ts";

/** One objection, as visible to the caller. */
export async function describeObjection(
  looking: Looking,
  caller: Caller,
  known: KnownObjection,
): Promise<ObjectionView> {
  const { db, nowMs } = looking;
  const { row, licence } = known;
  const isOwn = belongsTo(caller, licence.organisation.id);
  const rejection = await rejectionAt(db, { applicationId: licence.id, sequence: row.rejection });
  const people = [row.filedBy, row.reviewerId, row.decidedBy, ...row.reviewedBy].flatMap((id) => id ?? []);
  const names = await namesOf(db, people);
  const facts = await objectionFactsOf(looking, known, { caller });
  const events = await listObjectionEvents(db, { objectionId: row.id, withDeskOnly: !isOwn });
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    version: row.version,
    text: row.text,
    licence: {
      id: licence.id,
      number: present(licence.number, "number of a rejected case"),
      organisationName: licence.organisation.name,
      rejectedAt: rejection.at.toISOString(),
      rejectedBy: rejection.by,
      reason: rejection.reason ?? "",
    },
    files: await listObjectionFiles(db, row.id),
    filedAt: row.filedAt.toISOString(),
    filedBy: names.get(row.filedBy) ?? "",
    reviewer: row.reviewerId === null ? null : (names.get(row.reviewerId) ?? null),
    promise: viewPromise(readObjectionPromise(row, nowMs)),
    rule: citation(rulesOfObjection(row), "promise-objection"),
    advice: isOwn ? null : adviceOf(row, names),
    decision: decisionOf(row, names),
    events: events.map(({ type, occurredAt, actorName, actorRole, note }, nth) => ({
      // Numbered as displayed: a gap would disclose the number of officers-only events.
      sequence: nth + 1,
      type,
      at: occurredAt.toISOString(),
      actor: actorName,
      role: actorRole,
      note,
    })),
    commands: [...possibleObjectionCommands(facts, objectionPerson(caller))],
    interest: isOwn ? null : facts.interest,
    hasJudged: !isOwn && facts.judgedBy.includes(caller.personId),
  };
}

type Names = ReadonlyMap<string, string>;

function adviceOf(
  { advice, adviceReason, advisedAt, reviewedBy }: ObjectionRow,
  names: Names,
): ObjectionView["advice"] {
  if (advice === null || advisedAt === null) return null;
  const by = names.get(reviewedBy.at(-1) ?? "") ?? null;
  return { advice, reason: adviceReason ?? "", by, at: advisedAt.toISOString() };
}

function decisionOf(
  { state, decidedBy, decidedAt, decisionReason }: ObjectionRow,
  names: Names,
): ObjectionView["decision"] {
  if ((state !== "granted" && state !== "refused") || decidedBy === null || decidedAt === null) return null;
  const reason = decisionReason ?? "";
  return { outcome: state, reason, by: names.get(decidedBy) ?? null, at: decidedAt.toISOString() };
}

/** A page of the officers' objections. */
export async function listObjections(
  { db, nowMs }: Looking,
  { state, page, pageSize }: z.infer<typeof objectionsQuery>,
): Promise<z.infer<typeof objectionsSchema>> {
  const asked = { isOpen: state === "open", limit: pageSize, offset: (page - 1) * pageSize };
  const { total, items } = await searchObjections(db, asked);
  return {
    total,
    items: items.map(({ row, licenceNumber, organisationName, reviewer }) => ({
      id: row.id,
      number: row.number,
      state: row.state,
      organisationName,
      reviewer,
      licenceNumber: licenceNumber ?? "",
      filedAt: row.filedAt.toISOString(),
      promise: viewPromise(readObjectionPromise(row, nowMs)),
    })),
  };
}

/** The objections to a case's rejection, and the last day on which this reader may file one. */
export async function objectionsSeen(looking: Looking, caller: Caller, licence: LicenceRow) {
  const filed = await objectionsOf(looking.db, licence.id);
  const items = filed.map(({ id, number, state, filedAt }) => ({ id, number, state, filedAt: filedAt.toISOString() }));
  const facts = licence.state === "rejected" ? await filingFactsOf(looking, licence) : undefined;
  if (facts === undefined) return { items, until: null, mayFile: false, refusal: null, rule: null };
  const refusal = filingRefusal(facts, objectionPerson(caller), "–") ?? null;
  const rule = citation(rulesOfCase(licence), "objection-working-days");
  return { items, until: facts.until, mayFile: refusal === null, refusal, rule };
}
