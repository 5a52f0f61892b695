import { holdingFor, roleActed } from "../../identity/index.ts";
import { type Result, refuse } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { citation, rulebookNow } from "../numbering/index.ts";
import { changeLicence } from "./change-licence.effects.ts";
import type { RecordDependencies } from "./licence-dependencies.effects.ts";
import { findLicenceRecord } from "./licence-record.store.ts";
import { type LicenceAct, type LicenceRecordRefusal, type Proof, proofRefusal } from "./licence-record.ts";

/** An officer's command on a licence. */
export interface LicenceRecordCommand {
  readonly licenceId: string;
  readonly act: LicenceAct;
  readonly expectedVersion: number;
  readonly reason: string;
  readonly ruleId: string | null;
  /** Code of the officer's second factor; "" if none was entered. */
  readonly code: string;
  readonly caller: Caller;
  readonly requestId: string;
}

/** Executes an officer's command: verifies the second factor where required, and changes the licence and the codes in one transaction. */
export async function actOnLicence(
  dependencies: RecordDependencies,
  command: LicenceRecordCommand,
): Promise<Result<{ readonly codes: readonly string[] }, LicenceRecordRefusal>> {
  const { licenceId, act, expectedVersion, reason, ruleId, caller, requestId } = command;
  const { kit } = dependencies;
  if (ruleId !== null && citation(rulebookNow(kit.clock.nowMs()), ruleId) === null) return refuse("rule-unknown");
  const holding = holdingFor(caller.memberships, "licence.decide");
  const actor = { personId: caller.personId, role: holding === undefined ? null : roleActed(holding), requestId };
  return kit.db.transaction().execute(async (trx) => {
    // The second factor is consumed only if the command is expected to succeed.
    const row = await findLicenceRecord(trx, licenceId);
    if (row === undefined) return refuse("no-such-licence");
    if (row.version !== expectedVersion) return refuse("version-stale");
    const unproven = proofRefusal(act, act === "revoke" ? await proofOf(dependencies, trx, command) : "fits");
    if (unproven !== null) return refuse(unproven);
    const change = { licenceId, act, expectedVersion, ground: "officer", rule: ruleId, reason, actor } as const;
    return changeLicence(dependencies, trx, change);
  });
}

/** A demonstration account has no second factor; it exists on loopback only. */
async function proofOf(
  dependencies: RecordDependencies,
  trx: DatabaseTransaction,
  { caller, code }: LicenceRecordCommand,
): Promise<Proof> {
  const { kit, spendSecondFactor } = dependencies;
  const { personId } = caller;
  if (code !== "") {
    const found = await spendSecondFactor(trx, { personId, code, nowMs: kit.clock.nowMs() });
    return found === "not-enrolled" ? "missing" : found;
  }
  const person = await trx.selectFrom("person").select("isDemo").where("id", "=", personId).executeTakeFirst();
  return kit.settings.demo && person?.isDemo === true ? "fits" : "missing";
}
