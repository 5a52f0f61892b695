import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestClient } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender, type SmsFixtureContext } from "../../testkit/short-messages.ts";
import { addPerson, giveRole } from "../../testkit/users.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

/** Curly quotes and a dash, in a text of 100 characters: two segments as UCS-2, one segment in GSM 7-bit. */
const CURLY = `“Pesanan Anda” siap diambil – ${"terima kasih atas kesabaran Anda ".repeat(2)}di toko kami.`;
const UNWANTED = "6281277712349";
let portal: TestPortal;
let browser: Browser;
let fixtureContext: SmsFixtureContext;
let carrierId: string;
let centre: CallCentre;
let supervisor: Guest;
let sender: string;
let visit: Visit;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  fixtureContext = { ...portal.kit, key: await keyFromFile(portal.kit.settings.dataFolder, "service") };
  centre = await openCallCentre(portal);
  sender = `M${centre.tenantId.slice(-9)}`.toUpperCase();
  carrierId = await addTestCarrier(fixtureContext, { name: "Operator Seluler Contoh" });
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId: centre.tenantId });
  supervisor = { ...person, client: openTestClient(portal.url, person.token) };
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.smsWriting.${name}`, params);
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
const heading = (name: string) => visit.page.getByRole("heading", { level: 1, name, exact: true });
const cut = (is: string) => visit.page.locator(`[data-cut="${is}"]`);
const field = (name: string) => visit.page.locator(`#${name}`);

/** Routes to carriers are reloaded every second. */
const waysAreKnown = () =>
  expect
    .poll(async () => {
      const body = { from: sender, to: ["081277719999"], text: "Uji", category: "transactional" };
      const requestKey = portal.kit.ids.next();
      return (await supervisor.client.post("/api/service/sms/messages", { ...body, requestKey })).status;
    })
    .toBe(202);

describe("a message that is written by hand", { timeout: 90_000 }, () => {
  it("needs a sender id first, which is said", async () => {
    visit = await comesAs(supervisor);
    await visit.open("/layanan/pesan/baru");
    await visit.page.getByText(word("noSenderTitle")).waitFor();
    await visit.look("write-no-sender");
    const { tenantId, operator } = centre;
    await addTestSender(fixtureContext, { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] });
    await waysAreKnown();
  });

  it("shows its alphabet and parts as they will be sent, and what plain letters would save", async () => {
    await visit.open("/layanan/pesan/baru");
    await button(word("toReview")).click();
    await visit.page.getByRole("link", { name: word("faults.text-empty") }).waitFor();
    await visit.look("write-faults");
    await field("to").fill(`0812-7771-2345\nkantor\n${UNWANTED}\n+62 812 7771 2345`);
    await visit.page.getByText(word("toDoubled", { count: 1 })).waitFor();
    await field("text").fill("Halo");
    await cut("gsm 1 156").waitFor();
    await field("text").fill(CURLY);
    await cut(`ucs2 2 ${67 * 2 - CURLY.length}`).waitFor();
    await visit.look("write-unicode");
    await button(word("replace", { parts: 1 })).click();
    await cut(`gsm 1 ${160 - CURLY.length}`).waitFor();
    await visit.page.getByText(word("replaced")).waitFor();
    await button(word("toReview")).click();
    await visit.page.getByRole("link", { name: word("toUnfit", { numbers: "kantor" }) }).waitFor();
    await field("to").fill(`0812-7771-2345\n${UNWANTED}`);
  });

  it("says what the hours of promotion mean for it", async () => {
    await field("category").selectOption("promotional");
    await visit.page.getByText(word("hours.rule", { from: "08:00", until: "20:00" })).waitFor();
    await field("isLater").check();
    await field("validMinutes").selectOption("60");
    await field("sendAt").fill("2099-01-15T21:00");
    await visit.page.getByText(word("hours.never", { at: "16 Jan 2099, 08.00 WIB" })).waitFor();
    await visit.look("write-promotion");
    await field("validMinutes").selectOption("1440");
    await visit.page.getByText(word("hours.waits", { at: "16 Jan 2099, 08.00 WIB" })).waitFor();
    await field("isLater").uncheck();
    await field("category").selectOption("transactional");
  });

  it("is looked at before it is sent, and answered with its number and whom nothing is sent to", async () => {
    await centre.operator.client.post("/api/service/sms/opt-outs", { recipient: UNWANTED, senderId: null });
    await button(word("toReview")).click();
    await heading(word("review.title")).waitFor();
    await visit.look("write-review");
    await button(word("review.send", { count: 2 })).click();
    await heading(word("done.title", { count: 1 })).waitFor();
    expect(await visit.page.locator("[data-message-number]").textContent()).toMatch(/^[\da-f-]{36}$/);
    await visit.page.getByText(visit.t("errors.recipient-opted-out")).waitFor();
    await visit.look("write-done");
    await button(word("done.again")).click();
    await field("to").fill(UNWANTED);
    await field("text").fill("Halo");
    await button(word("toReview")).click();
    await button(word("review.send", { count: 1 })).click();
    await visit.page.getByRole("link", { name: visit.t("errors.recipient-opted-out") }).waitFor();
    expect(await field("text").inputValue()).toBe("Halo");
    await visit.look("write-refused");
    // The repeated message is checked against the current opt-outs.
    const optOuts = "/api/service/sms/opt-outs";
    const noted = await centre.operator.client.get<{ items: readonly { id: string }[] }>(optOuts);
    await centre.operator.client.delete(`${optOuts}/${noted.body.items[0]?.id ?? ""}`);
    await button(word("toReview")).click();
    await button(word("review.send", { count: 1 })).click();
    await heading(word("done.title", { count: 1 })).waitFor();
  });

  it("is followed from there on a telephone in the dark, in English", async () => {
    visit = await comesAs(centre.operator, { locale: "en", width: 360, height: 740, theme: "dark" });
    await visit.open("/layanan/pesan");
    await visit.page.getByRole("link", { name: visit.t("web.shortMessages.write") }).click();
    await heading(word("title")).waitFor();
    await field("to").fill("081277710042");
    await field("text").fill(`${CURLY} ${"Sampai jumpa. ".repeat(12)}`);
    await visit.look("write-phone");
    await button(word("toReview")).click();
    await heading(word("review.title")).waitFor();
    await visit.look("write-review-phone");
    await button(word("review.send", { count: 1 })).click();
    await heading(word("done.title", { count: 1 })).waitFor();
    await visit.look("write-done-phone");
    await visit.page.getByRole("link", { name: word("done.toMessage") }).click();
    await heading(visit.t("web.shortMessages.one.title", { to: "+6281277710042" })).waitFor();
    expect(faults()).toEqual([]);
  });
});
