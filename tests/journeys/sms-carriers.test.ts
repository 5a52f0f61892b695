import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestSender } from "../../testkit/short-messages.ts";
import { addPerson, giveRole } from "../../testkit/users.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG_CENTRE = "Pusat Layanan Pelanggan Terpadu Nusantara Jaya Abadi Sentosa Makmur Sejahtera";
const CARRIER = "Operator Seluler Contoh Nusantara dengan Nama yang Panjang Sekali";
const PREFIX = "62877999";
const DOWN_AT = new Date("2026-11-26T23:00:00Z");
let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let administrator: Pick<Guest, "token">;
let visit: Visit;
let plain: string;
let lookAlike: string;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  centre = await openCallCentre(portal, { name: LONG_CENTRE });
  plain = `P${centre.tenantId.slice(-9)}`.toUpperCase();
  lookAlike = `BCA-${centre.tenantId.slice(-7)}`.toUpperCase();
  const { tenantId, operator } = centre;
  for (const value of [plain, lookAlike])
    await addTestSender({ ...portal.kit, key }, { tenantId, personId: operator.id, value, carrierIds: [] });
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "administrator" });
  administrator = person;
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.smsCarriers.${name}`, params);
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
const field = (name: string) => visit.page.locator(`#${name}`);
const dialog = () => visit.page.getByRole("dialog");
const confirm = (name: string) => dialog().getByRole("button", { name, exact: true }).click();
const rowOf = (name: string) => visit.page.getByRole("row").filter({ hasText: name });

const carriers = () =>
  portal.kit.db.selectFrom("smsCarrier").selectAll().where("name", "=", CARRIER).where("endedAt", "is", null);

/** Fills the route of a row of the form. */
async function fillWay(nth: number, way: { readonly prefix: string; readonly price: string }): Promise<void> {
  const line = visit.page.getByRole("group", { name: word("form.route", { nth }), exact: true });
  await line.getByLabel(word("form.prefix"), { exact: true }).fill(way.prefix);
  await line.getByLabel(word("form.price"), { exact: true }).fill(way.price);
}

