import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitmentOrder } from "../../../../testkit/commitment-order.ts";
import { LATER_DECREES } from "../../../../testkit/decree-kinds.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { nextNumber } from "../../../platform/database/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { findDecree } from "./decree.store.ts";
import { DEMONSTRATION_LICENSING_OFFICE } from "./decree-template.ts";
import { type CommitmentOrder, commitmentOrderer, refusalToSignCommitment } from "./order-commitment.effects.ts";

const ORDERS = 30;
const READY_MS_MAX = 40_000;

let portal: TestPortal;
let coordinator: Guest;

beforeAll(async () => {
  portal = await openTestPortal();
  coordinator = await portal.officer("coordinator", "licensing");
});
afterAll(() => portal.close());

const year = () => officeDate(portal.kit.clock.nowMs()).slice(0, 4);

async function newOrder(): Promise<CommitmentOrder> {
  const { id } = await portal.company();
  return commitmentOrder(portal.kit, { organisationId: id, signer: coordinator });
}

/** Places the order in a separate transaction, like a verification. */
function verify(order: CommitmentOrder): Promise<void> {
  const orderDecree = commitmentOrderer(portal.kit, { standing: "demonstration" });
  return portal.kit.db.transaction().execute((trx) => orderDecree(trx, order));
}

async function decreesOf(order: CommitmentOrder) {
  return portal.kit.db
    .selectFrom("decree")
    .selectAll()
    .where("licenceApplicationId", "=", order.licenceApplicationId)
    .execute();
}

async function published(order: CommitmentOrder) {
  const deadline = performance.now() + READY_MS_MAX;
  for (;;) {
    const [row] = await decreesOf(order);
    if (row?.state === "published") return row;
    if (performance.now() > deadline) throw new Error("the decree was never published");
    await delay(50);
  }
}

/** Takes a number in a transaction that then fails. */
async function takeNumberAndFail(): Promise<void> {
  const failed = portal.kit.db.transaction().execute(async (trx) => {
    await nextNumber(trx, `commitment ${year()}`);
    throw new Error("the decision failed after its number was taken");
  });
  await expect(failed).rejects.toThrow("after its number");
}

const firstHeading = ({ text }: { readonly text: string }) => /<h1>([^<]*)<\/h1>/u.exec(text)?.[1];

describe("the numbers of commitment decrees", () => {
  it("begin at 0001 and have no gap and no double under thirty verifications at once, failed ones among them", async () => {
    const orders: CommitmentOrder[] = [];
    for (let nth = 0; nth < ORDERS; nth += 1) orders.push(await newOrder());
    await Promise.all([...orders.map(verify), ...Array.from({ length: 15 }, takeNumberAndFail)]);
    const rows = await portal.kit.db
      .selectFrom("decree")
      .select(["sequence", "number"])
      .where("kind", "=", "commitment")
      .orderBy("sequence")
      .execute();
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: ORDERS }, (_, nth) => nth + 1));
    expect(rows[0]?.number).toBe(`0001/Tel.03.03/${year()}`);
  });

  it("are one for an application, however often it is verified at once, and a refused one leaves no gap", async () => {
    const order = await newOrder();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => verify(order)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [decree] = await decreesOf(order);
    const next = await newOrder();
    await verify(next);
    const [after] = await decreesOf(next);
    expect(after?.sequence).toBe((decree?.sequence ?? 0) + 1);
  });

  it("count beside the decrees about codes: the same sequence may stand in both series", async () => {
    const order = await newOrder();
    await verify(order);
    const [row] = await decreesOf(order);
    const { id } = await portal.company();
    const numbered = { id: portal.kit.ids.next(), year: row?.year ?? 0, sequence: row?.sequence ?? 0 };
    const about = portal.kit.db.insertInto("decree").values({
      ...numbered,
      number: LATER_DECREES.change.number,
      kind: "change",
      organisationId: id,
      facts: JSON.stringify(LATER_DECREES.change),
      demonstration: true,
      state: "decided",
      decidedAt: new Date(),
    });
    await expect(about.execute()).rejects.toThrow("decree_about_one");
  });
});

