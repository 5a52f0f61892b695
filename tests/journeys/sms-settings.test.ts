import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender, type SmsFixtureContext } from "../../testkit/short-messages.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const CARRIER = "Operator Seluler Contoh Nusantara dengan Nama yang Panjang";
const OTHER_CARRIER = "Operator Kedua";
const LONG_NAME = "Sistem Pemberitahuan Tagihan, Pengaduan, dan Permintaan Layanan Terpadu Nasional";
const NUMBER = "+6281277700001";
let portal: TestPortal;
let browser: Browser;
let fixtureContext: SmsFixtureContext;
let centre: CallCentre;
let visit: Visit;
let value: string;
let taken: string;
let lookAlike: string;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  fixtureContext = { ...portal.kit, key: await keyFromFile(portal.kit.settings.dataFolder, "service") };
  centre = await openCallCentre(portal);
  const other = await openCallCentre(portal);
  [value, taken] = [centre, other].map(({ tenantId }) => `W${tenantId.slice(-9)}`.toUpperCase()) as [string, string];
  lookAlike = `BCA-${centre.tenantId.slice(-7)}`.toUpperCase();
  await addTestCarrier(fixtureContext, { name: CARRIER });
  await addTestCarrier(fixtureContext, { name: OTHER_CARRIER });
  const { tenantId, operator } = other;
  await addTestSender(fixtureContext, { tenantId, personId: operator.id, value: taken, carrierIds: [] });
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.smsSettings.${name}`, params);
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
const dialog = () => visit.page.getByRole("dialog");
const confirm = (name: string) => dialog().getByRole("button", { name, exact: true }).click();

/** Stores the registration state of the call centre's sender ids with one carrier, as the administrator enters it. */
async function registered(carrier: string, told: { readonly state: string; readonly note: string }): Promise<void> {
  const at = new Date(portal.kit.clock.nowMs());
  const { id } = await portal.kit.db
    .selectFrom("smsCarrier")
    .select("id")
    .where("name", "=", carrier)
    .executeTakeFirstOrThrow();
  await inTenant(portal.kit.db, centre.tenantId, (trx) =>
    trx
      .updateTable("smsRegistration")
      .set({ ...told, letter: "SK-PENGIRIM/2026/XI/0042", submittedAt: at, decidedAt: at, changedAt: at })
      .where("carrierId", "=", id)
      .execute(),
  );
}

describe("settings of short messages of a call centre", { timeout: 90_000 }, () => {
  it("say of a sender id at once what is wrong with it, and whose name it looks like", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/pengirim");
    await visit.page.getByText(word("senders.emptyTitle")).waitFor();
    await visit.look("senders-empty");
    const ask = async (wish: string) => {
      await visit.page.locator("#value").fill(wish);
      await button(word("senders.add")).click();
    };
    await ask("A");
    await visit.page.getByRole("link", { name: word("senders.valueHint") }).waitFor();
    await ask("A lot longer it");
    await visit.page.getByRole("link", { name: visit.t("errors.sender-unfit") }).waitFor();
    await visit.look("senders-faults");
    await ask(taken.toLowerCase());
    await visit.page.getByRole("link", { name: visit.t("errors.sms-sender-taken") }).waitFor();
    await ask("INFO-MANDIRI");
    await visit.page.getByRole("link", { name: visit.t("errors.sender-unfit") }).waitFor();
    await ask(lookAlike);
    await visit.page
      .getByText(word("senders.looksLikeTitle", { name: "BCA" }))
      .first()
      .waitFor();
    await ask(value);
    await visit.page.getByText(word("senders.addedTitle", { value })).waitFor();
    await visit.page.getByRole("heading", { level: 3, name: value }).waitFor();
    await visit.look("senders-asked");
  });

  it("show how a sender id stands with each carrier, and end one after asking", async () => {
    await registered(CARRIER, { state: "approved", note: "" });
    await registered(OTHER_CARRIER, { state: "rejected", note: "Surat kuasa belum bermeterai; kirim ulang." });
    await visit.open("/layanan/pengirim");
    const card = visit.page.locator(`[data-sender="${value}"]`);
    await card.getByText(word("senders.states.approved")).waitFor();
    await card.getByText(word("senders.states.rejected")).waitFor();
    await card.getByText("Surat kuasa belum bermeterai; kirim ulang.").waitFor();
    await visit.look("senders");
    await button(word("senders.endOf", { value: lookAlike })).click();
    await visit.look("sender-end");
    await confirm(word("senders.endYes"));
    await visit.page.locator(`[data-sender="${lookAlike}"]`).waitFor({ state: "detached" });
    await card.waitFor();
  });

  it("make an SMPP account whose password is shown once", async () => {
    await visit.page.getByRole("link", { name: word("programs.title"), exact: true }).click();
    await visit.page.getByText(word("programs.accountsEmptyTitle")).waitFor();
    await visit.look("programs-empty");
    await button(word("programs.addAccount")).click();
    await dialog().getByLabel(word("programs.addresses"), { exact: true }).fill("kantor");
    await confirm(word("programs.make"));
    await dialog()
      .getByRole("link", { name: word("programs.systemIdFault") })
      .waitFor();
    await visit.look("account-faults");
    await dialog().getByLabel(word("programs.name"), { exact: true }).fill(LONG_NAME);
    const systemId = `s_${centre.tenantId.slice(-8)}`;
    await dialog().getByLabel(word("programs.systemId"), { exact: true }).fill(systemId);
    await dialog().getByLabel(word("programs.addresses"), { exact: true }).fill("203.0.113.7/24");
    await confirm(word("programs.make"));
    await dialog()
      .getByRole("link", { name: visit.t("errors.sms-address-unfit") })
      .waitFor();
    await dialog().getByLabel(word("programs.addresses"), { exact: true }).fill("203.0.113.0/24\n2001:db8::/48");
    await confirm(word("programs.make"));
    await dialog().getByText(word("programs.onceTitle")).waitFor();
    expect(await dialog().locator("code").last().textContent()).toMatch(/^[\w-]{8}$/);
    await visit.look("account-made");
    await confirm(word("programs.done"));
    await visit.page.getByText(systemId, { exact: true }).waitFor();
    await visit.page.getByText("203.0.113.0/24, 2001:db8::/48").waitFor();
    await visit.look("programs");
  });

  it("lead to the keys by which programs hand in messages over HTTP", async () => {
    await visit.page.getByRole("link", { name: word("programs.keysWay"), exact: true }).click();
    await visit.page.getByText(visit.t("web.apiKeys.emptyTitle")).waitFor();
    await visit.open("/layanan/pengirim/program");
  });

  it("note who wants no messages, find him by number, and take it back after asking", async () => {
    await visit.page.getByRole("link", { name: word("optOuts.title"), exact: true }).click();
    await visit.page.getByText(word("optOuts.emptyTitle")).waitFor();
    await visit.look("opt-outs-empty");
    await visit.page.locator("#recipient").fill("abc");
    await button(word("optOuts.add")).click();
    await visit.page.getByRole("link", { name: visit.t("errors.recipient-unfit") }).waitFor();
    await visit.page.locator("#recipient").fill("0812-7770-0001");
    await visit.page.getByLabel(word("optOuts.sender"), { exact: true }).selectOption({ label: value });
    await button(word("optOuts.add")).click();
    await visit.page.getByRole("cell", { name: NUMBER, exact: true }).waitFor();
    await visit.look("opt-outs");
    await visit.page.getByRole("searchbox").fill("0812 7770 0002");
    await visit.page.getByRole("searchbox").press("Enter");
    await visit.page.getByText(word("optOuts.noneTitle")).waitFor();
    await visit.look("opt-outs-none");
    await visit.page.getByRole("searchbox").fill("0812 7770 0001");
    await visit.page.getByRole("searchbox").press("Enter");
    await button(word("optOuts.endOf", { number: NUMBER })).click();
    await visit.look("opt-out-end");
    await confirm(word("optOuts.endYes"));
    await visit.page.getByText(word("optOuts.noneTitle")).waitFor();
  });

  it("fit a telephone in the dark, in English", async () => {
    visit = await comesAs(centre.operator, { locale: "en", width: 360, height: 740, theme: "dark" });
    const { client } = centre.operator;
    const limits = { addresses: [], ratePerSecond: 50, windowMax: 10, bindsMax: 2 };
    const account = { name: "Second", systemId: `w${centre.tenantId.slice(-9)}`, ...limits };
    const kinds = { defaultCoding: "gsm", category: "otp" };
    const second = await client.post<{ id: string }>("/api/service/sms/accounts", { ...account, ...kinds });
    await visit.open("/layanan/pengirim");
    await visit.page.getByRole("heading", { level: 3, name: value }).waitFor();
    // With several SMPP accounts, one must be selected for inbound messages.
    const inbound = visit.page.locator(`[data-sender="${value}"]`).getByLabel(word("senders.inboundAccount"));
    await inbound.selectOption({ label: "Second" });
    const chosen = async () => (await client.get<{ items: object[] }>("/api/service/sms/senders")).body.items;
    await expect.poll(chosen).toContainEqual(expect.objectContaining({ value, inboundAccountId: second.body.id }));
    await visit.open("/layanan/pengirim");
    await visit.page.getByRole("heading", { level: 3, name: value }).waitFor();
    expect(await inbound.inputValue()).toBe(second.body.id);
    await visit.look("senders-phone");
    await client.delete(`/api/service/sms/accounts/${second.body.id}`);
    await visit.open("/layanan/pengirim/program");
    await visit.page.getByText(LONG_NAME).waitFor();
    await visit.look("programs-phone");
    await button(word("programs.addAccount")).click();
    await visit.look("account-phone");
    await confirm(visit.t("web.parts.cancel"));
    await button(word("programs.endAccountOf", { name: LONG_NAME })).click();
    await confirm(word("programs.endYes"));
    await visit.page.getByText(word("programs.accountsEmptyTitle")).waitFor();
    await visit.open("/layanan/pengirim/penolak");
    await visit.page.getByText(word("optOuts.emptyTitle")).waitFor();
    await visit.look("opt-outs-phone");
    expect(faults()).toEqual([]);
  });
});
