import type { Database } from "../../../platform/database/index.ts";

const ENTRIES_MAX = 1_000;

/** Every change of a code, newest first, with the names of people, companies, applications, decrees and orders. */
export async function listHistory(db: Database, code: string) {
  return db
    .selectFrom("accessCodeHistory as h")
    .leftJoin("person as p", "p.id", "h.actorPersonId")
    .leftJoin("organisation as o", "o.id", "h.organisationId")
    .select([
      "h.id",
      "h.change",
      "h.fromState",
      "h.toState",
      "h.mode",
      "h.occurredAt",
      "h.actorRole",
      "h.note",
      "h.refs",
      "h.organisationId",
      "p.name as actorName",
      "o.name as organisationName",
    ])
    .where("h.code", "=", code)
    .orderBy("h.id", "desc")
    .limit(ENTRIES_MAX)
    .execute();
}

/** Applications that named a code, newest first. */
export async function applicationsNaming(db: Database, code: string) {
  return db
    .selectFrom("numberingApplication as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .select(["a.id", "a.number", "a.kind", "a.state", "a.submittedAt", "o.name as organisationName"])
    .where("a.code", "=", code)
    .where("a.number", "is not", null)
    .orderBy("a.createdAt", "desc")
    .limit(ENTRIES_MAX)
    .execute();
}

/** Decrees on a code, newest first. */
export async function decreesOn(db: Database, code: string) {
  return db
    .selectFrom("decree as d")
    .innerJoin("organisation as o", "o.id", "d.organisationId")
    .select([
      "d.id",
      "d.number",
      "d.kind",
      "d.state",
      "d.decidedAt",
      "d.supersededAt",
      "d.revokedAt",
      "o.name as organisationName",
    ])
    .where("d.code", "=", code)
    .orderBy("d.decidedAt", "desc")
    .limit(ENTRIES_MAX)
    .execute();
}

/** The earlier decree recorded for a code last, if any. */
export async function earlierDecreeOn(db: Database, code: string) {
  const row = await db
    .selectFrom("earlierDecree as d")
    .innerJoin("organisation as o", "o.id", "d.organisationId")
    .select(["d.id", "d.number", "d.decidedOn", "d.endUser", "d.importId", "o.name as organisationName"])
    .where("d.code", "=", code)
    .orderBy("d.recordedAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, decidedOn: String(row.decidedOn) };
}

/** Holds on a code, newest first. */
export async function holdsOn(db: Database, code: string) {
  return db
    .selectFrom("codeHold as h")
    .innerJoin("organisation as o", "o.id", "h.organisationId")
    .innerJoin("person as p", "p.id", "h.personId")
    .select([
      "h.id",
      "h.heldAt",
      "h.heldUntil",
      "h.endedAt",
      "h.endedReason",
      "o.name as organisationName",
      "p.name as personName",
    ])
    .where("h.code", "=", code)
    .orderBy("h.heldAt", "desc")
    .limit(ENTRIES_MAX)
    .execute();
}

/** Orders that name a code, newest first. */
export async function ordersNaming(db: Database, code: string) {
  return db
    .selectFrom("codeOrderItem as i")
    .innerJoin("codeOrder as r", "r.id", "i.orderId")
    .select(["r.id", "r.kind", "r.state", "r.reason", "r.startsOn", "r.endsOn", "r.createdAt", "i.outcome"])
    .where("i.code", "=", code)
    .orderBy("r.createdAt", "desc")
    .limit(ENTRIES_MAX)
    .execute();
}
