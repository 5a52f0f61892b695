import type { Permission } from "../../../identity/index.ts";
import { assert, ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { foldPromise, withEvent } from "../../promises/index.ts";
import { calendarsToday } from "../deadlines/licence-watch.ts";
import { findLicence } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { keepInterest } from "../licence-findings.store.ts";
import { belongsTo, officerRoleIn, writesForCompany } from "../licence-person.ts";
import { endObjection } from "../reopen-licence.effects.ts";
import {
  decideObjection,
  type ObjectionCommand,
  type ObjectionDecision,
  type ObjectionRefusal,
} from "./decide-objection.ts";
import {
  findObjection,
  insertObjectionEvent,
  markObjected,
  type ObjectionChange,
  type ObjectionRow,
  updateObjection,
} from "./objection.store.ts";
import { type KnownObjection, objectionFactsOf } from "./objection-facts.effects.ts";
import { objectionHolders, objectionWords } from "./objection-mail.effects.ts";
import { DECIDERS, maySeeObjection, objectionPerson, REVIEWERS } from "./objection-person.ts";
import { watchObjection } from "./objection-promise.ts";
import type { ObjectionCommandName } from "./objection-words.ts";

/** Why a command was not executed. */
export type ObjectionCommandRefusal = ObjectionRefusal | "no-such-application" | "version-stale";

/** A command with its caller and the version it applies to. */
export interface ObjectionRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly version: number;
  readonly command: ObjectionCommand;
}

/** Executes a command in one transaction under the locks of application and objection: all effects, or none. */
export async function commandObjection(
  dependencies: LicenceDependencies,
  request: ObjectionRequest,
): Promise<Result<string, ObjectionCommandRefusal>> {
  const { kit } = dependencies;
  const nowMs = kit.clock.nowMs();
  const { caller, command } = request;
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<string, ObjectionCommandRefusal>> => {
    const known = await lockObjection(trx, request.id);
    if (known === undefined || !maySeeObjection(caller, known.licence)) return refuse("no-such-application");
    const { id: organisationId } = known.licence.organisation;
    if (request.version !== known.row.version) return refuse("version-stale");
    if (belongsTo(caller, organisationId) && !writesForCompany(caller, organisationId)) return refuse("not-your-case");
    const assigneeId = command.command === "assign" ? command.personId : null;
    const facts = await objectionFactsOf({ db: trx, nowMs }, known, { caller, assigneeId });
    const decided = decideObjection(facts, command, objectionPerson(caller), nowMs);
    if (!decided.ok) return decided;
    await write(dependencies, trx, { known, request, decision: decided.value, at: new Date(nowMs) });
    return ok(request.id);
  });
  if (done.ok) for (const channel of ["licences", "outbox", "oss-reports"]) kit.changeFeed.announce(channel);
  return done;
}

/** Locks the application's row first, because a grant changes both. */
async function lockObjection(trx: DatabaseTransaction, id: string): Promise<KnownObjection | undefined> {
  const found = await findObjection(trx, id);
  const licence = found === undefined ? undefined : await findLicence(trx, found.applicationId, "change");
  const row = licence === undefined ? undefined : await findObjection(trx, id, "change");
  return row === undefined || licence === undefined ? undefined : { row, licence };
}

/** A decision with its context, to be stored. */
interface Writing {
  readonly known: KnownObjection;
  readonly request: ObjectionRequest;
  readonly decision: ObjectionDecision;
  readonly at: Date;
}

async function write(dependencies: LicenceDependencies, trx: DatabaseTransaction, writing: Writing): Promise<void> {
  const { known, request, decision, at } = writing;
  const { row, licence } = known;
  const { command, caller } = request;
  if (command.command === "declare-interest") {
    const { hasInterest, note } = command;
    await keepInterest(trx, { applicationId: licence.id, personId: caller.personId, hasInterest, note, at });
  }
  const change = changeOf(writing);
  const reviewedBy = decision.advice === null ? {} : { reviewedBy: caller.personId };
  await updateObjection(trx, { id: row.id, change, ...reviewedBy });
  await remember(dependencies, trx, writing);
  const isOver = ["granted", "refused", "withdrawn"].includes(decision.state);
  if (isOver) await markObjected(trx, { applicationId: licence.id, objected: false });
  if (isOver) {
    const type = `objection-${decision.state}`;
    const by = { personId: caller.personId, role: roleOf(command.command, caller).role };
    await endObjection(dependencies, trx, {
      licence,
      number: row.number,
      type,
      at,
      note: decision.note,
      by,
      isReopened: decision.state === "granted",
    });
  }
  await notifyParties(dependencies, trx, writing);
}

