import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { toDirector } from "../../testkit/code-case.ts";
import {
  additionalFor,
  addNumberingOfficers,
  type CaseView,
  command,
  holdCode,
  holderOf,
  type NumberingOfficers,
  newServiceFor,
  submittedFor,
  succeeded,
} from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { openPart } from "./applicant-steps.ts";
import { acceptItems, act, returnItem, untilState } from "./officer-steps.ts";

const KEYS_MAX = 120;
const FAULT = { note: "Laporan tidak menyebut panggilan per bulan.", remedy: "Isi rata-rata enam bulan terakhir." };

let portal: TestPortal;
let browser: Browser;
let desk: NumberingOfficers;
const { comesAs: comes, leave } = openVisitors(() => ({ browser, url: portal.url }), { strict: true });

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
  desk = await addNumberingOfficers(portal);
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

async function codeNow(code: string): Promise<string> {
  return (await portal.anonymous.get<{ state: string }>(`/api/inventory/codes/${code}`)).body.state;
}

const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light", at: 1 },
  { locale: "en", width: 360, theme: "dark", at: 2 },
] as const);

describe.each(WAYS)("before an application, in $locale at $width px", ({ at, ...options }) => {
  it("a body without the service is told why, by which rule, and who can rent it a code", async () => {
    const operator = await portal.company();
    await holderOf(operator, { code: `150010${at}`, desk });
    const company = await portal.company();
    const activities = [{ code: "62019", title: "Aktivitas Pemrograman Komputer Lainnya", risk: "low" }];
    const { db } = portal.kit;
    const row = db.selectFrom("organisation").select("ossRecord").where("id", "=", company.id);
    const { ossRecord: before } = await row.executeTakeFirstOrThrow();
    const ossRecord = JSON.stringify({ ...(before as object), activities });
    await db.updateTable("organisation").set({ ossRecord }).where("id", "=", company.id).execute();
    const visit = await comes(company.owner, options);
    const { page, t } = visit;
    await visit.open("/permohonan/baru");
    await page.getByText(t("web.application.mayNotTitle"), { exact: true }).waitFor();
    await page.getByText(t("errors.service-not-in-nib"), { exact: true }).waitFor();
    const renters = page.getByRole("region", { name: t("web.application.rentersTitle") });
    await renters.getByText(operator.name, { exact: true }).waitFor();
    const kind = t("web.application.kind.new");
    expect(await page.getByRole("button", { name: t("web.application.kindGoOn", { kind }) }).count()).toBe(0);
    await visit.look("may-not");
    expect(visit.faults).toEqual([]);
  });

  it("a second Nomor Baru is not begun: the way leads to the one under way", async () => {
    const company = await portal.company();
    const { id, number } = await submittedFor(company, `150011${at}`);
    const hold = succeeded(await holdCode(company, `150012${at}`), "a hold");
    const refused = { organisationId: company.id, holdId: hold.id };
    expect((await company.owner.client.post("/api/applications", refused)).status).toBe(409);
    const visit = await comes(company.owner, options);
    const { page, t } = visit;
    await visit.open(`/permohonan/baru?hold=${hold.id}&organisation=${company.id}`);
    await page.getByText(t("web.application.openNewTitle"), { exact: true }).waitFor();
    await visit.look("one-open");
    await page.getByRole("link", { name: t("web.application.openNewGo") }).click();
    await page.getByRole("heading", { level: 1, name: number ?? "" }).waitFor();
    expect(page.url()).toContain(id);
    expect(await codeNow(`150011${at}`)).toBe("in-process");
    expect(visit.faults).toEqual([]);
  });
});

