import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitmentOrderer } from "../../src/licensing/issuing/wire.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { commitmentOrder } from "../../testkit/commitment-order.ts";
import type { Guest } from "../../testkit/guests.ts";
import { addLicenceOfficers, type LicenceOfficers, verifiedLicenceFor } from "../../testkit/licence-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { checkFile, withOneByteFlipped } from "./decree-check-steps.ts";

const READY_MS_MAX = 60_000;
const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light" },
  { locale: "en", width: 360, theme: "dark" },
] as const);

let portal: TestPortal;
let browser: Browser;
let coordinator: Guest;
let desk: LicenceOfficers;
let administrator: Guest;

beforeAll(async () => {
  portal = await openTestPortal({ screens: true });
  browser = await openBrowser();
  coordinator = await portal.officer("coordinator", "licensing");
  administrator = await portal.officer("administrator");
  desk = await addLicenceOfficers(portal);
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const { comesAs: visitAs } = openVisitors(() => ({ browser, url: portal.url }));

/** A published commitment decree of a new company. */
async function publishedDecree() {
  const { id: organisationId } = await portal.company();
  const order = await commitmentOrder(portal.kit, { organisationId, signer: coordinator });
  const orderDecree = commitmentOrderer(portal.kit, { standing: "demonstration" });
  await portal.kit.db.transaction().execute((trx) => orderDecree(trx, order));
  portal.kit.changeFeed.announce("outbox");
  const deadline = performance.now() + READY_MS_MAX;
  for (;;) {
    const row = await portal.kit.db
      .selectFrom("decree")
      .select(["id", "number", "signedSha256"])
      .where("licenceApplicationId", "=", order.licenceApplicationId)
      .where("state", "=", "published")
      .executeTakeFirst();
    if (row !== undefined) return { ...row, file: await portal.kit.files.read(row.signedSha256 ?? "") };
    if (performance.now() > deadline) throw new Error("the decree was never published");
    await delay(50);
  }
}

/** The URL in the QR code of a case's first receipt. */
async function statusAddressOf(licenceApplicationId: string): Promise<string> {
  const { facts } = await portal.kit.db
    .selectFrom("caseReceipt")
    .select("facts")
    .where("licenceApplicationId", "=", licenceApplicationId)
    .where("round", "=", 0)
    .executeTakeFirstOrThrow();
  const url = new URL((facts as { readonly statusUrl: string }).statusUrl);
  return url.pathname + url.search;
}

describe.each(WAYS)("a verified application, in $locale at $width px", (way) => {
  it("shows its decree and its receipt to the company and to officers, and where it stands to whoever has the receipt", async () => {
    const company = await portal.company();
    const { id, decree } = await verifiedLicenceFor(portal, company, desk);
    const owner = await visitAs(company.owner, way);
    const { t } = owner;
    await owner.open(`/izin/${id}`);
    const card = owner.page.getByRole("region", { name: t("web.licence.issued.decree") });
    await card.getByText(decree?.number ?? "").waitFor();
    await card.getByRole("link", { name: t("web.licence.issued.openDecree") }).waitFor({ timeout: READY_MS_MAX });
    const receipt = owner.page.getByRole("link", { name: wordsOfReceipt(way.locale) });
    await receipt.waitFor({ timeout: READY_MS_MAX });
    await owner.look("verified-licence");
    const officer = await visitAs(await portal.again(desk.coordinator), way);
    await officer.open(`/izin/${id}`);
    await officer.page.getByRole("link", { name: t("web.licence.issued.openDecree") }).waitFor();
    await officer.look("verified-licence-desk");
    const receiptFile = (await receipt.getAttribute("href")) ?? "";
    for (const visit of [owner, officer]) {
      const file = await visit.context.request.get(receiptFile);
      expect([file.status(), file.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    }
    const stranger = await visitAs(null, { ...way, script: false });
    await stranger.page.goto(`${await statusAddressOf(id)}&lang=${way.locale}`);
    const answer = stranger.page.getByRole("heading", { level: 1 });
    expect(await answer.textContent()).toBe(t("pages.status.state.licence-verified"));
    expect(await stranger.page.content()).not.toContain(company.name);
    expect([...owner.faults, ...officer.faults, ...stranger.faults]).toEqual([]);
    for (const visit of [owner, officer, stranger]) await visit.close();
  });
});

/** The title of a submission's receipt. */
const wordsOfReceipt = (locale: "id" | "en") =>
  locale === "id" ? "Tanda terima permohonan" : "Receipt of the application";

describe.each(WAYS)("a commitment decree, in $locale at $width px", (way) => {
  it("stands in the officers' list, and any stranger reads what was undertaken and checks the file", async () => {
    const { id, number, file } = await publishedDecree();
    const officer = await visitAs(coordinator, way);
    const { t } = officer;
    await officer.open("/penetapan");
    const row = officer.page.getByRole("row").filter({ hasText: number });
    await row.getByText(t("web.decrees.commitment")).waitFor();
    await officer.look("decrees");
    const stranger = await visitAs(null, { ...way, script: false });
    await stranger.page.goto(`/validasi-sk/${id}?lang=${way.locale}`);
    await stranger.page.getByRole("heading", { name: t("pages.validation.commitment.title") }).waitFor();
    await stranger.page
      .getByRole("cell", { name: way.locale === "id" ? "3 E1 (90 kanal)" : "3 E1 (90 channels)" })
      .last()
      .waitFor();
    await checkFile(stranger, file);
    const answer = (key: string) =>
      stranger.page.getByRole("heading", { level: 1, name: t(`pages.validation.answers.${key}.answer`) });
    await answer("valid-demonstration").waitFor();
    await checkFile(stranger, withOneByteFlipped(file));
    await answer("altered").waitFor();
    const seeing = await visitAs(null, way);
    await seeing.page.goto(`/validasi-sk/${id}?lang=${way.locale}`);
    await seeing.look("commitment-page");
    expect([...officer.faults, ...stranger.faults, ...seeing.faults]).toEqual([]);
    for (const visit of [officer, stranger, seeing]) await visit.close();
  });

  it("is a kind of its own among the mandates, for which a coordinator can be named", async () => {
    const visit = await visitAs(administrator, way);
    const { page, t } = visit;
    await visit.open("/mandat");
    await page
      .getByRole("row")
      .filter({ hasText: t("web.mandates.kinds.commitment") })
      .waitFor();
    await page.getByRole("button", { name: t("web.mandates.add") }).click();
    const dialog = page.getByRole("dialog");
    for (const kind of ["commitment", "assignment"])
      await dialog.getByRole("checkbox", { name: t(`web.mandates.kinds.${kind}`), exact: true }).check();
    await dialog
      .getByRole("combobox", { name: t("web.mandates.signer") })
      .selectOption(`${coordinator.name} – ${t("roles.coordinator")}`);
    await visit.look("mandate-of-a-coordinator");
    await dialog.getByRole("button", { name: t("web.mandates.save") }).click();
    await dialog.getByText(t("errors.mandate-signer-unfit")).first().waitFor();
    await visit.look("mandate-of-a-coordinator-refused");
    expect(visit.faults).toEqual([]);
    await visit.close();
  });
});
