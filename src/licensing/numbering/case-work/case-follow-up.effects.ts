import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { calendarsInForce, officeDate } from "../../../regulation/index.ts";
import { calendarsKey } from "../../promises/index.ts";
import type { ApplicationRow } from "../cases/application.store.ts";
import { orderCaseReceipt } from "../cases/receipt.effects.ts";
import type { FollowUpDependencies } from "./case-dependencies.effects.ts";
import { holdersOf } from "./case-people.effects.ts";
import { keepWatch } from "./case-watch.store.ts";
import { watchOf } from "./case-watch.ts";
import { caseWords } from "./case-words.effects.ts";

/** A command that was executed. */
export interface CommandDone {
  /** The application after the command. */
  readonly row: ApplicationRow;
  /** The version that the command named; part of the message's deduplication key. */
  readonly version: number;
  readonly command: string;
  readonly actorPersonId: string;
  readonly reason: string;
}

/** Follows up a command, inside the deciding transaction. */
export type FollowUp = (trx: DatabaseTransaction, done: CommandDone) => Promise<void>;

/** Notifications to the company in addition to those of the command itself, with the names of their texts. */
const COMPANY_MESSAGES: Readonly<Record<string, string>> = {
  assign: "assigned",
  take: "assigned",
  "finish-check": "checked",
  endorse: "endorsed",
  propose: "proposed",
  "send-back": "sent-back",
  withdraw: "withdrawn",
};

/** Notifications to the officers who may take the next step. */
const OFFICER_MESSAGES: Readonly<Record<string, string>> = {
  submit: "submitted",
  assign: "assigned",
  unassign: "released",
  resubmit: "corrected",
  "finish-check": "checked",
  endorse: "endorsed",
  propose: "proposed",
  "send-back": "sent-back",
  answer: "answered",
};

/** Creates the follow-up of commands. */
export function caseFollowUp(dependencies: FollowUpDependencies): FollowUp {
  const { kit } = dependencies;
  return async (trx, done) => {
    const { row, command } = done;
    if (row.number === null) return;
    const nowMs = kit.clock.nowMs();
    const calendars = calendarsInForce(officeDate(nowMs));
    const { nextOn, repairUntil } = watchOf(row, nowMs, calendars);
    await keepWatch(trx, { applicationId: row.id, nextOn, repairUntil, calendars: calendarsKey(calendars) });
    if (command === "submit" || command === "resubmit")
      await orderCaseReceipt(dependencies.orderReceipt, trx, { row, at: new Date(nowMs) });
    await notifyParties(dependencies, trx, done);
  };
}

async function notifyParties(
  dependencies: FollowUpDependencies,
  trx: DatabaseTransaction,
  done: CommandDone,
): Promise<void> {
  const { row, command, version, actorPersonId, reason } = done;
  // The holder did not apply for a revocation: they are notified only of its opening, their answer and the decision.
  const company = row.kind === "revocation" ? undefined : COMPANY_MESSAGES[command];
  const desk = OFFICER_MESSAGES[command];
  if (company === undefined && desk === undefined) return;
  const words = await caseWords(dependencies.kit, trx, row);
  const params = (locale: "id" | "en") => ({ ...words(locale), reason: reason === "" ? "–" : reason });
  if (company !== undefined) {
    const dedupeKey = `application ${row.id} ${version} ${company}`;
    const organisationId = row.organisation.id;
    await dependencies.tellCompany(trx, { organisationId, template: `application.${company}`, params, dedupeKey });
  }
  if (command === "withdraw") return notifyChecker(dependencies, trx, done, params);
  if (desk === undefined) return;
  const now = new Date(dependencies.kit.clock.nowMs());
  const holders = await holdersOf(dependencies.officersWho, { db: trx, row, now });
  await dependencies.tellPeople(trx, {
    personIds: holders.filter((id) => id !== actorPersonId),
    template: `desk.${desk}`,
    params,
    dedupeKey: `desk ${row.id} ${version} ${desk}`,
  });
}

/** Notifies the checking officer that the case was withdrawn. */
async function notifyChecker(
  dependencies: FollowUpDependencies,
  trx: DatabaseTransaction,
  { row, version }: CommandDone,
  params: (locale: "id" | "en") => Readonly<Record<string, string>>,
): Promise<void> {
  if (row.checkerId === null) return;
  const dedupeKey = `desk ${row.id} ${version} withdrawn`;
  await dependencies.tellPeople(trx, { personIds: [row.checkerId], template: "desk.withdrawn", params, dedupeKey });
}
