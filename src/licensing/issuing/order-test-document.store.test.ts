import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guest } from "../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { type TestOfCompany, testOfCompany } from "../../../testkit/test-document-order.ts";
import { officeDate } from "../../regulation/index.ts";
import { findDecree } from "./decrees/decree.store.ts";
import {
  createTestDocumentOrderer,
  type TestDocumentOrder,
  testDocumentSigningRefusal,
} from "./order-test-document.effects.ts";
import { listTestDocuments, type TestDocumentSummary } from "./test-document.store.ts";

const TESTS = 6;
const READY_MS_MAX = 40_000;
const KINDS = ["test-order", "test-report", "sklo"] as const;

let portal: TestPortal;
let director: Guest;

beforeAll(async () => {
  portal = await openTestPortal();
  director = await portal.officer("director", "licensing");
});
afterAll(() => portal.close());

const year = () => officeDate(portal.kit.clock.nowMs()).slice(0, 4);

async function newTest(): Promise<TestOfCompany> {
  const { id } = await portal.company();
  return testOfCompany(portal.kit, { organisationId: id, signer: director });
}

function give(order: TestDocumentOrder): Promise<void> {
  const orderPaper = createTestDocumentOrderer(portal.kit, { standing: "demonstration" });
  return portal.kit.db.transaction().execute((trx) => orderPaper(trx, order));
}

/** A test with the documents of the given kinds. */
async function testWith(...kinds: readonly (typeof KINDS)[number][]): Promise<TestOfCompany> {
  const test = await newTest();
  for (const kind of kinds) await give(test.order(kind));
  return test;
}

async function paperOf(test: TestOfCompany, kind: string): Promise<TestDocumentSummary> {
  const paper = (await listTestDocuments(portal.kit.db, test.testId)).find((one) => one.kind === kind);
  if (paper === undefined) throw new Error(`no ${kind}`);
  return paper;
}

async function published(id: string) {
  portal.kit.changeFeed.announce("outbox");
  const deadline = performance.now() + READY_MS_MAX;
  for (;;) {
    const row = await findDecree(portal.kit.db, id);
    if (row?.state === "published") return row;
    if (performance.now() > deadline) throw new Error("the paper was never published");
    await delay(50);
  }
}

const sequences = async (kind: string) => {
  const rows = await portal.kit.db.selectFrom("decree").select("sequence").where("kind", "=", kind).execute();
  return rows.map(({ sequence }) => sequence).toSorted((left, right) => left - right);
};
const upTo = (count: number) => Array.from({ length: count }, (_, nth) => nth + 1);

describe("the numbers of the papers of tests", () => {
  it("count each kind by itself, without gap or double, however many are given at once and whichever fail", async () => {
    const tests = await Promise.all(Array.from({ length: TESTS }, newTest));
    const failing = tests.map((test) =>
      portal.kit.db.transaction().execute(async (trx) => {
        await createTestDocumentOrderer(portal.kit, { standing: "demonstration" })(trx, test.order("test-order"));
        throw new Error("the decision failed after its number was taken");
      }),
    );
    await Promise.allSettled([...tests.map((test) => give(test.order("test-order"))), ...failing]);
    await Promise.all(tests.map((test) => give(test.order("test-report"))));
    await Promise.all(tests.map((test) => give(test.order("sklo"))));
    for (const kind of KINDS) expect(await sequences(kind)).toEqual(upTo(TESTS));
    const next = await testWith("test-report", "sklo");
    expect((await paperOf(next, "sklo")).number).toBe(`${String(TESTS + 1).padStart(4, "0")}/Tel.04.02/${year()}`);
  });

  it("are one report and one SKLO for a test, and a refused second one leaves no gap", async () => {
    for (const kind of ["test-report", "sklo"] as const) {
      const test = kind === "sklo" ? await testWith("test-report") : await newTest();
      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => give(test.order(kind))));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      await testWith("test-report", "sklo");
      const all = await sequences(kind);
      expect(all).toEqual(upTo(all.length));
    }
  });

  it("are one SKLO for an application in force, whatever its tests", async () => {
    const test = await testWith("test-report", "sklo");
    const first = test.order("sklo");
    await portal.kit.db.updateTable("operationalTest").set({ state: "failed" }).where("id", "=", test.testId).execute();
    const { id } = first.organisation;
    const second = await testOfCompany(portal.kit, { organisationId: id, signer: director, sameAs: first });
    await give(second.order("test-report"));
    await expect(give(second.order("sklo"))).rejects.toThrow("decree_sklo_once");
  });

  it("are not taken for an SKLO of a test that has no report", async () => {
    await expect(give((await newTest()).order("sklo"))).rejects.toThrow("report of a test that was passed");
  });
});

