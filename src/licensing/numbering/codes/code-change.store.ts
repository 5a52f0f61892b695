import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { type CodeChange, type CodeState, codeChanges } from "./access-code.ts";

/** The author of a change of a code, the reason and the related records; ids only, so that a page can link to them. */
export interface ChangeNote {
  readonly by: string | null;
  readonly role: string | null;
  readonly note?: string | null;
  readonly refs?: Readonly<
    Partial<Record<"holdId" | "applicationId" | "decreeId" | "orderId" | "runId" | "noticeId" | "importId", string>>
  >;
  /** When the change happened, if not at the time of writing (imported history). */
  readonly at?: Date;
}

/** A change by the system: a sweep or the process itself. */
export const BY_ITSELF: ChangeNote = { by: null, role: null };

/** One change of one or more codes. */
export interface CodeChangeRequest extends ChangeNote {
  readonly change: CodeChange;
  readonly codes: readonly string[];
  readonly now: Date;
  /** Restricts the change to codes of this holder. */
  readonly heldBy?: string;
  /** The new holder of the codes; a change to a free state removes the holder. */
  readonly becomesHeldBy?: string;
  readonly mode?: "off" | "test" | "open";
  /** The public reason shown beside the code. */
  readonly reason?: string | null;
  readonly quarantinedUntil?: Date;
}

/** States in which a code has no holder. */
const NOBODYS: ReadonlySet<CodeState> = new Set(["idle", "reserved", "blocked", "quarantine"]);

/** The name of a change for the trigger that validates and records it. */
export function nameChange(change: CodeChange, { by, role, note = null, refs = {}, at }: ChangeNote): string {
  return JSON.stringify({ name: change, by, role, note, refs, ...(at === undefined ? {} : { at: at.toISOString() }) });
}

/**
 * Changes codes in one conditional statement and returns those that changed: only codes in a state that the change
 * starts from (`codeChanges`). The trigger of `access_code` enforces the same life cycle again and writes the history
 * in the same transaction. Codes are locked in sorted order, so that two ranges cannot deadlock; the lock is the weak
 * one (FOR NO KEY UPDATE), since an order references its codes by foreign key first.
 */
export async function changeCodes(trx: DatabaseTransaction, request: CodeChangeRequest): Promise<readonly string[]> {
  if (request.codes.length === 0) return [];
  const { from, to } = codeChanges[request.change];
  const states: readonly CodeState[] = from;
  let locked = trx
    .selectFrom("accessCode")
    .select("code")
    .where("code", "in", request.codes)
    .where("state", "in", states)
    .orderBy("code")
    .forNoKeyUpdate();
  if (request.heldBy !== undefined) locked = locked.where("holderOrganisationId", "=", request.heldBy);
  const isSwitch = states.includes(to);
  const rows = await trx
    .with("target", () => locked)
    .updateTable("accessCode")
    .from("target")
    .set({
      state: to,
      change: nameChange(request.change, request),
      changedAt: request.now,
      ...(isSwitch ? {} : { stateSince: request.at ?? request.now, heldUntil: null, mode: request.mode ?? "off" }),
      ...(isSwitch && request.mode !== undefined ? { mode: request.mode } : {}),
      ...(NOBODYS.has(to) ? { holderOrganisationId: null } : {}),
      ...(request.becomesHeldBy === undefined ? {} : { holderOrganisationId: request.becomesHeldBy }),
      ...(isSwitch ? {} : { reason: request.reason ?? null, quarantinedUntil: request.quarantinedUntil ?? null }),
    })
    .whereRef("accessCode.code", "=", "target.code")
    .returning("accessCode.code")
    .execute();
  return rows.map((row) => row.code).sort();
}

/** The present states of codes, by code. */
export async function statesOf(
  trx: DatabaseTransaction,
  codes: readonly string[],
): Promise<ReadonlyMap<string, CodeState>> {
  if (codes.length === 0) return new Map();
  const rows = await trx
    .selectFrom("accessCode")
    .select(["code", sql<CodeState>`state`.as("state")])
    .where("code", "in", codes)
    .execute();
  return new Map(rows.map((row) => [row.code, row.state]));
}
