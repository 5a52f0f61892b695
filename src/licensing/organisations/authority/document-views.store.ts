import { sql } from "kysely";
import { type Database, likePattern } from "../../../platform/database/index.ts";

/** The filter of document views. */
export interface ViewSearch {
  /** The owners of the documents: all, or the person and the organisations they represent. */
  readonly of: "all" | { readonly personId: string; readonly organisationIds: readonly string[] };
  readonly search: string;
  readonly side: "ministry" | "company" | "all";
  readonly limit: number;
  readonly offset: number;
}

/**
 * Views of personal documents, newest first. Evidence in a dispute belongs to the claimant: its views are visible to
 * the claimant only, not to the organisation.
 */
export async function searchViews(db: Database, asked: ViewSearch) {
  const { of, side } = asked;
  let base = db
    .selectFrom("documentView as v")
    .innerJoin("storedFile as f", "f.id", "v.fileId")
    .innerJoin("person as p", "p.id", "v.personId")
    .leftJoin("organisation as o", "o.id", "v.organisationId");
  if (of !== "all") {
    const { personId, organisationIds } = of;
    base = base.where((eb) =>
      eb.or([
        eb("f.uploadedBy", "=", personId),
        eb.and([
          eb("v.purpose", "!=", "evidence"),
          eb("v.organisationId", "=", sql<string>`any(${[...organisationIds]}::uuid[])`),
        ]),
      ]),
    );
  }
  if (side !== "all") base = base.where("v.isMinistry", "=", side === "ministry");
  const search = asked.search.trim();
  if (search !== "") {
    const like = likePattern(search);
    base = base.where((eb) => eb.or([eb("o.name", "ilike", like), eb("p.name", "ilike", like)]));
  }
  const items = await base
    .select(["v.id", "v.viewedAt", "v.role", "v.isMinistry", "v.fileId", "v.purpose", "v.organisationId"])
    .select(["v.caseKind", "v.caseId", "p.name as personName", "f.originalName", "o.name as organisationName"])
    .orderBy("v.viewedAt", "desc")
    .orderBy("v.id", "desc")
    .limit(asked.limit)
    .offset(asked.offset)
    .execute();
  const { total } = await base.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  return { total, items };
}
