import { Temporal } from "temporal-polyfill";
import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import {
  calendarsInForce,
  officeDate,
  readRevocationRules,
  readWorkingCalendar,
  rulesetVersion,
} from "../../../regulation/index.ts";
import { addWorkingDays } from "../../promises/index.ts";
import { actingPerson } from "../cases/acting-person.ts";
import { findApplication, insertDraft, insertItems, updateApplication } from "../cases/application.store.ts";
import { type CommandDependencies, nextRequestNumber } from "../cases/application-commands.effects.ts";
import { beginForm, type RevocationForm } from "../cases/application-form.ts";
import { KIND_RULES } from "../cases/application-kind.ts";
import { remember } from "../cases/draft.effects.ts";
import { rulebookNow } from "../cases/rules-in-force.ts";
import { lockCode } from "../inventory/hold.store.ts";
import { findHeldCode, openCaseOn } from "./held-code.store.ts";
import type { RevocationGround } from "./revocation-ground.ts";

/** Why a revocation is not opened. */
export type RevocationRefusal =
  | "not-permitted"
  | "conflict-of-interest"
  | "code-not-active"
  | "code-has-open-case"
  | "statement-missing"
  | "no-such-file";

/** An officer's request to revoke a code. */
export interface RevocationRequest {
  readonly caller: Caller;
  readonly requestId: string;
  readonly code: string;
  readonly ground: RevocationGround;
  readonly statement: string;
  readonly evidenceFileId: string | null;
}

const STATEMENT_MIN = 20;

/** The last local date on which a holder may answer a revocation that is opened at `nowMs`. */
function answerDueDate(nowMs: number): string {
  const rulebook = rulebookNow(nowMs);
  const today = officeDate(nowMs);
  const calendar = readWorkingCalendar(rulebook, calendarsInForce(today));
  const { answerWorkingDays } = readRevocationRules(rulebook);
  return addWorkingDays(Temporal.PlainDate.from(today), answerWorkingDays, calendar).toString();
}

/**
 * Opens the revocation of an active code: its officer is assigned from the beginning, the holder is notified of the
 * ground and the last day to answer, and the code does not change before the decision. Returns the case's id.
 */
export async function openRevocation(
  dependencies: CommandDependencies,
  request: RevocationRequest,
): Promise<Result<string, RevocationRefusal>> {
  const { kit } = dependencies;
  const { caller, code } = request;
  const person = actingPerson(caller);
  if (!person.mayCheck) return refuse("not-permitted");
  if (request.statement.trim().length < STATEMENT_MIN) return refuse("statement-missing");
  const at = new Date(kit.clock.nowMs());
  const opened = await kit.db.transaction().execute(async (trx): Promise<Result<string, RevocationRefusal>> => {
    await lockCode(trx, code);
    const held = await findHeldCode(trx, code);
    if (held === undefined) return refuse("code-not-active");
    const { organisationId } = held;
    if (person.organisationIds.has(organisationId)) return refuse("conflict-of-interest");
    if ((await openCaseOn(trx, { code, exceptId: null })) !== undefined) return refuse("code-has-open-case");
    const { evidenceFileId: fileId } = request;
    const owner = { personId: caller.personId, organisationId };
    if (fileId !== null && !(await claimFile(trx, { ...owner, fileId, purpose: "letter" })))
      return refuse("no-such-file");
    return ok(await addCase(dependencies, trx, { request, organisationId, at }));
  });
  if (opened.ok) for (const channel of ["applications", "outbox"]) kit.changeFeed.announce(channel);
  return opened;
}

async function addCase(
  { kit, noticeCompany, followUp }: CommandDependencies,
  trx: DatabaseTransaction,
  adding: { readonly request: RevocationRequest; readonly organisationId: string; readonly at: Date },
): Promise<string> {
  const { request, organisationId, at } = adding;
  const { caller, code, ground, evidenceFileId } = request;
  const id = kit.ids.next();
  const statement = request.statement.trim();
  const answerDue = answerDueDate(at.getTime());
  const revocation: RevocationForm = { ground, statement, evidenceFileId, answerDue, answer: null };
  const form = { ...beginForm({ kbli: "", code, ownService: null, heldCodes: [] }), revocation };
  const row = { id, organisationId, kind: "revocation" as const, code, form, ruleVersion: rulesetVersion };
  await insertDraft(trx, { ...row, createdBy: caller.personId, at });
  const number = await nextRequestNumber(trx, { ruleVersion: rulesetVersion, createdAt: at }, at);
  await insertItems(
    trx,
    id,
    KIND_RULES.revocation.items.map(({ key }) => key),
  );
  const inHand = {
    state: "checking",
    number,
    submittedAt: at,
    checkerId: caller.personId,
    dueDate: answerDue,
  } as const;
  await updateApplication(trx, { id, at, change: inHand });
  await remember(kit, trx, { ...request, applicationId: id, type: "open-revocation", at, note: statement });
  const added = present(await findApplication(trx, id), "application");
  await noticeCompany(trx, {
    row: added,
    version: 1,
    type: "revocation-opened",
    params: { number, code, reason: statement, due: answerDue },
  });
  await followUp(trx, {
    row: added,
    version: 1,
    command: "open-revocation",
    actorPersonId: caller.personId,
    reason: statement,
  });
  return id;
}
