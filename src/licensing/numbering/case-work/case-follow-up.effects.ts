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

/** A command that was carried out. */
export interface CommandDone {
  /** The application as it stands now. */
  readonly row: ApplicationRow;
  /** The version it was given on; names the message. */
  readonly version: number;
  readonly command: string;
  readonly actorPersonId: string;
  readonly reason: string;
}

/** Follows up a command, inside the deciding transaction. */
export type FollowUp = (trx: DatabaseTransaction, done: CommandDone) => Promise<void>;

/** Messages to the company beyond those of the command itself, with the names of their texts. */
const COMPANY_MESSAGES: Readonly<Record<string, string>> = {
  assign: "assigned",
  take: "assigned",
  "finish-check": "checked",
  endorse: "endorsed",
  propose: "proposed",
  "send-back": "sent-back",
  withdraw: "withdrawn",
};

/** Messages to the officers who may do the next step. */
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

/** Makes the follow-up of commands. */
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
  // A revocation is not an application of its holder: he hears of its opening, his answer and the decision only.
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

/** A withdrawn case leaves the desk of its officer. */
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
