import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { type CodeChange, type CodeState, codeChanges } from "./access-code.ts";

/** Who changed a code, why, and the things the change belongs to; ids only, so that a page can link to them. */
export interface ChangeNote {
  readonly by: string | null;
  readonly role: string | null;
  readonly note?: string | null;
  readonly refs?: Readonly<
    Partial<Record<"holdId" | "applicationId" | "decreeId" | "orderId" | "runId" | "noticeId" | "importId", string>>
  >;
  /** When it happened, where that is not the instant of writing (imported history). */
  readonly at?: Date;
}

/** Nobody in particular: a sweep or the process itself. */
export const BY_ITSELF: ChangeNote = { by: null, role: null };

/** One change of one or more codes. */
export interface CodeChangeRequest extends ChangeNote {
  readonly change: CodeChange;
  readonly codes: readonly string[];
  readonly now: Date;
  /** Only codes of this holder, where given. */
  readonly heldBy?: string;
  /** Whose the codes are afterwards; those of a change to a free state are nobody's. */
  readonly becomesHeldBy?: string;
  readonly mode?: "off" | "test" | "open";
  /** What everybody reads beside the code. */
  readonly reason?: string | null;
  readonly quarantinedUntil?: Date;
}

/** States in which a code is nobody's. */
const NOBODYS: ReadonlySet<CodeState> = new Set(["idle", "reserved", "blocked", "quarantine"]);

/** How a change is named for the trigger that judges and remembers it. */
export function nameChange(change: CodeChange, { by, role, note = null, refs = {}, at }: ChangeNote): string {
  return JSON.stringify({ name: change, by, role, note, refs, ...(at === undefined ? {} : { at: at.toISOString() }) });
}

/**
 * Changes codes in one conditional statement and returns those that changed: only codes in a state that the change may
 * leave (`codeChanges`) do. The trigger of `access_code` judges the same life cycle again and writes the history in the
 * same transaction. Codes are locked in their order, so that two ranges never wait for each other in a circle; the lock is the weak one, since an order names its codes by foreign key first.
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

/** The states of codes as they stand, by code. */
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
