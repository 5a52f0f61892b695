import type { z } from "zod";
import { permitsInTeam } from "../../../identity/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { daysBefore } from "../schedule/test-days.ts";
import { TEST_TEAM, testRoleIn } from "../test-person.ts";
import type { instrumentsSchema, newInstrument } from "./items.shared.ts";

/** Instruments, newest first. */
export async function listInstruments(
  db: Database,
  today: string,
): Promise<z.infer<typeof instrumentsSchema>["items"]> {
  const rows = await db
    .selectFrom("testInstrumentKey as k")
    .innerJoin("person as p", "p.id", "k.addedBy")
    .select(["k.id", "k.name", "k.publicKey", "p.name as addedBy", "k.addedAt", "k.revokedAt"])
    .select(["k.serial", "k.calibrationNumber", "k.calibratedUntil"])
    .orderBy("k.addedAt", "desc")
    .limit(500)
    .execute();
  return rows.map(({ addedAt, revokedAt, ...row }) => ({
    ...row,
    calibration: calibrationOn(row.calibratedUntil, today),
    addedAt: addedAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}

/** Days before the end of a calibration from which the list shows a warning. */
const SOON_DAYS = 30;

function calibrationOn(until: string | null, today: string): "valid" | "ends-soon" | "over" | "unknown" {
  if (until === null) return "unknown";
  if (until < today) return "over";
  return daysBefore(until, SOON_DAYS) <= today ? "ends-soon" : "valid";
}

interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
}

/** Adds the key of an instrument; requires the permission to schedule tests. */
export async function addInstrument(
  kit: Kit,
  asked: z.infer<typeof newInstrument> & RequestContext,
): Promise<Result<null, "not-your-case" | "instrument-known">> {
  const { caller, requestId, name, publicKey, serial, calibration } = asked;
  if (!permitsInTeam(caller.memberships, "application.assign", TEST_TEAM)) return refuse("not-your-case");
  const id = kit.ids.next();
  return kit.db.transaction().execute(async (trx) => {
    const row = {
      id,
      name,
      publicKey,
      serial,
      addedBy: caller.personId,
      addedAt: new Date(kit.clock.nowMs()),
      calibrationNumber: calibration?.number ?? null,
      calibratedUntil: calibration?.validUntil ?? null,
    };
    const added = await trx
      .insertInto("testInstrumentKey")
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n) return refuse("instrument-known");
    await audit(kit, trx, { caller, requestId, id, action: "added" });
    return ok(null);
  });
}

/** Stores a further calibration of a trusted instrument. */
export async function calibrateInstrument(
  kit: Kit,
  asked: { readonly id: string; readonly number: string; readonly validUntil: string } & RequestContext,
): Promise<Result<null, "not-your-case" | "no-such-instrument">> {
  const { id, caller, requestId, number, validUntil } = asked;
  if (!permitsInTeam(caller.memberships, "application.assign", TEST_TEAM)) return refuse("not-your-case");
  return kit.db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable("testInstrumentKey")
      .set({ calibrationNumber: number, calibratedUntil: validUntil })
      .where("id", "=", id)
      .where("revokedAt", "is", null)
      .executeTakeFirst();
    if (changed.numUpdatedRows !== 1n) return refuse("no-such-instrument");
    await audit(kit, trx, { caller, requestId, id, action: "calibrated" });
    return ok(null);
  });
}

/** Revokes an instrument; evidence that it signed before remains valid. */
export async function revokeInstrument(
  kit: Kit,
  asked: { readonly id: string } & RequestContext,
): Promise<Result<null, "not-your-case" | "no-such-instrument">> {
  const { id, caller, requestId } = asked;
  if (!permitsInTeam(caller.memberships, "application.assign", TEST_TEAM)) return refuse("not-your-case");
  return kit.db.transaction().execute(async (trx) => {
    const revoked = await trx
      .updateTable("testInstrumentKey")
      .set({ revokedAt: new Date(kit.clock.nowMs()) })
      .where("id", "=", id)
      .where("revokedAt", "is", null)
      .executeTakeFirst();
    if (revoked.numUpdatedRows !== 1n) return refuse("no-such-instrument");
    await audit(kit, trx, { caller, requestId, id, action: "revoked" });
    return ok(null);
  });
}

async function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  {
    caller,
    requestId,
    id,
    action,
  }: RequestContext & { readonly id: string; readonly action: "added" | "calibrated" | "revoked" },
): Promise<void> {
  await recordAudit(trx, kit, {
    actorPersonId: caller.personId,
    actorRole: testRoleIn("name-team", caller.memberships).role,
    action: `test-instrument.${action}`,
    subjectKind: "test-instrument",
    subjectId: id,
    detail: {},
    requestId,
  });
}