describe.each(WAYS)("a Nomor Baru of a holder, in $locale at $width px", ({ at, ...options }) => {
  it("names its new service when its kind is chosen, and the officer sees it beside the services that have codes", async () => {
    const newService = "Layanan Darurat Medis";
    const company = await portal.company();
    await holderOf(company, { code: `150018${at}`, desk });
    const applicant = await comes(company.owner, options);
    const { page, t } = applicant;
    await applicant.open(`/permohonan/baru?organisation=${company.id}`);
    await page.getByRole("radio", { name: t("web.application.kindAnswer.new.label") }).check();
    await page.getByLabel(t("web.application.newService")).fill(newService);
    await applicant.look("kind-new-service");
    const kind = t("web.application.kind.new");
    await page.getByRole("button", { name: t("web.application.kindGoOn", { kind }) }).click();
    await openPart(applicant, "newService");
    expect(await page.getByLabel(t("web.application.newService")).inputValue()).toBe(newService);
    await applicant.look("part-new-service");
    const { id } = await newServiceFor(company, { code: `150019${at}`, newService });
    await applicant.open(`/permohonan/${id}?part=check`);
    await page.getByText(t("web.application.nothingFound"), { exact: true }).waitFor();
    await applicant.look("check-new-service");
    succeeded(await command(company.owner.client, id, { command: "submit" }), "a submission");
    const officer = await comes(desk.evaluator, options);
    await officer.open(`/permohonan/${id}`);
    await officer.page.getByText(newService, { exact: true }).first().waitFor();
    await officer.page.getByText(officer.t("web.application.newServiceWhy"), { exact: true }).waitFor();
    await officer.look("officer-new-service");
    expect([...applicant.faults, ...officer.faults]).toEqual([]);
  });
});

describe.each(WAYS)("a correction round of a Nomor Tambahan, in $locale at $width px", ({ at, ...options }) => {
  it("names what is wrong at its part, keeps the code all along, and begins the promise anew", async () => {
    const company = await portal.company();
    const [held, asked] = [`150013${at}`, `150016${at}`];
    await holderOf(company, { code: held, desk });
    const { id } = await additionalFor(company, asked);
    succeeded(await command(company.owner.client, id, { command: "submit" }), "a submission");
    succeeded(await command(desk.evaluator.client, id, { command: "take" }), "a taken case");
    const officer = await comes(desk.evaluator, options);
    await officer.open(`/permohonan/${id}`);
    await acceptItems(officer, ["nib", "basis", "user-letter", "declaration", "code"]);
    await returnItem(officer, { key: "usage-report", ...FAULT });
    await act(officer, "return", "");
    await untilState(officer, "returned");
    expect(await codeNow(asked)).toBe("in-process");
    const owner = await comes(company.owner, options);
    const { page, t } = owner;
    await owner.open(`/permohonan/${id}`);
    await page.getByText(FAULT.note).first().waitFor();
    await owner.look("returned-additional");
    await owner.open(`/permohonan/${id}?part=check`);
    await page.getByRole("button", { name: t("web.application.resubmit") }).click();
    const items = t("web.application.item.usage-report");
    await page.getByText(t("errors.correction-unchanged", { items })).waitFor();
    await owner.look("correction-unchanged");
    await owner.open(`/permohonan/${id}`);
    await openPart(owner, "usage");
    await page.getByText(FAULT.remedy).first().waitFor();
    await page.locator(`#usage-${held}-calls`).fill("24500");
    await owner.look("mending-usage");
    await page.getByRole("button", { name: t("web.application.saveContinue") }).click();
    await owner.open(`/permohonan/${id}?part=check`);
    await page.getByText(t("web.application.nothingFound"), { exact: true }).waitFor();
    await page.getByRole("button", { name: t("web.application.resubmit") }).click();
    await page.getByRole("heading", { level: 1, name: t("web.application.sentTitle") }).waitFor();
    expect(await codeNow(asked)).toBe("in-process");
    const seen = (await desk.evaluator.client.get<CaseView>(`/api/applications/${id}`)).body;
    expect(seen).toMatchObject({ state: "checking", promise: { restarts: 1, workingDays: 10 } });
    expect(seen.items.filter(({ verdict }) => verdict === "open").map(({ key }) => key)).toEqual(["usage-report"]);
    expect([...officer.faults, ...owner.faults]).toEqual([]);
  });
});