describe("an order to hold a test", () => {
  it("replaces the one before it, which says so on its page and leaves the papers of the test", async () => {
    const test = await testWith("test-order");
    const first = await paperOf(test, "test-order");
    await give(test.order("test-order"));
    const second = await paperOf(test, "test-order");
    expect(second.id).not.toBe(first.id);
    const [earlier, later] = [await published(first.id), await published(second.id)];
    expect(earlier).toMatchObject({ supersededBy: second.id });
    expect(later.facts.act).toMatchObject({ replaces: { number: first.number } });
    const page = await portal.anonymous.get(`/validasi-sk/${first.id}`);
    expect(page.text).toContain("Sudah diganti");
    expect(page.text).toContain(second.number);
  });
});

describe("a paper of a test", () => {
  it("is made and mailed by itself, and its page says in both languages what was found", async () => {
    const test = await testWith("test-order", "test-report", "sklo");
    const { id, number } = await paperOf(test, "sklo");
    const { signedSha256 } = await published(id);
    const issued = await paperOf(test, "sklo");
    expect([issued.state, issued.fileId === null]).toEqual(["issued", false]);
    const page = async (lang: string) => (await portal.anonymous.get(`/validasi-sk/${id}?lang=${lang}`)).text;
    expect(await page("id")).toContain("Surat Keterangan Laik Operasi (SKLO)");
    expect(await page("en")).toContain("Fit for operation");
    expect(await page("en")).toContain("24 November 2026");
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select(["subject", "attachmentFileId"])
      .where("dedupeKey", "like", `decree ${id}%`)
      .execute();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toContain(number);
    expect(mails[0]?.attachmentFileId).not.toBeNull();
    const bytes = await portal.kit.files.read(signedSha256 ?? "");
    const upload = (file: Uint8Array) => portal.anonymous.upload(`/validasi-sk/${id}`, { name: "a.pdf", bytes: file });
    expect((await upload(bytes)).text).toContain("Asli, tetapi contoh");
    const changed = Uint8Array.from(bytes);
    changed[3_000] = (changed[3_000] ?? 0) ^ 1;
    expect((await upload(changed)).text).toContain("Berkas telah diubah");
  });

  it("is drawn from what stands in the test: limits, devices with their checks, and who signed on which account", async () => {
    const test = await testWith("test-order", "test-report");
    const { number } = await paperOf(test, "test-order");
    const { facts } = (await findDecree(portal.kit.db, (await paperOf(test, "test-report")).id)) ?? {};
    expect(facts?.office).toMatchObject({ signerName: "Made Wirawan", capacity: ["Ketua tim uji,"] });
    expect(facts?.act).toMatchObject({
      order: { number },
      items: [
        { code: "1.1", area: "Administrasi", limit: "Sesuai dokumen" },
        {
          code: "2.1",
          limit: "paling sedikit 30 kanal",
          measured: "31,5 kanal",
          instrument: "Penguji PB-2",
          note: "<= 1 %",
        },
      ],
      devices: [
        {
          name: "SBC Mandala SBC-200",
          serial: "SN-1",
          checks: [{ check: "present" }, { check: "serial" }, { check: "working" }],
        },
      ],
      signatures: [{ side: "ministry", name: director.name, how: "second-factor", outcome: "signed" }],
    });
  });

  it("holds in the annex of an SKLO the report exactly as it was issued", async () => {
    const test = await testWith("test-order", "test-report", "sklo");
    const report = await findDecree(portal.kit.db, (await paperOf(test, "test-report")).id);
    const sklo = await findDecree(portal.kit.db, (await paperOf(test, "sklo")).id);
    expect(sklo?.facts.act).toMatchObject({ report: { number: report?.number }, annex: report?.facts.act });
    expect(sklo?.facts.office).toMatchObject({ unit: "Bagian Kelayakan Layanan" });
  });

  it("is not signed on a day without mandate", async () => {
    const signer = { personId: director.id, acting: null, actingForPersonId: null };
    const day = officeDate(portal.kit.clock.nowMs());
    const refusal = (on: string) => testDocumentSigningRefusal(portal.kit.db, { kind: "sklo", day: on, signer });
    expect(await refusal(day)).toBeNull();
    expect(await refusal("2025-12-31")).toBe("mandate-missing");
  });
});
