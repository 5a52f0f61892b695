import { type SelectQueryBuilder, sql } from "kysely";
import type { DB } from "../../../db/generated/schema.ts";
import { type Database, likePattern } from "../../platform/database/index.ts";
import type { HandoverState } from "./handover.ts";

/** Maximum number of listed documents of one application. */
const DOCUMENTS_MAX = 1_000;
const DIFFERENCES_MAX = 200;

/** The licence application of an upload request. */
export async function findUploader(db: Database, id: string) {
  return db
    .selectFrom("licenceApplication as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .select(["a.id", "a.number", "a.organisationId", "o.name", "o.nib"])
    .where("a.id", "=", id)
    .executeTakeFirst();
}

/** The published SKLO in force of an application, with its file. */
export async function findSklo(db: Database, applicationId: string) {
  return db
    .selectFrom("decree as d")
    .innerJoin("storedFile as f", (join) =>
      join.onRef("f.sha256", "=", "d.signedSha256").on("f.purpose", "=", "decree"),
    )
    .select(["d.id", "d.number", "f.sha256", "f.bytes", "f.originalName", "d.publishedAt"])
    .where("d.licenceApplicationId", "=", applicationId)
    .where("d.kind", "=", "sklo")
    .where("d.publishedAt", "is not", null)
    .where("d.supersededAt", "is", null)
    .where("d.revokedAt", "is", null)
    .where("d.endedAt", "is", null)
    .limit(1)
    .executeTakeFirst();
}

/** The handover of an application in its present state. */
export async function findHandover(db: Database, applicationId: string) {
  return db
    .selectFrom("skloHandover as h")
    .leftJoin("person as p", "p.id", "h.saidBy")
    .leftJoin("licence as l", "l.id", "h.licenceId")
    .selectAll("h")
    .select(["p.name as saidByName", "l.number as licenceNumber"])
    .where("h.applicationId", "=", applicationId)
    .executeTakeFirst();
}

/** The verified documents of an application. */
export async function documentsOf(db: Database, applicationId: string) {
  return db
    .selectFrom("licenceSlot as s")
    .innerJoin("storedFile as f", "f.id", "s.fileId")
    .select(["s.slot", "f.originalName", "f.bytes", "f.sha256"])
    .where("s.applicationId", "=", applicationId)
    .orderBy("s.slot")
    .limit(DOCUMENTS_MAX)
    .execute();
}

/** The filter of handovers. */
export interface HandoverFilter {
  readonly state: "open" | "all" | HandoverState;
  readonly search: string;
}

function filtered(db: Database, query: HandoverFilter) {
  const like = likePattern(query.search.trim());
  let base = db
    .selectFrom("skloHandover as h")
    .innerJoin("licenceApplication as a", "a.id", "h.applicationId")
    .innerJoin("organisation as o", "o.id", "h.organisationId")
    .innerJoin("decree as d", "d.id", "h.decreeId")
    .leftJoin("ossCase as c", "c.applicationId", "h.applicationId")
    .leftJoin("licence as l", "l.id", "h.licenceId")
    .leftJoin("izinEntry as e", (join) =>
      join.onRef("e.applicationId", "=", "h.applicationId").on("e.state", "=", "waiting"),
    )
    .leftJoin("person as by", "by.id", "e.enteredBy");
  if (query.state === "open") base = base.where("h.state", "!=", "granted");
  else if (query.state !== "all") base = base.where("h.state", "=", query.state);
  if (like !== "%%") {
    base = base.where((eb) =>
      eb.or([eb("a.number", "ilike", like), eb("o.name", "ilike", like), eb("d.number", "ilike", like)]),
    );
  }
  return base;
}

/** A query of the handovers behind a dashboard figure; the caller executes it. */
export function foundHandovers(db: Database, filter: Pick<HandoverFilter, "state">) {
  return filtered(db, { ...filter, search: "" })
    .select(["a.id", "a.number", "h.state"])
    .select([sql<null>`null`.as("stage"), sql<null>`null`.as("assignee")])
    .select(sql<string | null>`case h.state when 'to-upload' then 'applicant' when 'seen' then 'oss' end`.as("ball"))
    .select(
      sql<Date>`case h.state when 'to-upload' then h.opened_at when 'seen' then coalesce(h.seen_at, h.opened_at)
      else coalesce(h.granted_at, h.opened_at) end`.as("since"),
    );
}

/** Handovers by filter, newest first. */
export async function searchHandovers(
  db: Database,
  query: HandoverFilter & { readonly limit: number; readonly offset: number },
) {
  const base = filtered(db, query);
  const items = await base
    .selectAll("h")
    .select(["a.number", "o.name as organisationName", "d.number as skloNumber", "c.licenseId"])
    .select(["l.number as licenceNumber", "e.number as entryNumber", "e.fileId as entryFileId", "e.enteredBy"])
    .select(["by.name as enteredByName", sql<string | null>`e.granted_on::text`.as("entryGrantedOn")])
    .orderBy("h.openedAt", "desc")
    .orderBy("h.applicationId")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return { items, total: await countOf(base) };
}

async function countOf<Tables extends keyof DB>(base: unknown): Promise<number> {
  const query = base as SelectQueryBuilder<DB, Tables, object>;
  const row = await query.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return (row as { readonly total: number }).total;
}

/** Cases whose status at OSS differs from the last report, and the time of the last comparison. */
export async function listDifferences(db: Database) {
  const base = db
    .selectFrom("ossReconciliation as x")
    .innerJoin("reportedCase as a", "a.id", "x.applicationId")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .innerJoin("ossCase as c", "c.applicationId", "x.applicationId")
    .where("x.agrees", "=", false);
  const items = await base
    .select(["x.applicationId", "a.number", "o.name as organisationName", "c.licenseId"])
    .select(["x.ours", "x.theirs", "x.checkedAt"])
    .orderBy("x.checkedAt", "desc")
    .limit(DIFFERENCES_MAX)
    .execute();
  const last = await db
    .selectFrom("ossReconciliation")
    .select(sql<Date | null>`max(checked_at)`.as("checkedAt"))
    .executeTakeFirstOrThrow();
  return { items, total: await countOf(base), checkedAt: last.checkedAt };
}
