import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { officeDate } from "../../regulation/index.ts";
import type { TestDocumentKind } from "./test-document-act.ts";
import type { ItemOfTest, TestOnRecord } from "./test-document-order.ts";

type Looking = Database | DatabaseTransaction;

/** Supersedes the present letter of assignment of a test, in the transaction that decides the next one; undefined for the first. */
export async function supersedeTestOrder(
  trx: DatabaseTransaction,
  order: { readonly testId: string; readonly at: Date },
): Promise<{ readonly id: string } | undefined> {
  return trx
    .updateTable("decree")
    .set({ supersededAt: order.at })
    .where("testId", "=", order.testId)
    .where("kind", "=", "test-order")
    .where("supersededAt", "is", null)
    .where("revokedAt", "is", null)
    .where("endedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
}

/**
 * Reads the stored facts of a test beside the order of its document. The tables belong to operational-tests; the
 * document is built from their content at the order, so that no printed fact is passed twice.
 */
export async function findTestOnRecord(
  trx: DatabaseTransaction,
  testId: string,
): Promise<(TestOnRecord & { readonly submittedAt: Date }) | undefined> {
  const test = await trx
    .selectFrom("operationalTest as t")
    .innerJoin("licenceApplication as a", "a.id", "t.licenceApplicationId")
    .leftJoin("licencePart as p", (join) => join.onRef("p.applicationId", "=", "a.id").on("p.key", "=", "service"))
    .select([
      "t.createdAt",
      "t.serviceCentre",
      "t.items",
      "t.follows",
      "t.reportDigest",
      "a.configurations",
      "a.submittedAt",
      sql<boolean>`coalesce((p.value ->> 'smsA2p')::boolean, false)`.as("smsA2p"),
    ])
    .where("t.id", "=", testId)
    .executeTakeFirst();
  if (test === undefined) return undefined;
  const papers = await documentsInForce(trx, testId);
  const earlier = test.follows === null ? [] : await documentsInForce(trx, test.follows);
  const named = (found: typeof papers, kind: TestDocumentKind) => {
    const paper = found.find((one) => one.kind === kind);
    return paper === undefined ? null : { number: paper.number, date: officeDate(paper.decidedAt.getTime()) };
  };
  const report = named(papers, "test-report");
  const facts = papers.find(({ kind }) => kind === "test-report")?.facts as { readonly act: unknown } | undefined;
  return {
    submittedAt: test.submittedAt ?? test.createdAt,
    requestedOn: officeDate(test.createdAt.getTime()),
    serviceCentre: test.serviceCentre,
    configurations: test.configurations,
    smsA2p: test.smsA2p,
    items: test.items as unknown as readonly ItemOfTest[],
    checks: await checksOf(trx, testId),
    signatures: await signaturesOf(trx, testId, test.reportDigest),
    order: named(papers, "test-order"),
    report: report === null ? null : { ...report, act: facts?.act },
    previous: named(earlier, "test-report"),
  };
}

async function documentsInForce(trx: Looking, testId: string) {
  return trx
    .selectFrom("decree")
    .select(["id", "kind", "number", "decidedAt", "facts"])
    .where("testId", "=", testId)
    .where("supersededAt", "is", null)
    .where("revokedAt", "is", null)
    .where("endedAt", "is", null)
    .limit(10)
    .execute();
}

/** The checks of devices from answers that are not replaced; the strictest of several counts. */
async function checksOf(trx: Looking, testId: string): Promise<TestOnRecord["checks"]> {
  const { rows } = await sql<{
    readonly item: string;
    readonly checks: Record<string, "pass" | "fail" | "not-applicable">;
  }>`
    select a.item, a.value -> 'checks' as checks from test_answer a
    where a.test_id = ${testId} and jsonb_typeof(a.value -> 'checks') = 'object' and a.value -> 'checks' <> '{}'
      and not exists (select from test_answer b where b.test_id = a.test_id and a.id = any (b.replaces))
    order by a.sequence limit 5000`.execute(trx);
  const all = new Map<string, Record<string, "pass" | "fail" | "not-applicable">>();
  for (const { item, checks } of rows) {
    const known = all.get(item) ?? {};
    for (const [check, outcome] of Object.entries(checks)) if (known[check] !== "fail") known[check] = outcome;
    all.set(item, known);
  }
  return all;
}

async function signaturesOf(
  trx: Looking,
  testId: string,
  reportDigest: string | null,
): Promise<TestOnRecord["signatures"]> {
  const rows = await trx
    .selectFrom("testSignature as s")
    .leftJoin("person as p", "p.id", "s.personId")
    .select(["s.side", "s.kind", "s.how", "s.remarks", "s.signedAt", "p.name", "p.email"])
    .where("s.testId", "=", testId)
    .where("s.reportDigest", "=", reportDigest ?? "")
    .orderBy("s.signedAt")
    .limit(24)
    .execute();
  return rows.map((row) => ({
    ...row,
    side: row.side === "applicant" ? "applicant" : "ministry",
    kind: row.kind === "signed" || row.kind === "refused" ? row.kind : "silent",
    atMs: row.signedAt.getTime(),
  }));
}

/** A document of a test, ordered or issued. */
export interface TestDocumentSummary {
  readonly kind: TestDocumentKind;
  readonly id: string;
  readonly number: string;
  readonly state: "ordered" | "issued";
  /** Null until it is issued. */
  readonly fileId: string | null;
  readonly issuedAt: Date | null;
}

/** The documents of a test, in the order of their orders; replaced ones are omitted. */
export async function listTestDocuments(db: Looking, testId: string): Promise<readonly TestDocumentSummary[]> {
  const rows = await db
    .selectFrom("decree as d")
    .leftJoin("storedFile as f", (join) =>
      join
        .onRef("f.sha256", "=", "d.signedSha256")
        .on("f.purpose", "=", "decree")
        .onRef("f.uploadedAt", "=", "d.publishedAt"),
    )
    .select(["d.id", "d.kind", "d.number", "d.publishedAt", "f.id as fileId"])
    .where("d.testId", "=", testId)
    .where("d.supersededAt", "is", null)
    .orderBy("d.decidedAt")
    .orderBy("d.id")
    .limit(20)
    .execute();
  return rows.map(({ id, kind, number, publishedAt, fileId }) => ({
    id,
    number,
    kind: kind as TestDocumentKind,
    state: publishedAt === null ? "ordered" : "issued",
    fileId: publishedAt === null ? null : fileId,
    issuedAt: publishedAt,
  }));
}
