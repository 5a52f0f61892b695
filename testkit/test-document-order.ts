import { present } from "../src/kernel/index.ts";
import type { TestDocumentOrder } from "../src/licensing/issuing/wire.ts";
import { rulesetVersion } from "../src/regulation/index.ts";
import { commitmentOrder } from "./commitment-order.ts";
import type { FixtureContext, Resident } from "./users.ts";

const OBSERVED = {
  kind: "observed",
  unit: null,
  limit: null,
  evidence: [],
  mandatory: true,
  standing: "assumed",
  dependsOn: [],
  clause: "Bawaan Sambung",
  device: null,
  because: null,
};
const both = (id: string, en: string) => ({ id, en });

/** Generated items of a test: one visual, one measured, one device. */
const ITEMS = [
  {
    ...OBSERVED,
    key: "office-address",
    area: "administrative",
    name: both("Alamat kantor", "Office address"),
    method: both("Dilihat", "Looked at"),
    expected: both("Sesuai dokumen", "As in the documents"),
  },
  {
    ...OBSERVED,
    key: "channels",
    area: "capacity",
    kind: "measured",
    unit: "channels",
    name: both("Kanal", "Channels"),
    method: both("Diukur", "Measured"),
    expected: both("Tanpa penolakan", "None refused"),
    limit: { comparison: "at-least", value: 30, rule: "test-capacity-lines", standing: "assumed" },
  },
  {
    ...OBSERVED,
    key: "device:d1",
    area: "devices",
    kind: "device",
    name: both("SBC", "SBC"),
    method: both("Dilihat", "Looked at"),
    expected: both("Ada", "Present"),
    device: {
      rowId: "d1",
      kind: "SBC",
      maker: "Mandala",
      type: "SBC-200",
      serial: "SN-1",
      certificateNumber: "90001",
      isVirtual: false,
      site: "Depok",
      checks: ["present", "serial", "working"],
    },
  },
];

const REPORT = {
  ...({ method: "site", verdict: "fit" } as const),
  place: "Kota Depok",
  serviceCentre: "Gedung Anggrek",
  transmission: "SIP trunk",
  testedOn: "2026-11-24",
  catalogueVersion: "2026.11",
  note: "",
  team: [
    { name: "Made Wirawan", isLead: true },
    { name: "Rara Lestari", isLead: false },
  ],
  items: ITEMS.map(({ key, name }) => ({
    ...({ key, name, outcome: "pass", mandatory: true, standing: "assumed" } as const),
    note: key === "channels" ? "≤ 1 %" : "",
    measured: key === "channels" ? { value: 31.5, unit: "channels", instrument: "Penguji PB-2" } : null,
  })),
  findings: [],
};

/** A test of a company with verified documents, with everything its documents are rendered from. */
export interface TestOfCompany {
  readonly testId: string;
  /** The order of one of its documents, decided now by `signer`. */
  readonly order: (kind: TestDocumentOrder["kind"]) => TestDocumentOrder;
}

/** Puts a test of a company into the database. */
export async function testOfCompany(
  fixtureContext: FixtureContext,
  asked: {
    readonly organisationId: string;
    readonly signer: Pick<Resident, "id" | "name">;
    /** The application of an existing test; a new one if omitted. */
    readonly sameAs?: TestDocumentOrder;
  },
): Promise<TestOfCompany> {
  const { organisationId, signer } = asked;
  const of = await commitmentOrder(fixtureContext, { organisationId, signer });
  const licenceApplicationId = asked.sameAs?.licenceApplicationId ?? of.licenceApplicationId;
  const testId = fixtureContext.ids.next();
  const testNumber = `ULO-${testId.slice(-12)}`;
  const now = new Date(fixtureContext.clock.nowMs());
  const attempt = asked.sameAs === undefined ? 1 : 2;
  await writeTest(fixtureContext, {
    testId,
    testNumber,
    licenceApplicationId,
    organisationId,
    signerId: signer.id,
    attempt,
    now,
  });
  const common = {
    testId,
    testNumber,
    organisation: of.organisation,
    licenceApplicationId,
    ruleVersion: of.ruleVersion,
    licenceNumber: of.requestNumber,
    orderedAt: now,
  };
  const signing = present(of.signer, "signer");
  const { method, place, serviceCentre, team } = REPORT;
  const task = { testDate: "2026-11-24", startsAt: "09:30:00", method, place, team };
  const orders: Readonly<Record<TestDocumentOrder["kind"], TestDocumentOrder>> = {
    "test-order": { ...common, ...task, signer: signing, kind: "test-order" },
    "test-report": { ...common, kind: "test-report", report: REPORT, reportDigest: "5".repeat(64) },
    sklo: { ...common, signer: signing, facts: { method, place, serviceCentre }, kind: "sklo" },
  };
  return { testId, order: (kind) => orders[kind] };
}

interface TestRow {
  readonly testId: string;
  readonly testNumber: string;
  readonly licenceApplicationId: string;
  readonly organisationId: string;
  readonly signerId: string;
  readonly attempt: number;
  readonly now: Date;
}

async function writeTest({ db, ids }: FixtureContext, row: TestRow): Promise<void> {
  const { testId, testNumber, licenceApplicationId, organisationId, signerId, attempt, now } = row;
  const fileId = ids.next();
  const digest = "a".repeat(64);
  await db
    .insertInto("storedFile")
    .values({
      id: fileId,
      purpose: "letter",
      sha256: digest,
      bytes: 10,
      mediaType: "application/pdf",
      originalName: "a.pdf",
      uploadedBy: signerId,
      organisationId,
      uploadedAt: now,
    })
    .execute();
  await db
    .insertInto("operationalTest")
    .values({
      id: testId,
      number: testNumber,
      licenceApplicationId,
      organisationId,
      state: "passed",
      attempt,
      ruleVersion: rulesetVersion,
      catalogueVersion: "2026.11",
      createdBy: signerId,
      createdAt: now,
      changedAt: now,
      method: "site",
      pactAcceptedAt: now,
      letterFileId: fileId,
      contactName: "Dewi",
      contactPhone: "+62811000",
      closedAt: now,
      wishedDate: "2026-11-24",
      testDate: "2026-11-24",
      noticeDue: "2026-11-24",
      place: "Kota Depok",
      serviceCentre: "Gedung Anggrek",
      transmission: "SIP trunk",
      verdict: "fit",
      reportDigest: digest,
      items: JSON.stringify(ITEMS),
      report: JSON.stringify(REPORT),
    })
    .execute();
  await db
    .insertInto("testAnswer")
    .values({
      id: ids.next(),
      testId,
      item: "device:d1",
      answeredBy: signerId,
      answeredAt: now,
      receivedAt: now,
      value: JSON.stringify({ checks: { present: "pass", serial: "pass", working: "pass" } }),
    })
    .execute();
  await db
    .insertInto("testSignature")
    .values({
      id: ids.next(),
      testId,
      side: "ministry",
      kind: "signed",
      personId: signerId,
      how: "second-factor",
      reportDigest: digest,
      signedAt: now,
    })
    .execute();
}
