import { present } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { orderLicenceReceipt } from "./documents/licence-receipt.effects.ts";
import { reportLicence } from "./documents/licence-report.effects.ts";
import { findLicence } from "./licence.store.ts";
import type { LicenceDependencies } from "./licence-dependencies.effects.ts";
import { licenceHolders } from "./licence-people.effects.ts";
import type { LicenceCommandName } from "./licence-words.ts";
import type { Writing } from "./licence-writing.effects.ts";
import { licenceWords } from "./messages/licence-mail-words.effects.ts";

type MessageKeys = Readonly<Partial<Record<LicenceCommandName, string>>>;

/** Notifications to the company, with the names of the texts. */
const COMPANY_MESSAGES: MessageKeys = {
  submit: "submitted",
  withdraw: "withdrawn",
  assign: "assigned",
  take: "assigned",
  "reopen-item": "reopened",
  return: "returned",
  pause: "paused",
  resume: "resumed",
  "finish-check": "checked",
  resubmit: "resubmitted",
  endorse: "endorsed",
  "send-back": "sent-back",
  verify: "verified",
  reject: "rejected",
};

/** Notifications to the officers who may take the next step. */
const OFFICER_MESSAGES: MessageKeys = {
  submit: "submitted",
  assign: "assigned",
  unassign: "released",
  resubmit: "corrected",
  "finish-check": "checked",
  endorse: "endorsed",
  "send-back": "sent-back",
};

/** Notifies the parties concerned by a command, inside the deciding transaction. */
export async function followUpLicence(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  writing: Writing,
): Promise<void> {
  const { known, request, decision, at } = writing;
  const { command } = request.command;
  const row = present(await findLicence(trx, known.row.id), "licence application");
  await reportLicence(dependencies, trx, writing);
  if (row.number === null) return;
  if (decision.isNewRound) await orderLicenceReceipt(dependencies, trx, { row, papers: known.papers, at });
  const words = await licenceWords(dependencies.kit, trx, row);
  const params = (locale: "id" | "en") => ({ ...words(locale), reason: decision.note?.trim() || "–" });
  const company = COMPANY_MESSAGES[command];
  const key = `licence ${row.id} ${known.row.version + known.row.deskVersion}`;
  if (company !== undefined)
    await dependencies.tellCompany(trx, {
      organisationId: row.organisation.id,
      template: `licence.${company}`,
      params,
      dedupeKey: `${key} ${company}`,
    });
  const desk = OFFICER_MESSAGES[command];
  const holders = desk === undefined ? [] : await licenceHolders(dependencies.officersWho, { db: trx, row, now: at });
  const withdrawn = command === "withdraw" && row.assigneeId !== null ? [row.assigneeId] : [];
  await dependencies.tellPeople(trx, {
    personIds: [...holders, ...withdrawn].filter((id) => id !== request.caller.personId),
    template: `licence-desk.${desk ?? "withdrawn"}`,
    params,
    dedupeKey: `${key} desk`,
  });
}