describe("a commitment decree", () => {
  it("keeps the years as the rules counted them on its day, and the mandate it was signed under", async () => {
    const order = await newOrder();
    await verify(order);
    const [row] = await decreesOf(order);
    const decree = await findDecree(portal.kit.db, row?.id ?? "");
    const day = officeDate(order.decidedAt.getTime());
    expect(decree?.facts).toMatchObject({
      code: null,
      office: DEMONSTRATION_LICENSING_OFFICE,
      mandate: { acting: null },
      act: { kind: "commitment", linesPerE1: 30, configurations: ["ip-pbx"], smsA2p: false },
    });
    const { act } = decree?.facts ?? {};
    const years = act?.kind === "commitment" ? act.years : [];
    expect([years[0]?.from, years[0]?.to]).toEqual([day, `${year()}-12-31`]);
    expect(years.map(({ totalE1 }) => totalE1)).toEqual([1, 1, 3, 3, 3]);
    expect(decree?.facts.legalBasis.at(-1)).toContain("Surat Penugasan");
  });

  it("is made without further asking, mailed to the company, and its page says what it is worth, in both languages", async () => {
    const order = await newOrder();
    await verify(order);
    portal.kit.changeFeed.announce("outbox");
    const { id, number } = await published(order);
    const page = (lang: string) => portal.anonymous.get(`/validasi-sk/${id}?lang=${lang}`);
    const [indonesian, english] = [await page("id"), await page("en")];
    expect(indonesian.text).toContain("Asli, tetapi contoh");
    expect(indonesian.text).toContain("Komitmen layanan lima tahun");
    expect(indonesian.text).toContain("3 E1 (90 kanal)");
    expect(english.text).toContain("Five-year service commitment");
    expect(english.text).toContain(number);
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select(["subject", "attachmentFileId"])
      .where("dedupeKey", "like", `decree ${id}%`)
      .execute();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toContain(number);
    expect(mails[0]?.attachmentFileId).not.toBeNull();
  });

  it("is known again by its bytes, and a changed byte is seen; revoked and replaced ones are called so", async () => {
    const order = await newOrder();
    await verify(order);
    portal.kit.changeFeed.announce("outbox");
    const { id, signedSha256 } = await published(order);
    const bytes = await portal.kit.files.read(signedSha256 ?? "");
    const upload = (file: Uint8Array) => portal.anonymous.upload(`/validasi-sk/${id}`, { name: "sk.pdf", bytes: file });
    expect(firstHeading(await upload(bytes))).toBe("Asli, tetapi contoh");
    const changed = Uint8Array.from(bytes);
    changed[2_000] = (changed[2_000] ?? 0) ^ 1;
    expect(firstHeading(await upload(changed))).toBe("Berkas telah diubah");
    const row = portal.kit.db.updateTable("decree").where("id", "=", id);
    await row.set({ revokedAt: new Date(), revokedReason: "Izin berakhir" }).execute();
    expect(firstHeading(await portal.anonymous.get(`/validasi-sk/${id}`))).toBe("Sudah dicabut");
    await row.set({ revokedAt: null, revokedReason: null, supersededAt: new Date() }).execute();
    expect(firstHeading(await upload(bytes))).toBe("Sudah diganti");
  });

  it("stands in the list of decrees by its kind, and is found by its number", async () => {
    const order = await newOrder();
    await verify(order);
    const [row] = await decreesOf(order);
    const found = await coordinator.client.get<{ items: readonly object[] }>(
      `/api/decrees?search=${encodeURIComponent(row?.number ?? "")}`,
    );
    expect(found.body.items).toEqual([expect.objectContaining({ id: row?.id, kind: "commitment", code: null })]);
  });
});

describe("who may sign a commitment", () => {
  it("is whoever decides while the mandate names nobody, and nobody on a day without mandate", async () => {
    const day = officeDate(portal.kit.clock.nowMs());
    const signer = { personId: coordinator.id, acting: null, actingForPersonId: null };
    expect(await refusalToSignCommitment(portal.kit.db, { day, signer })).toBeNull();
    expect(await refusalToSignCommitment(portal.kit.db, { day: "2025-12-31", signer })).toBe("mandate-missing");
    const early = { ...(await newOrder()), decidedAt: new Date("2025-12-31T05:00:00Z") };
    await expect(verify(early)).rejects.toThrow();
    expect(await decreesOf(early)).toEqual([]);
  });
});
