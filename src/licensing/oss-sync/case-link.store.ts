import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { licenseKindCodes } from "../../protocols/oss/index.ts";

/** How an application was linked to its licence in OSS. */
export type LinkedBy = "applicant" | "submission" | "arrival" | "officer";

/** The product that an application requests in OSS: a number, or the licence itself. */
export type Product = "number" | "licence";

type Looking = Database | DatabaseTransaction;

/** The licence in OSS that an application answers. */
export async function findLink(db: Looking, applicationId: string) {
  return db
    .selectFrom("ossCase as c")
    .innerJoin("ossChecklist as l", "l.licenseId", "c.licenseId")
    .select([
      "l.licenseId",
      "l.nib",
      "l.licenseCode",
      "l.ossId",
      "l.projectId",
      "l.productId",
      "l.regionCode",
      "l.name",
      "l.convertedKbli",
      "l.receivedAt",
      "c.linkedAt",
      "c.linkedBy",
    ])
    .where("c.applicationId", "=", applicationId)
    .executeTakeFirst();
}

/** Maximum number of displayed pending licences of one company. */
const WAITING_MAX = 50;

/** Licences of one code that OSS requests for a company and no application answers yet, the longest pending first. */
export async function waitingLicenses(
  db: Looking,
  asked: {
    readonly organisationId: string;
    readonly licenseCode: string;
    /** Whether to find the licence itself, or a number, which OSS lists beside it under the same code. */
    readonly product?: Product;
  },
) {
  return db
    .selectFrom("ossChecklist as l")
    .innerJoin("organisation as o", "o.nib", "l.nib")
    .innerJoin("ossMessage as m", "m.id", "l.messageId")
    .select(["l.licenseId", "l.licenseCode", "l.ossId", "l.projectId", "l.regionCode", "l.name", "l.receivedAt"])
    .select(sql<string | null>`m.document_date::text`.as("documentDate"))
    .where("o.id", "=", asked.organisationId)
    .where("l.licenseCode", "=", asked.licenseCode)
    .where("l.licenseKind", asked.product === "licence" ? "=" : "!=", licenseKindCodes.licence)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("ossCase as c").select(sql`1`.as("one")).whereRef("c.licenseId", "=", "l.licenseId"))),
    )
    .orderBy("l.receivedAt")
    .orderBy("l.licenseId")
    .limit(WAITING_MAX)
    .execute();
}

/** Links an application to a licence; false if either is already linked (enforced by the unique indexes). */
export async function insertLink(
  trx: DatabaseTransaction,
  link: {
    readonly applicationId: string;
    readonly licenseId: string;
    readonly linkedAt: Date;
    readonly linkedBy: LinkedBy;
  },
): Promise<boolean> {
  const result = await trx
    .insertInto("ossCase")
    .values(link)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Removes the link of an application for which nothing was reported, so that its licence is pending again. */
export async function removeUnreportedLink(trx: DatabaseTransaction, applicationId: string): Promise<void> {
  await trx
    .deleteFrom("ossCase")
    .where("applicationId", "=", applicationId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("ossReport as r").select("r.sequence").whereRef("r.applicationId", "=", "ossCase.applicationId"),
        ),
      ),
    )
    .execute();
}

/** Kinds of application with a separate licence in OSS. */
const LICENSED_KINDS = ["new", "additional"] as const;

/** The product in OSS for this kind of application; undefined if it has none. */
export function productOf(kind: string): Product | undefined {
  if (kind === "licence") return "licence";
  return (LICENSED_KINDS as readonly string[]).includes(kind) ? "number" : undefined;
}

/** Whether this kind of application has a separate licence in OSS. */
export function isLicensedKind(kind: string): boolean {
  return productOf(kind) !== undefined;
}

/** States of a licence application that can be linked to a licence in OSS: it was submitted, and has not ended without one. */
export const TAKING_LICENCE_STATES = ["submitted", "checking", "returned", "checked", "endorsed", "verified"] as const;

/** States of a case that cannot be linked: it was not submitted, or it has ended without approval. */
export const TAKING_NONE_STATES = ["draft", "withdrawn", "rejected", "lapsed"] as const;

/**
 * The submitted licence application of a company without a licence in OSS and without an Izin, the earliest first; its
 * row is locked. A verified one counts until its Izin exists.
 */
export async function lockUnlinkedLicence(
  trx: DatabaseTransaction,
  wanted: { readonly organisationId: string; readonly applicationId?: string },
) {
  const { organisationId, applicationId } = wanted;
  let query = trx
    .selectFrom("licenceApplication as a")
    .select(["a.id", "a.state"])
    .where("a.organisationId", "=", organisationId)
    .where("a.state", "in", [...TAKING_LICENCE_STATES])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("ossCase as c").select(sql`1`.as("one")).whereRef("c.applicationId", "=", "a.id"))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("skloHandover as h")
            .select(sql`1`.as("one"))
            .whereRef("h.applicationId", "=", "a.id")
            .where("h.state", "=", "granted"),
        ),
      ),
    );
  if (applicationId !== undefined) query = query.where("a.id", "=", applicationId);
  return query.orderBy("a.submittedAt").orderBy("a.id").limit(1).forNoKeyUpdate().executeTakeFirst();
}

/** The state of the latest test of a licence application; undefined if none was requested. */
export async function latestTestState(trx: DatabaseTransaction, applicationId: string): Promise<string | undefined> {
  const test = await trx
    .selectFrom("operationalTest")
    .select("state")
    .where("licenceApplicationId", "=", applicationId)
    .orderBy("attempt", "desc")
    .limit(1)
    .executeTakeFirst();
  return test?.state;
}

/**
 * The submitted numbering application of a company without a licence in OSS; its row is locked. Open cases come first,
 * then approved ones, each in order of submission. An approved case is linked only to a licence whose document date in
 * OSS is no later than the decision (a local date): a later one is for the next number.
 */
export async function lockUnlinkedCase(
  trx: DatabaseTransaction,
  wanted: {
    readonly organisationId: string;
    readonly applicationId?: string;
    /** The date of the document that brought the licence; null if it had none. Omitted if an officer chose the case. */
    readonly documentDate?: string | null;
  },
) {
  const { organisationId, applicationId, documentDate } = wanted;
  let query = trx
    .selectFrom("numberingApplication as a")
    .select(["a.id", "a.kind", "a.state"])
    .where("a.organisationId", "=", organisationId)
    .where("a.kind", "in", [...LICENSED_KINDS])
    .where("a.number", "is not", null)
    .where("a.state", "not in", [...TAKING_NONE_STATES])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("ossCase as c").select(sql`1`.as("one")).whereRef("c.applicationId", "=", "a.id"))),
    );
  if (documentDate !== undefined) {
    const decidedOn = sql`(a.decided_at at time zone 'Asia/Jakarta')::date`;
    query = query.where(sql<boolean>`(a.state <> 'approved' or ${documentDate}::date <= ${decidedOn})`);
  }
  if (applicationId !== undefined) query = query.where("a.id", "=", applicationId);
  return query
    .orderBy(sql`a.state = 'approved'`)
    .orderBy("a.submittedAt")
    .orderBy("a.id")
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}
