import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { licenseKindCodes } from "../../protocols/oss/index.ts";

/** How an application came to its licence in OSS. */
export type LinkedBy = "applicant" | "submission" | "arrival" | "officer";

/** What an application asks of OSS: a number of its own, or the licence itself. */
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

/** Most licences of one company that wait and are shown. */
const WAITING_MAX = 50;

/** Licences of one code that OSS asks a company for and that no application answers yet, the longest waiting first. */
export async function waitingLicenses(
  db: Looking,
  asked: {
    readonly organisationId: string;
    readonly licenseCode: string;
    /** Whether the licence itself is waited for, or a number, which OSS lists beside it under the same code. */
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

/** Ties an application to a licence; false when either has its other half already (the unique indexes are the judges). */
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

/** Lets a licence wait again; only while nothing was reported for it. */
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

/** Kinds of application that are licences of their own in OSS. */
const LICENSED_KINDS = ["new", "additional"] as const;

/** What applications of this kind ask of OSS; undefined for those that have nothing of their own there. */
export function productOf(kind: string): Product | undefined {
  if (kind === "licence") return "licence";
  return (LICENSED_KINDS as readonly string[]).includes(kind) ? "number" : undefined;
}

/** Whether applications of this kind have a licence of their own in OSS. */
export function isLicensedKind(kind: string): boolean {
  return productOf(kind) !== undefined;
}

/** States of a licence application in which it takes a licence in OSS: it was sent, and has not ended without one. */
export const TAKING_LICENCE_STATES = ["submitted", "checking", "returned", "checked", "endorsed", "verified"] as const;

/** States of a case in which it takes no licence: it was not sent, or it has ended without a decision in its favour. */
export const TAKING_NONE_STATES = ["draft", "withdrawn", "rejected", "lapsed"] as const;

/**
 * The licence application of a company that was sent and has neither a licence in OSS nor an Izin yet, the one sent first;
 * its row is locked. One whose documents are verified counts until its Izin is there.
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

/** The state of the latest test of a licence application; undefined before a test was requested. */
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
 * The numbering application of a company that was sent and has no licence in OSS yet; its row is locked. Cases under way
 * come first, then approved ones, each the one sent first. An approved case takes only a licence whose document OSS dated
 * no later than the decision (a local date): a later one is for the next number.
 */
export async function lockUnlinkedCase(
  trx: DatabaseTransaction,
  wanted: {
    readonly organisationId: string;
    readonly applicationId?: string;
    /** The date of the document that brought the licence; null where it bore none. Left out where an officer chose the case. */
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
