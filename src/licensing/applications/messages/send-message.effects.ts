import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { findLicence, type LicenceRow } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { interestOf, maySeeLicence } from "../licence-facts.effects.ts";
import { licenceHolders } from "../licence-people.effects.ts";
import { belongsTo, isLicensingOfficer, licencePerson, writesForCompany } from "../licence-person.ts";
import { licenceWords } from "./licence-mail-words.effects.ts";
import { countMessages, insertMessage, MESSAGES_MAX, type MessageSide } from "./licence-messages.store.ts";

/** Why a message is not sent. */
export type MessageRefusal =
  | "no-such-application"
  | "not-your-case"
  | "conflict-of-interest"
  | "interest-undeclared"
  | "command-not-now"
  | "licence-messages-full";

/** A new message with its caller and case. */
export interface NewMessage {
  readonly caller: Caller;
  readonly requestId: string;
  readonly id: string;
  readonly text: string;
}

/** Sends a message to the other side, with one notification by mail. */
export async function sendMessage(
  dependencies: LicenceDependencies,
  sent: NewMessage,
): Promise<Result<string, MessageRefusal>> {
  const { kit } = dependencies;
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<string, MessageRefusal>> => {
    const row = await findLicence(trx, sent.id, "share");
    if (row === undefined || !maySeeLicence(sent.caller, row)) return refuse("no-such-application");
    const side = await sideOf(trx, row, sent.caller);
    if (!side.ok) return side;
    // Before submission a case is not visible to the ministry.
    if (row.number === null) return refuse("command-not-now");
    if ((await countMessages(trx, row.id)) >= MESSAGES_MAX) return refuse("licence-messages-full");
    await write(dependencies, trx, { row, side: side.value, sent });
    return ok(row.id);
  });
  if (done.ok) for (const channel of ["licences", "outbox"]) kit.changeFeed.announce(channel);
  return done;
}

async function sideOf(
  trx: DatabaseTransaction,
  row: LicenceRow,
  caller: Caller,
): Promise<Result<MessageSide, MessageRefusal>> {
  const { id: organisationId } = row.organisation;
  if (belongsTo(caller, organisationId))
    return writesForCompany(caller, organisationId) ? ok("applicant") : refuse("not-your-case");
  if (!isLicensingOfficer(licencePerson(caller))) return refuse("not-your-case");
  const interest = await interestOf(trx, row.id, caller.personId);
  if (interest === "declared") return refuse("conflict-of-interest");
  return interest === "none" ? ok("ministry") : refuse("interest-undeclared");
}

async function write(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  { row, side, sent }: { readonly row: LicenceRow; readonly side: MessageSide; readonly sent: NewMessage },
): Promise<void> {
  const { kit } = dependencies;
  const id = kit.ids.next();
  const writtenAt = new Date(kit.clock.nowMs());
  const { personId, name } = sent.caller;
  await insertMessage(trx, { id, applicationId: row.id, side, writtenBy: personId, writtenAt, text: sent.text });
  await recordAudit(trx, kit, {
    actorPersonId: personId,
    actorRole: null,
    action: "licence.message-sent",
    subjectKind: "licence-application",
    subjectId: row.id,
    detail: { messageId: id, side },
    requestId: sent.requestId,
  });
  const words = await licenceWords(kit, trx, row);
  const params = (locale: "id" | "en") => ({ ...words(locale), sender: name, text: sent.text });
  const dedupeKey = `licence-message ${id}`;
  if (side === "ministry") {
    const organisationId = row.organisation.id;
    return dependencies.tellCompany(trx, { organisationId, template: "licence.message", params, dedupeKey });
  }
  const holders = await licenceHolders(dependencies.officersWho, { db: trx, row, now: writtenAt });
  const personIds = row.assigneeId === null ? holders : [row.assigneeId];
  return dependencies.tellPeople(trx, { personIds, template: "licence-desk.message", params, dedupeKey });
}
