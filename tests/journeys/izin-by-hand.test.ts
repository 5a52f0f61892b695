import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officeDate } from "../../src/regulation/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { skloOf } from "../../testkit/licence-record.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { paper } from "./papers.ts";

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
  portal.kit.news.announce("outbox");
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
    await dialog.getByLabel(words("file")).setInputFiles(await paper("izin.pdf", "Izin dari OSS"));
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
