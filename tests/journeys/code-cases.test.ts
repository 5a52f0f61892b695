import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { advanceToDirector, approve, changeDraft, checkedInHand, sent, toDirector } from "../../testkit/code-case.ts";
import type { GuestCompany } from "../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  holderOf,
  type NumberingOfficers,
  succeeded,
  TINY_PDF,
} from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { addressOnQr, checkFile } from "./decree-check-steps.ts";
import { acceptItems, act, untilState } from "./officer-steps.ts";

const KEYS_MAX = 80;

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

async function holder(code: string): Promise<GuestCompany> {
  const company = await portal.company();
  await holderOf(company, { code, desk });
  return company;
}

async function choose(visit: Visit, field: string): Promise<void> {
  const buffer = Buffer.from(TINY_PDF);
  await visit.page.locator(`#${field}`).setInputFiles({ name: `${field}.pdf`, mimeType: "application/pdf", buffer });
  await visit.page
    .locator(".field", { has: visit.page.locator(`#${field}`) })
    .getByRole("link", { name: visit.t("web.parts.fileOpen") })
    .waitFor();
}

const goOn = (visit: Visit) =>
  visit.page.getByRole("button", { name: visit.t("web.application.saveContinue") }).click();

async function heading({ page }: Visit, name: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function send(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await page.getByText(t("web.application.nothingFound"), { exact: true }).waitFor();
  await visit.look("check");
  await page.getByRole("button", { name: t("web.application.submit"), exact: true }).click();
  await heading(visit, t("web.application.sentTitle"));
}

/** Presses Tab until the wanted element has the focus. */
async function tabTo({ page }: Visit, wanted: ReturnType<Visit["page"]["locator"]>): Promise<void> {
  for (let keys = 0; keys < KEYS_MAX; keys += 1) {
    if ((await wanted.and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not get there");
}

async function idOf({ page }: Visit): Promise<string> {
  await page.waitForURL(/\/permohonan\/[0-9a-f-]{36}/);
  return /permohonan\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
}

/** The published decree of a case, as its file. */
async function decreeFile(id: string): Promise<Uint8Array> {
  const { decree } = (await desk.director.client.get<CaseView>(`/api/applications/${id}`)).body;
  await expect
    .poll(async () => (await desk.director.client.get<CaseView>(`/api/applications/${id}`)).body.decree?.state, {
      timeout: 30_000,
    })
    .toBe("published");
  const answer = await fetch(`${portal.url}/api/decrees/${decree?.id}/file`);
  return new Uint8Array(await answer.arrayBuffer());
}

const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light", renamed: "1500301", replaced: "1500311", revoked: "1500331" },
  { locale: "en", width: 360, theme: "dark", renamed: "1500302", replaced: "1500312", revoked: "1500332" },
] as const);

describe.each(WAYS)("a change of name in $locale at $width px", ({ renamed: code, ...options }) => {
  it("is asked for from one's codes, with old and new side by side, and decided by officers who see the same", async () => {
    const company = await holder(code);
    const visit = await comes(company.owner, options);
    const { page, t } = visit;
    await visit.open("/kode-saya");
    await heading(visit, t("web.application.ownCodes.title"));
    await visit.look("own-codes");
    await page.getByRole("button", { name: t("web.application.ownCodes.act.change") }).click();
    const id = await idOf(visit);
    await page.getByRole("link", { name: t("web.application.part.ground"), exact: true }).waitFor();
    await visit.look("change-parts");
    await page.getByRole("link", { name: t("web.application.part.ground"), exact: true }).click();
    await visit.look("change-ground");
    await goOn(visit);
    await heading(visit, t("web.application.part.values"));
    await page
      .getByLabel(t("web.application.change.name"), { exact: true })
      .fill(`PT ${"Nusantara Jaya ".repeat(5)}Baru`);
    await page.getByText(t("web.application.change.differs"), { exact: true }).first().waitFor();
    await visit.look("change-values");
    await goOn(visit);
    await heading(visit, t("web.application.part.papers"));
    await choose(visit, "licenceBefore");
    await choose(visit, "licenceAfter");
    await visit.look("change-papers");
    await goOn(visit);
    await page.getByLabel(t("web.application.declaration")).check();
    await goOn(visit);
    await send(visit);
    const officer = await comes(desk.evaluator, options);
    await officer.open(`/permohonan/${id}`);
    await act(officer, "take");
    await untilState(officer, "checking");
    await officer.look("change-officer");
    await acceptItems(officer, ["nib", "decree", "licences", "new-values", "declaration"]);
    await act(officer, "finish-check");
    await untilState(officer, "checked");
    await toDirector(desk, id);
    succeeded(await approve(desk, id), "an approval");
    await decreeFile(id);
    await visit.open(`/permohonan/${id}`);
    await page.getByText(t("web.application.decreeOf.change"), { exact: true }).waitFor();
    await visit.look("change-decided");
    expect([...visit.faults, ...officer.faults]).toEqual([]);
  });
});

describe.each(WAYS)("a decree that another one replaced, checked by a stranger ($locale)", ({ locale, replaced }) => {
  it("verifies as genuine and replaced, by its QR and as a file, with the way to the one in force", async () => {
    const company = await portal.company();
    const first = await holderOf(company, { code: replaced, desk });
    const old = await decreeFile(first.id);
    const { id } = await changeDraft(company, replaced);
    await sent(company, { id });
    await advanceToDirector(desk, id);
    succeeded(await approve(desk, id), "an approval");
    await decreeFile(id);
    const stranger = await comes(null, { locale, width: 360, height: 740 });
    const { page, t } = stranger;
    await page.goto(`${new URL(await addressOnQr(old)).pathname}?lang=${locale}`);
    await heading(stranger, t("pages.validation.answers.superseded.answer"));
    await stranger.look("superseded");
    await checkFile(stranger, old);
    await heading(stranger, t("pages.validation.answers.superseded.answer"));
    await page.getByText(t("pages.validation.decree.replacedBy")).getByRole("link").click();
    await page.getByText(t("pages.validation.decree.effectiveOn"), { exact: true }).waitFor();
    await stranger.look("successor");
    expect(stranger.faults).toEqual([]);
  });
});

describe("a return", () => {
  it("is given by keyboard alone, and ends in quarantine on the public page", async () => {
    const company = await holder("1500321");
    const visit = await comes(company.owner);
    const { page, t } = visit;
    await visit.open("/kode-saya");
    await heading(visit, t("web.application.ownCodes.title"));
    await tabTo(visit, page.getByRole("button", { name: t("web.application.ownCodes.act.return") }));
    await page.keyboard.press("Enter");
    const id = await idOf(visit);
    await tabTo(visit, page.getByRole("link", { name: t("web.application.part.reason"), exact: true }));
    await page.keyboard.press("Enter");
    await heading(visit, t("web.application.part.reason"));
    await tabTo(visit, page.getByLabel(t("web.application.giving.reason")));
    await page.keyboard.type("Layanan pusat panggilan kami berhenti sejak Oktober.");
    await visit.look("return-reason");
    await tabTo(visit, page.getByRole("button", { name: t("web.application.saveContinue") }));
    await page.keyboard.press("Enter");
    await heading(visit, t("web.application.part.declaration"));
    await tabTo(visit, page.getByRole("checkbox"));
    await page.keyboard.press("Space");
    await tabTo(visit, page.getByRole("button", { name: t("web.application.saveContinue") }));
    await page.keyboard.press("Enter");
    await send(visit);
    await advanceToDirector(desk, id);
    succeeded(await approve(desk, id), "an approval");
    await visit.open("/nomor/1500321");
    await page.getByText(t("web.numbers.freeFrom"), { exact: true }).waitFor();
    await visit.look("quarantine");
    await visit.open("/kode-saya");
    await page.getByText(t("web.application.ownCodes.emptyTitle"), { exact: true }).waitFor();
    await visit.look("own-codes-none");
    const coordinator = await comes(desk.coordinator);
    await coordinator.open("/inventaris/kode/1500321");
    await coordinator.page.getByRole("button", { name: coordinator.t("web.inventory.record.cutAsk") }).click();
    await coordinator.look("end-quarantine");
    await coordinator.page.getByLabel(coordinator.t("web.inventory.record.cutReason")).fill("Diminta layanan darurat.");
    await coordinator.page
      .getByRole("button", { name: coordinator.t("web.inventory.record.cut"), exact: true })
      .click();
    await coordinator.page.getByText("Diminta layanan darurat.").first().waitFor();
    expect([...visit.faults, ...coordinator.faults]).toEqual([]);
  });
});

describe.each(WAYS)("a revocation seen from both sides in $locale at $width px", ({ revoked: code, ...options }) => {
  it("is opened from the list of idle codes, answered by the holder, decided, and told to a stranger", async () => {
    const company = await holder(code);
    const officer = await comes(desk.evaluator, options);
    const { page, t } = officer;
    await officer.open("/inventaris/pemegang");
    await heading(officer, t("web.inventory.holders.title"));
    await page.getByText(company.name, { exact: true }).waitFor();
    await officer.look("holders");
    await officer.open("/inventaris/pemegang?view=codes");
    await page
      .getByRole("link", { name: new RegExp(`${t("web.inventory.holders.openRevocation")} 1500 ${code.slice(4)}`) })
      .waitFor();
    await officer.look("held-codes");
    await page
      .getByRole("link", { name: new RegExp(`${t("web.inventory.holders.openRevocation")} 1500 ${code.slice(4)}`) })
      .click();
    await heading(officer, t("web.application.revocation.newTitle"));
    await page.getByRole("button", { name: t("web.application.revocation.open") }).click();
    await page.getByText(t("errors.statement-missing"), { exact: true }).first().waitFor();
    await officer.look("revocation-statement-missing");
    await page
      .getByLabel(t("web.application.revocation.statement"))
      .fill("Tidak ada panggilan ke kode ini sejak Maret.");
    await page.getByRole("button", { name: t("web.application.revocation.open") }).click();
    const id = await idOf(officer);
    await untilState(officer, "checking");
    await officer.look("revocation-officer");
    const owner = await comes(company.owner, options);
    await owner.open("/beranda");
    await owner.page.getByRole("link", { name: t("web.overview.step.answerRevocation.button") }).click();
    await owner.page
      .getByLabel(t("web.application.revocation.answer"), { exact: true })
      .fill("Kode dipakai setiap hari oleh pelanggan kami.");
    await owner.look("revocation-holder");
    await owner.page.getByRole("button", { name: t("web.application.revocation.sendAnswer") }).click();
    await owner.page.getByText(t("web.application.revocation.answerSent"), { exact: true }).waitFor();
    await page.getByText("Kode dipakai setiap hari oleh pelanggan kami.").first().waitFor();
    await checkedInHand(desk, id);
    await toDirector(desk, id);
    const director = await comes(desk.director, options);
    await director.open(`/permohonan/${id}`);
    await director.look("revocation-director");
    await act(director, "decide-approve", "");
    await untilState(director, "approved");
    const file = await decreeFile(id);
    const stranger = await comes(null, options);
    await stranger.page.goto(`${new URL(await addressOnQr(file)).pathname}?lang=${options.locale}`);
    await heading(stranger, t("pages.validation.answers.ends-code-demonstration.answer"));
    await stranger.look("revocation-decree");
    const before = await portal.kit.db
      .selectFrom("decree")
      .select("id")
      .where("code", "=", code)
      .where("kind", "=", "assignment")
      .executeTakeFirstOrThrow();
    await stranger.page.goto(`/validasi-sk/${before.id}?lang=${options.locale}`);
    await heading(stranger, t("pages.validation.answers.revoked.answer"));
    await stranger.page.getByText(t("pages.validation.decree.endedBy")).getByRole("link").waitFor();
    await stranger.look("revoked");
    expect([...officer.faults, ...owner.faults, ...director.faults, ...stranger.faults]).toEqual([]);
  });
});

describe("an annulled revocation", () => {
  it("asks the coordinator for a reason and leaves the holder his code", async () => {
    const company = await holder("1500341");
    const opened = await desk.evaluator.client.post<CaseView>("/api/revocations", {
      code: "1500341",
      ground: "breach",
      statement: "Iklan menampilkan kode ini sebagai layanan premium.",
      evidenceFileId: null,
    });
    const { id } = succeeded(opened, "a revocation");
    const coordinator = await comes(desk.coordinator);
    await coordinator.open(`/permohonan/${id}`);
    await act(coordinator, "annul", "Iklan itu milik pihak lain.");
    await untilState(coordinator, "withdrawn");
    expect((await command(company.owner.client, id, { command: "answer", text: "Ya." })).status).toBe(409);
    expect(coordinator.faults).toEqual([]);
  });
});
