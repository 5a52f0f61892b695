import { canonicalJson, type Json } from "../../../kernel/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import type { LicenceForTest } from "../../applications/index.ts";
import type { TestReport } from "../evidence/items.shared.ts";
import type { TestMethod } from "../test-words.shared.ts";
import type { SkloFacts } from "./sklo.shared.ts";

/** The fields of a test that its SKLO states. */
export interface CertifiedTest {
  readonly number: string;
  readonly licenceNumber: string;
  readonly method: TestMethod;
  readonly place: string;
  readonly serviceCentre: string;
  readonly transmission: string;
  readonly createdAt: { getTime(): number };
  readonly closedAt: { getTime(): number } | null;
  readonly report: TestReport | null;
  readonly reportDigest: string | null;
}

/** The present content of a test's SKLO; the report and its dates are empty until the test is finished. */
export function skloFactsOf(
  row: CertifiedTest,
  licence: LicenceForTest,
  service: { readonly kbli: string; readonly name: string },
): SkloFacts {
  const { organisation, form } = licence;
  const isClosed = row.closedAt !== null;
  return {
    testNumber: row.number,
    licenceNumber: row.licenceNumber,
    organisation: {
      id: organisation.id,
      name: organisation.name,
      nib: organisation.nib ?? "",
      address: organisation.address,
    },
    kbli: service.kbli,
    service: service.name,
    configurations: [...form.service.configurations],
    smsA2p: form.service.smsA2p,
    codes: licence.company.codes.map(({ code }) => code),
    method: row.method,
    place: row.place,
    serviceCentre: row.serviceCentre,
    transmission: row.transmission,
    requestedOn: officeDate(row.createdAt.getTime()),
    testedOn: row.report?.testedOn ?? null,
    reportDigest: isClosed ? row.reportDigest : null,
    closedOn: row.closedAt === null ? null : officeDate(row.closedAt.getTime()),
  };
}

/** The fields of an SKLO that changed since its last step. */
export function skloChanges(
  before: unknown,
  now: SkloFacts,
): readonly { readonly field: string; readonly before: unknown; readonly now: unknown }[] {
  if (typeof before !== "object" || before === null) return [];
  const earlier = before as Readonly<Record<string, unknown>>;
  return Object.entries(now)
    .filter(([field, value]) => !isSame(earlier[field], value))
    .map(([field, value]) => ({ field, before: earlier[field] ?? null, now: value }));
}

/** Stored JSON returns with its keys in another order, so the canonical forms are compared. */
function isSame(before: unknown, now: Json): boolean {
  return before !== undefined && canonicalJson(before as Json) === canonicalJson(now);
}