describe.each(WAYS)("a rejection, in $locale at $width px", ({ at, ...options }) => {
  it("is read with what was not met, by which rule, what is asked for, and the way on", async () => {
    const company = await portal.company();
    const { id } = await submittedFor(company, `150014${at}`);
    const { client } = desk.evaluator;
    const { items } = succeeded(await command(client, id, { command: "take" }), "a taken case");
    for (const { key } of items) {
      const wrong = key === "letter" ? { verdict: "returned", ...FAULT } : { verdict: "accepted" };
      succeeded(await command(client, id, { command: "check-item", key, ...wrong }), "an item");
    }
    succeeded(await command(client, id, { command: "finish-check" }), "a finished check");
    await toDirector(desk, id, "reject");
    const reason = "The letter does not say what the code is for.";
    const rejection = { command: "decide", outcome: "reject", reason };
    succeeded(await command(desk.director.client, id, rejection), "a rejection");
    const owner = await comes(company.owner, options);
    const { page, t } = owner;
    await owner.open(`/permohonan/${id}`);
    await page.getByText(reason).first().waitFor();
    await page.getByText(FAULT.note).first().waitFor();
    await page.getByText(t("web.application.rejected.remedy", { remedy: FAULT.remedy })).waitFor();
    expect(await page.getByRole("link", { name: /Kepdirtel|Standar|PM |Permen/ }).count()).toBeGreaterThan(0);
    await owner.look("rejected");
    await page.getByRole("link", { name: t("web.application.rejected.again") }).click();
    const kind = t("web.application.kind.new");
    await page.getByRole("button", { name: t("web.application.kindGoOn", { kind }) }).waitFor();
    expect(owner.faults).toEqual([]);
  });
});

describe.each(WAYS)("a hold that stands in the way, in $locale at $width px", ({ at, ...options }) => {
  it("is ended by a coordinator with a reason that its company reads, and the code is free", async () => {
    const company = await portal.company();
    const code = `150017${at}`;
    succeeded(await holdCode(company, code), "a hold");
    const officer = await comes(desk.coordinator, options);
    const { page, t } = officer;
    await officer.open(`/inventaris/kode/${code}`);
    await page.getByRole("button", { name: t("web.inventory.record.releaseAsk") }).press("Enter");
    const end = page.getByRole("button", { name: t("web.inventory.record.release"), exact: true });
    await end.press("Enter");
    await page.getByText(t("errors.release-reason-missing")).first().waitFor();
    await officer.look("hold-without-reason");
    await page.getByLabel(t("web.inventory.record.releaseReason")).fill("Kode ini untuk layanan kebencanaan.");
    await end.press("Enter");
    await page.getByText(t("web.inventory.record.changes.release"), { exact: true }).waitFor();
    await officer.look("hold-ended");
    expect(await codeNow(code)).toBe("idle");
    const owner = await comes(company.owner, options);
    await owner.open("/beranda");
    const messages = owner.page.getByRole("region", { name: owner.t("web.overview.messages") });
    await messages.locator("summary").first().click();
    await messages.getByText("Kode ini untuk layanan kebencanaan.").waitFor();
    await owner.look("hold-ended-told");
    expect([...officer.faults, ...owner.faults]).toEqual([]);
  });
});

