import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officeDate } from "../../src/regulation/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { skloOf } from "../../testkit/licence-record.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { createScanFile } from "./scan-file.ts";

const PHONE = { width: 360, height: 740 } as const;
const NUMBER = "8120001234567890";
const REASON = "Halaman kedua SKLO tidak terbaca, dan cap tanggal pada halaman pertama terpotong.";

let portal: TestPortal;
let browser: Browser;
let company: GuestCompany;
let director: Guest;
let applicationId: string;
const { comesAs: comes, faults, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
  company = await portal.company();
  director = await portal.officer("director");
  ({ applicationId } = await skloOf(portal.kit, { organisationId: company.id, signer: director }));
  portal.kit.changeFeed.announce("outbox");
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

describe("an SKLO that OSS refuses", () => {
  it("leads its company from the reason to the next upload", async () => {
    const { db, clock } = portal.kit;
    const handover = db.selectFrom("skloHandover").select("state");
    await expect.poll(() => handover.executeTakeFirst(), { timeout: 60_000 }).toEqual({ state: "to-upload" });
    const refused = { refusedAt: new Date(clock.nowMs()), refusedReason: REASON, nextLookAt: null };
    await db.updateTable("skloHandover").set(refused).execute();
    const visit = await comes(company.owner, PHONE);
    await visit.open(`/izin/${applicationId}/unggah-oss`);
    await visit.page.getByRole("alert").getByText(visit.t("web.licenceRecord.upload.refusedTitle")).waitFor();
    await visit.page.getByText(REASON).waitFor();
    await visit.page.getByRole("button", { name: visit.t("web.licenceRecord.upload.saidGo") }).waitFor();
    await visit.look("sklo-refused");
  });
});

describe("an Izin where OSS cannot be asked", () => {
  it("is entered by an officer, and counts once the director has confirmed it", async () => {
    const coordinator = await comes(await portal.officer("coordinator", "licensing"), { locale: "en" });
    const { page, t } = coordinator;
    const words = (name: string) => t(`web.oss.handovers.byHand.${name}`);
    await coordinator.open("/oss?view=handovers");
    await page.getByRole("button", { name: words("enter") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: words("send") }).click();
    await dialog.getByText(words("missing")).waitFor();
    await coordinator.look("izin-missing");
    await dialog.getByLabel(words("number")).fill(NUMBER);
    await dialog.getByLabel(words("grantedOn")).fill(officeDate(portal.kit.clock.nowMs()));
    await dialog.getByLabel(words("file")).setInputFiles(await createScanFile("izin.pdf", "Izin dari OSS"));
    await dialog.getByRole("link", { name: t("web.parts.fileOpen") }).waitFor();
    await dialog.getByRole("button", { name: words("send") }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(new RegExp(`^${NUMBER}`)).waitFor();
    await coordinator.look("izin-entered");

    const visit = await comes(director, { ...PHONE, theme: "dark" });
    await visit.open("/oss?view=handovers");
    await visit.page.getByText(new RegExp(`^${NUMBER}`)).waitFor();
    await visit.look("izin-to-confirm");
    await visit.page
      .getByRole("button", { name: new RegExp(`^${visit.t("web.oss.handovers.byHand.confirm")}`) })
      .click();
    await visit.page.getByText(visit.t("web.oss.handovers.emptyTitle")).waitFor();
    const licence = portal.kit.db.selectFrom("licence").select(["number", "standing"]);
    expect(await licence.executeTakeFirst()).toEqual({ number: NUMBER, standing: "active" });
    expect(faults()).toEqual([]);
  });
});

describe("a licence in OSS that no application answers", () => {
  it("is linked by an officer to an application of the same company", async () => {
    const { db, clock, ids } = portal.kit;
    const [id, messageId, at] = [ids.next(), ids.next(), new Date(clock.nowMs())];
    const application = { id, number: "NOM-2026112500077", kind: "new", organisationId: company.id, state: "approved" };
    const dates = { createdAt: at, changedAt: at, submittedAt: at, decidedAt: at };
    await db
      .insertInto("numberingApplication")
      .values({ ...application, ...dates, code: "1500777", form: "{}", ruleVersion: "2026.11", createdBy: director.id })
      .execute();
    const { nib } = company;
    await db
      .insertInto("ossCompany")
      .values({ nib, changedAt: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const message = { id: messageId, receivedAt: at, nib, documentKind: "update", nibStatus: "active", content: "{}" };
    await db
      .insertInto("ossMessage")
      .values({ ...message, contentSha256: "7".repeat(64), outcome: "applied", organisationId: company.id })
      .execute();
    const row = { licenseId: "I-202611250077", nib, licenseCode: "059000000052", licenseKind: "K03", messageId };
    const rest = { ossId: "P-1", projectId: "R-1", productId: "", regionCode: "", name: "", flag: "Y", receivedAt: at };
    await db
      .insertInto("ossChecklist")
      .values({ ...row, ...rest })
      .execute();
    const coordinator = await comes(await portal.officer("coordinator", "licensing"), { ...PHONE, locale: "id" });
    const { page, t } = coordinator;
    await coordinator.open("/oss?view=waiting");
    await page.getByText(row.licenseId, { exact: true }).first().waitFor();
    await coordinator.look("oss-unlinked");
    await page
      .locator("main")
      .getByRole("combobox", { name: t("web.oss.unlinked.case"), exact: true })
      .selectOption({ label: application.number });
    await page.getByRole("button", { name: new RegExp(`^${t("web.oss.unlinked.tie")}`, "u") }).click();
    await page.getByText(t("web.oss.unlinked.emptyTitle")).waitFor();
    const link = db.selectFrom("ossCase").select(["applicationId", "linkedBy"]);
    expect(await link.where("licenseId", "=", row.licenseId).execute()).toEqual([
      { applicationId: id, linkedBy: "officer" },
    ]);
    expect(faults()).toEqual([]);
  });
});