function changeOf({ known: { row }, request, decision, at }: Writing): ObjectionChange {
  const { state, promise, reviewerId, advice, note } = decision;
  const promiseEvents = promise === null ? row.promiseEvents : withEvent(row.promiseEvents, promise);
  assert(foldPromise(promiseEvents, { restartsMax: 0 }).ok, "a decision asks for possible promise events only");
  const calendars = calendarsToday(at.getTime());
  const { dueDate, nextOn } = watchObjection({ ...row, promiseEvents }, at.getTime(), calendars.known);
  const isDecided = state === "granted" || state === "refused";
  return {
    state,
    dueDate,
    nextOn,
    calendars: calendars.key,
    promiseEvents: JSON.stringify(promiseEvents),
    ...(reviewerId === undefined ? {} : { reviewerId }),
    ...(advice === null ? {} : { advice, adviceReason: note?.trim() ?? null, advisedAt: at }),
    // The advice of a reviewer with an interest is discarded.
    ...(state === "filed" ? { advice: null, adviceReason: null, advisedAt: null } : {}),
    ...(isDecided
      ? { decidedBy: request.caller.personId, decidedAt: at, decisionReason: present(note, "reason").trim() }
      : {}),
  };
}

const RESTS_ON: Readonly<Partial<Record<ObjectionCommandName, readonly Permission[]>>> = {
  "declare-interest": [...REVIEWERS, ...DECIDERS],
  take: REVIEWERS,
  assign: DECIDERS,
  release: [...REVIEWERS, ...DECIDERS],
  review: REVIEWERS,
  "send-back": DECIDERS,
  grant: DECIDERS,
  refuse: DECIDERS,
};

function roleOf(command: ObjectionCommandName, { memberships }: Caller) {
  return officerRoleIn(RESTS_ON[command] ?? [], memberships);
}

/** Writes an event of the objection and its audit entry. */
async function remember({ kit }: LicenceDependencies, trx: DatabaseTransaction, writing: Writing): Promise<void> {
  const { known, request, decision, at } = writing;
  const { row, licence } = known;
  const { command, caller, requestId } = request;
  const { role, actingForPersonId } = roleOf(command.command, caller);
  const actor = { actorPersonId: caller.personId, actorRole: role };
  const detail = {
    ...(actingForPersonId === null ? {} : { actingForPersonId }),
    ...(decision.reviewerId === undefined ? {} : { reviewer: decision.reviewerId }),
    ...(decision.advice === null ? {} : { advice: decision.advice }),
  };
  const note = decision.note === null || decision.note.trim() === "" ? null : decision.note.trim();
  await insertObjectionEvent(trx, {
    id: kit.ids.next(),
    objectionId: row.id,
    type: command.command,
    deskOnly: decision.isDeskOnly,
    occurredAt: at,
    ...actor,
    note,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, kit, {
    ...actor,
    action: `objection.${command.command}`,
    subjectKind: "licence-application",
    subjectId: licence.id,
    detail: { ...detail, objectionId: row.id },
    requestId,
  });
}

/** Notifications to the company, with the names of the texts; the opinion is visible to officers only. */
const COMPANY_MESSAGES: Readonly<Partial<Record<ObjectionCommandName, string>>> = {
  take: "assigned",
  assign: "assigned",
  grant: "granted",
  refuse: "refused",
  withdraw: "withdrawn",
};

/** Notifications to the officers of the next step. */
const OFFICER_MESSAGES: Readonly<Partial<Record<ObjectionCommandName, string>>> = {
  assign: "assigned",
  release: "released",
  review: "reviewed",
  "send-back": "sent-back",
  withdraw: "withdrawn",
};

async function notifyParties(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  writing: Writing,
): Promise<void> {
  const { known, request, decision, at } = writing;
  const { command } = request.command;
  const row: ObjectionRow = present(await findObjection(trx, known.row.id), "objection");
  const after = { row, licence: known.licence };
  const words = await objectionWords(dependencies.kit, trx, after);
  const params = (locale: "id" | "en") => ({ ...words(locale), reason: decision.note?.trim() || "–" });
  const key = `objection ${row.id} ${row.version}`;
  const company = COMPANY_MESSAGES[command];
  const organisationId = known.licence.organisation.id;
  if (company !== undefined)
    await dependencies.tellCompany(trx, { organisationId, template: `objection.${company}`, params, dedupeKey: key });
  const desk = OFFICER_MESSAGES[command];
  if (desk === undefined) return;
  const holders = await objectionHolders(dependencies, { db: trx, known: after, now: at });
  const left = command === "withdraw" && row.reviewerId !== null ? [row.reviewerId] : [];
  await dependencies.tellPeople(trx, {
    personIds: [...holders, ...left].filter((id) => id !== request.caller.personId),
    template: `objection-desk.${desk}`,
    params,
    dedupeKey: `${key} desk`,
  });
}