describe("an officer's day by keyboard alone", () => {
  it("goes from the queue through a case, item by item, and on to the next", async () => {
    const [first, second] = [await portal.company(), await portal.company()];
    const cases = [await submittedFor(first, "1500151"), await submittedFor(second, "1500152")];
    const officer = await comes(await portal.officer("evaluator", "numbering"));
    const { page, t } = officer;
    await officer.open("/tugas?search=15001515");
    for (const [index, { number }] of cases.entries()) {
      await officer.open(`/tugas?search=${number ?? ""}`);
      await page.getByRole("link", { name: number ?? "", exact: true }).waitFor();
      await page.keyboard.press("j");
      await page.locator("tr[data-row][aria-selected=true], [data-cursor=true]").first().waitFor({ state: "attached" });
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: number ?? "" }).waitFor();
      await pressed(officer, "take");
      await untilState(officer, "checking");
      for (const key of ["nib", "npwp", "declaration", "code"]) await accepted(officer, key);
      if (index === 0) await accepted(officer, "letter");
      else await returnedByKeys(officer, "letter");
      await pressed(officer, index === 0 ? "finish-check" : "return");
      if (index === 1) {
        await page.getByRole("dialog").getByRole("textbox").waitFor();
        await tabTo(officer, page.getByRole("dialog").getByRole("button", { name: t("web.desk.act.return") }));
        await page.keyboard.press("Enter");
      }
      await untilState(officer, index === 0 ? "checked" : "returned");
      await officer.look(`keyboard-case-${index}`);
      await tabTo(officer, page.getByRole("link", { name: t("web.desk.toQueue") }));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: t("web.desk.queueTitle") }).waitFor();
    }
    expect(officer.faults).toEqual([]);
  });

  it("loses no key that comes before the screen has drawn what the one before it did", async () => {
    const company = await portal.company();
    const { number } = await submittedFor(company, "1500153");
    const officer = await comes(await portal.officer("evaluator", "numbering"));
    const { page } = officer;
    await officer.open(`/tugas?search=${number ?? ""}`);
    await page.getByRole("link", { name: number ?? "", exact: true }).waitFor();
    await page.evaluate(AT_ONCE);
    await page.getByRole("heading", { level: 1, name: number ?? "" }).waitFor();
    expect(officer.faults).toEqual([]);
  });
});

/** Both keys in one task of the page, so that it cannot render between them. */
const AT_ONCE = `for (const key of ["j", "Enter"])
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))`;

/** Presses Tab until the wanted element has the focus. */
async function tabTo({ page }: Visit, wanted: ReturnType<Visit["page"]["locator"]>): Promise<void> {
  for (let keys = 0; keys < KEYS_MAX; keys += 1) {
    if ((await wanted.and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not get there");
}

async function pressed(visit: Visit, name: string): Promise<void> {
  const { page, t } = visit;
  const bar = page.getByRole("region", { name: t("web.desk.actions") });
  await tabTo(visit, bar.getByRole("button", { name: t(`web.desk.act.${name}`), exact: true }));
  await page.keyboard.press("Enter");
}

const itemOf = ({ page, t }: Visit, key: string) =>
  page.getByRole("listitem").filter({ has: page.getByText(t(`web.application.item.${key}`), { exact: true }) });

async function accepted(visit: Visit, key: string): Promise<void> {
  const accept = { name: visit.t("web.desk.acceptItem"), exact: true };
  await tabTo(visit, itemOf(visit, key).getByRole("button", accept));
  await visit.page.keyboard.press("Enter");
  await itemOf(visit, key)
    .getByRole("button", { ...accept, pressed: true })
    .waitFor();
}

async function returnedByKeys(visit: Visit, key: string): Promise<void> {
  const { page, t } = visit;
  const item = itemOf(visit, key);
  await tabTo(visit, item.getByRole("button", { name: t("web.desk.returnItemAsk"), exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(visit, item.getByLabel(t("web.desk.note")));
  await page.keyboard.type(FAULT.note);
  await page.keyboard.press("Tab");
  await page.keyboard.type(FAULT.remedy);
  await tabTo(visit, item.getByRole("button", { name: t("web.desk.returnItem"), exact: true }));
  await page.keyboard.press("Enter");
  await item.getByText(t("web.desk.verdict.returned"), { exact: true }).waitFor();
}
