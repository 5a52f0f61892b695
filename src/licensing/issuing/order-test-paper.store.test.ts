import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guest } from "../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { testPaperOrder } from "../../../testkit/test-paper-order.ts";
import { SAMPLE_SKLO_ACT, SAMPLE_TEST_ORDER, SAMPLE_TEST_REPORT } from "../../../testkit/test-paper-sample.ts";
import { officeDate } from "../../regulation/index.ts";
import { findDecree } from "./decree.store.ts";
import {
  digestOfTestPaper,
  refusalToSignTestPaper,
  type TestPaperOrder,
  testPaperOrderer,
} from "./order-test-paper.effects.ts";

const ORDERS = 12;
const READY_MS_MAX = 40_000;
const { replaces: _none, ...ORDER_ACT } = SAMPLE_TEST_ORDER;

let portal: TestPortal;
let director: Guest;
let leader: Guest;

beforeAll(async () => {
  portal = await openTestPortal();
  director = await portal.officer("director", "licensing");
  leader = await portal.officer("evaluator", "licensing");
});
afterAll(() => portal.close());

const year = () => officeDate(portal.kit.clock.nowMs()).slice(0, 4);

async function newOrder(act: TestPaperOrder["act"], signer: Guest = director): Promise<TestPaperOrder> {
  const { id } = await portal.company();
  return testPaperOrder(portal.kit, { organisationId: id, signer, act });
}

function give(order: TestPaperOrder) {
  const orderPaper = testPaperOrderer(portal.kit, { standing: "demonstration" });
  return portal.kit.db.transaction().execute((trx) => orderPaper(trx, order));
}

async function published(decreeId: string) {
  const deadline = performance.now() + READY_MS_MAX;
  for (;;) {
    const row = await findDecree(portal.kit.db, decreeId);
    if (row?.state === "published") return row;
    if (performance.now() > deadline) throw new Error("the paper was never published");
    await delay(50);
  }
}

const sequences = (kind: string) =>
  portal.kit.db.selectFrom("decree").select("sequence").where("kind", "=", kind).orderBy("sequence").execute();

describe("the numbers of the papers of tests", () => {
  it("count each kind by itself, without gap or double, however many are given at once and whichever fail", async () => {
    const acts = [ORDER_ACT, SAMPLE_TEST_REPORT, SAMPLE_SKLO_ACT];
    const orders: TestPaperOrder[] = [];
    for (let nth = 0; nth < ORDERS; nth += 1) orders.push(await newOrder(acts[nth % 3] ?? ORDER_ACT));
    const failing = orders.map(async (order) => {
      const orderPaper = testPaperOrderer(portal.kit, { standing: "demonstration" });
      return portal.kit.db.transaction().execute(async (trx) => {
        await orderPaper(trx, { ...order, testId: portal.kit.ids.next() });
        throw new Error("the decision failed after its number was taken");
      });
    });
    const outcomes = await Promise.allSettled([...orders.map(give), ...failing]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(ORDERS);
    for (const kind of ["test-order", "test-report", "sklo"])
      expect(await sequences(kind)).toEqual([1, 2, 3, 4].map((sequence) => ({ sequence })));
    const order = await newOrder(SAMPLE_SKLO_ACT);
    expect((await give(order)).number).toBe(`0005/Tel.04.02/${year()}`);
  });

  it("are one SKLO and one report for a test, and a refused second one leaves no gap", async () => {
    for (const act of [SAMPLE_TEST_REPORT, SAMPLE_SKLO_ACT]) {
      const order = await newOrder(act);
      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => give(order)));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const before = (await sequences(act.kind)).length;
      await give(await newOrder(act));
      expect((await sequences(act.kind)).map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: before + 1 }, (_, nth) => nth + 1),
      );
    }
  });

  it("are one SKLO for an application in force, whatever its tests", async () => {
    const order = await newOrder(SAMPLE_SKLO_ACT);
    await give(order);
    await expect(give({ ...order, testId: portal.kit.ids.next() })).rejects.toThrow("decree_sklo_once");
  });
});