describe("carriers of short messages of an installation", { timeout: 90_000 }, () => {
  it("are added with the ways to them, once nothing is wrong with the form", async () => {
    visit = await comesAs(administrator);
    await visit.open("/operator-sms");
    await visit.page.getByText(word("barred.none")).waitFor();
    await visit.look("carriers-empty");
    await visit.page.getByRole("link", { name: word("add"), exact: true }).click();
    await button(word("form.save")).click();
    await visit.page.getByRole("link", { name: word("form.hostFault") }).waitFor();
    await visit.look("carrier-faults");
    await field("name").fill(CARRIER);
    await field("host").fill("smsc.contoh.invalid");
    await field("systemId").fill("sambung");
    await field("password").fill("rahasia1");
    await fillWay(1, { prefix: "62811", price: "275" });
    await button(word("form.addRoute")).click();
    await fillWay(2, { prefix: "62811", price: "250" });
    await field("answer").fill("7,5");
    await button(word("form.save")).click();
    await visit.page.getByRole("link", { name: word("form.prefixTwice") }).waitFor();
    await fillWay(2, { prefix: "62812", price: "250" });
    await visit.look("carrier-form");
    await button(word("form.save")).click();
    await rowOf(CARRIER).getByText(word("states.well")).waitFor();
    expect(await carriers().executeTakeFirst()).toMatchObject({ answerMs: 7_500, port: 2_775, isOn: true, version: 1 });
  });

  it("are seen to be down, and changed without their password being given again", async () => {
    await portal.kit.db.updateTable("smsCarrier").set({ downSince: DOWN_AT }).where("name", "=", CARRIER).execute();
    await visit.open("/operator-sms");
    await rowOf(CARRIER)
      .getByText(word("downSince", { at: "27 Nov 2026, 06.00 WIB" }))
      .waitFor();
    await visit.look("carriers-down");
    const before = await carriers().executeTakeFirstOrThrow();
    await visit.page.getByRole("link", { name: word("changeOf", { name: CARRIER }) }).click();
    await field("isOn").uncheck();
    await button(word("form.dropRoute", { nth: 2 })).click();
    await button(word("form.save")).click();
    await rowOf(CARRIER).getByText(word("states.off")).waitFor();
    const after = await carriers().executeTakeFirstOrThrow();
    expect(after.sealedPassword).toEqual(before.sealedPassword);
    expect([after.isOn, after.version]).toEqual([false, 2]);
    expect(await rowOf(CARRIER).getByRole("listitem").count()).toBe(1);
  });

  it("are not asked for numbers of a barred prefix, until it is unbarred", async () => {
    await field("prefix").fill("0877");
    await button(word("barred.add")).click();
    await visit.page.getByRole("link", { name: word("barred.prefixFault") }).waitFor();
    const bar = async () => {
      await field("prefix").fill(PREFIX);
      await field("reason").fill("Pola penipuan tarif ke nomor premium");
      await button(word("barred.add")).click();
    };
    await bar();
    await visit.page.getByRole("cell", { name: PREFIX, exact: true }).waitFor();
    await visit.look("carriers-barred");
    await bar();
    await visit.page.getByRole("link", { name: visit.t("errors.sms-barred-taken") }).waitFor();
    await button(word("barred.endOf", { prefix: PREFIX })).click();
    await confirm(word("barred.endYes"));
    await visit.page.getByRole("cell", { name: PREFIX, exact: true }).waitFor({ state: "detached" });
  });

  it("are told of sender ids of all call centres, whose proofs, letters and answers are written down", async () => {
    await visit.page.getByRole("link", { name: word("toSenders"), exact: true }).click();
    const card = (value: string) => visit.page.locator(`[data-sender="${value}"]`);
    await card(lookAlike)
      .getByText(word("senders.looksLikeTitle", { name: "BCA" }))
      .waitFor();
    await visit.look("installation-senders");
    await button(word("senders.proofNoteOf", { value: lookAlike })).click();
    await confirm(word("senders.save"));
    await dialog().getByRole("alert").waitFor();
    await dialog().locator("#ownerProof").fill("Sertifikat merek IDM000123456");
    await confirm(word("senders.save"));
    await card(lookAlike)
      .getByText(word("senders.proofSeen", { proof: "Sertifikat merek IDM000123456" }))
      .waitFor();
    await button(word("senders.noteOf", { value: plain, carrier: CARRIER })).click();
    await dialog().locator("#state").selectOption("approved");
    await dialog().locator("#letter").fill("SK-77/2026");
    await dialog().locator("#note").fill("Disetujui untuk setahun.");
    await dialog().locator("#validUntil").fill("2027-12-31");
    await visit.look("registration-dialog");
    await confirm(word("senders.save"));
    await card(plain).getByText(word("senders.states.approved"), { exact: true }).waitFor();
    await card(plain).getByText("SK-77/2026; Disetujui untuk setahun.").waitFor();
    await visit.page.getByRole("combobox", { name: word("senders.only") }).selectOption("waiting");
    await card(plain).waitFor({ state: "detached" });
    await card(lookAlike).waitFor();
    await visit.page.getByRole("searchbox").fill("tidak ada yang bernama begini");
    await visit.page.getByRole("searchbox").press("Enter");
    await visit.page.getByText(word("senders.noneTitle")).waitFor();
    await visit.look("installation-senders-none");
  });

  it("fit a telephone in the dark, in English, and end there after asking", async () => {
    visit = await comesAs(administrator, { locale: "en", width: 360, height: 740, theme: "dark" });
    await visit.open("/operator-sms/pengirim");
    await visit.page.getByRole("heading", { level: 2, name: plain }).waitFor();
    await visit.look("installation-senders-phone");
    await visit.open("/operator-sms");
    await rowOf(CARRIER).waitFor();
    await visit.look("carriers-phone");
    await visit.page.getByRole("link", { name: word("changeOf", { name: CARRIER }) }).click();
    await field("host").waitFor();
    await visit.look("carrier-phone");
    await visit.open("/operator-sms");
    await button(word("endOf", { name: CARRIER })).click();
    await confirm(word("endYes"));
    await rowOf(CARRIER).waitFor({ state: "detached" });
    expect(faults()).toEqual([]);
  });
});