describe("an order to hold a test", () => {
  it("replaces the one before it, which says so on its page", async () => {
    const order = await newOrder(ORDER_ACT);
    const first = await give(order);
    const second = await give(order);
    portal.kit.news.announce("outbox");
    const [earlier, later] = [await published(first.decreeId), await published(second.decreeId)];
    expect(earlier).toMatchObject({ supersededBy: second.decreeId });
    expect(later.facts.act).toMatchObject({ replaces: { number: first.number, date: first.date } });
    const page = await portal.anonymous.get(`/validasi-sk/${first.decreeId}`);
    expect(page.text).toContain("Sudah diganti");
    expect(page.text).toContain(second.number);
  });
});

describe("a paper of a test", () => {
  it("is made and mailed by itself, and its page says in both languages what was found", async () => {
    const order = await newOrder(SAMPLE_SKLO_ACT);
    const { decreeId, number } = await give(order);
    portal.kit.news.announce("outbox");
    const { signedSha256 } = await published(decreeId);
    const page = async (lang: string) => (await portal.anonymous.get(`/validasi-sk/${decreeId}?lang=${lang}`)).text;
    expect(await page("id")).toContain("Surat Keterangan Laik Operasi (SKLO)");
    expect(await page("en")).toContain("Fit to operate");
    expect(await page("en")).toContain("1 December 2026 to 2 December 2026");
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select(["subject", "attachmentFileId"])
      .where("dedupeKey", "like", `decree ${decreeId}%`)
      .execute();
    expect(mails).toEqual([{ subject: expect.stringContaining(number), attachmentFileId: expect.any(String) }]);
    const bytes = await portal.kit.files.read(signedSha256 ?? "");
    const upload = (file: Uint8Array) =>
      portal.anonymous.upload(`/validasi-sk/${decreeId}`, { name: "a.pdf", bytes: file });
    expect((await upload(bytes)).text).toContain("Asli, tetapi hanya contoh");
    const changed = Uint8Array.from(bytes);
    changed[3_000] = (changed[3_000] ?? 0) ^ 1;
    expect((await upload(changed)).text).toContain("Berkas sudah berubah");
  });

  it("names the leader of the team where it is a report, and the mandate's office where it is not", async () => {
    const report = await findDecree(portal.kit.db, (await give(await newOrder(SAMPLE_TEST_REPORT, leader))).decreeId);
    expect(report?.facts.office).toMatchObject({ signerName: leader.name, capacity: ["Ketua tim uji,"] });
    const sklo = await findDecree(portal.kit.db, (await give(await newOrder(SAMPLE_SKLO_ACT))).decreeId);
    expect(sklo?.facts.office).toMatchObject({
      unit: "Bagian Kelayakan Layanan",
      capacity: ["Kepala Kantor Penomoran Nusantara,"],
    });
  });

  it("is not signed on a day without mandate", async () => {
    const signer = { personId: director.id, acting: null, actingForPersonId: null };
    const day = officeDate(portal.kit.clock.nowMs());
    const refusal = (on: string) => refusalToSignTestPaper(portal.kit.db, { kind: "sklo", day: on, signer });
    expect(await refusal(day)).toBeNull();
    expect(await refusal("2025-12-31")).toBe("mandate-missing");
  });

  it("has the same digest until anything it says changes, whoever signs and whenever", async () => {
    const order = await newOrder(SAMPLE_SKLO_ACT);
    const digest = digestOfTestPaper(order);
    expect(digestOfTestPaper({ ...order, decidedAt: new Date(0) } as TestPaperOrder)).toBe(digest);
    const [first, ...others] = SAMPLE_TEST_REPORT.items;
    const items = [{ ...first, measured: "31 kanal" }, ...others] as typeof SAMPLE_TEST_REPORT.items;
    const annex = { ...SAMPLE_TEST_REPORT, items };
    expect(digestOfTestPaper({ ...order, act: { ...SAMPLE_SKLO_ACT, annex } })).not.toBe(digest);
    expect(digestOfTestPaper({ ...order, organisation: { ...order.organisation, address: "Lain" } })).not.toBe(digest);
  });
});
