import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
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

const BODY =
  "Yth. {nama_pelanggan_lengkap}, kode Anda {kode}. Jangan berikan kode ini kepada siapa pun, juga petugas kami.";
let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let supervisor: Guest;
let sender: string;
let visit: Visit;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  const fixtureContext: SmsFixtureContext = {
    ...portal.kit,
    key: await keyFromFile(portal.kit.settings.dataFolder, "service"),
  };
  centre = await openCallCentre(portal);
  sender = `P${centre.tenantId.slice(-9)}`.toUpperCase();
  const carrierId = await addTestCarrier(fixtureContext, { name: "Operator Seluler Contoh" });
  const { tenantId, operator } = centre;
  await addTestSender(fixtureContext, { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] });
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId });
  supervisor = { ...person, client: openTestClient(portal.url, person.token) };
  // Routes to carriers are reloaded every second.
  const tried = async () => {
    const body = { from: sender, to: ["081277719999"], text: "Uji 4711", category: "transactional" };
    const requestKey = portal.kit.ids.next();
    return (await supervisor.client.post("/api/service/sms/messages", { ...body, requestKey })).status === 202;
  };
  await vi.waitUntil(tried, { timeout: 15_000, interval: 100 });
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.smsTemplates.${name}`, params);
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
const link = (name: string) => visit.page.getByRole("link", { name, exact: true });
const heading = (name: string) => visit.page.getByRole("heading", { level: 1, name, exact: true });
const field = (name: string) => visit.page.locator(`[id="${name}"]`);
const span = (is: string) => visit.page.locator(`[data-span="${is}"]`).first();

describe("a template of short messages", { timeout: 120_000 }, () => {
  it("is written by a supervisor, who sees how long its messages become, and asks for approval", async () => {
    visit = await comesAs(supervisor);
    await visit.open("/layanan/pesan/templat");
    await visit.page.getByText(word("emptyTitle")).waitFor();
    await visit.look("templates-empty");
    await link(word("write")).click();
    await heading(word("newTitle")).waitFor();
    await button(word("form.save")).click();
    await visit.page.getByRole("link", { name: word("form.nameFault") }).waitFor();
    await visit.look("template-faults");
    await field("name").fill("kode-masuk");
    await field("category").selectOption("otp");
    await field("body").fill("Kode {Kode");
    await button(word("form.save")).click();
    await visit.page.getByRole("link", { name: word("form.bracesFault") }).waitFor();
    await field("body").fill(BODY);
    await field("kind-kode").selectOption("digits");
    await field("most-kode").fill("6");
    await span("shortest gsm 1").waitFor();
    await field("kind-nama_pelanggan_lengkap").selectOption("any");
    await field("most-nama_pelanggan_lengkap").fill("60");
    await span("longest ucs2 3").waitFor();
    await field(`sender-${sender}`).check();
    await visit.look("template-form");
    await button(word("form.save")).click();
    await heading("kode-masuk").waitFor();
    await visit.page.getByText(word("states.draft")).waitFor();
    await button(word("acts.ask")).click();
    await visit.page.getByText(word("acts.another")).waitFor();
    expect(await button(word("acts.approve")).count()).toBe(0);
    await visit.look("template-asked");
  });

  it("is refused with a reason, written again and approved by the administrator", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/pesan/templat");
    await visit.page.getByRole("link", { name: /kode-masuk/ }).click();
    await button(word("acts.refuse")).click();
    await visit.page
      .getByRole("dialog")
      .getByRole("button", { name: word("acts.refuseYes"), exact: true })
      .click();
    await visit.page.getByRole("dialog").getByRole("alert").waitFor();
    await field("reason").fill("Sebut nama layanan kita di awal.");
    await visit.look("template-refusing");
    await visit.page
      .getByRole("dialog")
      .getByRole("button", { name: word("acts.refuseYes"), exact: true })
      .click();
    await visit.page.getByText("Sebut nama layanan kita di awal.").waitFor();
    await visit.look("template-refused");
    visit = await comesAs(supervisor);
    await visit.open("/layanan/pesan/templat");
    await visit.page.getByRole("link", { name: /kode-masuk/ }).click();
    await button(word("acts.next")).click();
    await field("body").fill(`Sambung: ${BODY}`);
    await button(word("form.save")).click();
    await visit.page.locator('[data-version="2"]').waitFor();
    await button(word("acts.ask")).click();
    await visit.page.getByText(word("acts.another")).waitFor();
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/pesan/templat");
    await visit.page.getByRole("link", { name: /kode-masuk/ }).click();
    await button(word("acts.approve")).click();
    await visit.page.locator('[data-version="2"]').getByText(word("states.approved"), { exact: true }).waitFor();
    await visit.look("template-approved");
  });

  it("is sent by hand with values for its places, and the message remembers it", async () => {
    visit = await comesAs(supervisor);
    await visit.open("/layanan/pesan/baru");
    const writing = (name: string, params?: Readonly<Record<string, string | number>>) =>
      visit.t(`web.smsWriting.${name}`, params);
    await field("to").fill("081277712345");
    await field("template").selectOption("kode-masuk");
    expect(await field("category").inputValue()).toBe("otp");
    await field("values.kode").fill("12a");
    await button(writing("toReview")).click();
    await visit.page
      .getByRole("link", { name: writing("valueFaults.template-value-missing", { name: "nama_pelanggan_lengkap" }) })
      .waitFor();
    await visit.page
      .getByRole("link", { name: writing("valueFaults.template-value-unfit", { name: "kode" }) })
      .waitFor();
    await visit.look("template-values-faults");
    await field("values.kode").fill("123456");
    await field("values.nama_pelanggan_lengkap").fill("Sri Wahyuni");
    await visit.page.getByText("Sambung: Yth. Sri Wahyuni, kode Anda 123456.").first().waitFor();
    await visit.look("template-values");
    await button(writing("toReview")).click();
    await heading(writing("review.title")).waitFor();
    await visit.look("template-review");
    await button(writing("review.send", { count: 1 })).click();
    await heading(writing("done.title", { count: 1 })).waitFor();
  });

  it("binds promotion, and a supervisor sees messages masked, on a telephone in the dark, in English", async () => {
    visit = await comesAs(centre.operator, { locale: "en", width: 360, height: 740, theme: "dark" });
    await visit.open("/layanan/pesan/templat");
    await visit.page.getByText(word("promotion.free")).waitFor();
    await visit.look("templates-phone");
    await button(word("promotion.bind")).click();
    await visit.page.getByText(word("promotion.bound")).waitFor();
    await visit.page.getByRole("link", { name: /kode-masuk/ }).click();
    await visit.page.locator('[data-version="2"]').waitFor();
    await visit.look("template-phone");
    await button(word("acts.retire")).click();
    await visit.look("template-retire-phone");
    await visit.page
      .getByRole("dialog")
      .getByRole("button", { name: word("acts.retireYes"), exact: true })
      .click();
    await visit.page
      .getByText(/Retired/)
      .first()
      .waitFor();
    await visit.look("template-retired-phone");
    visit = await comesAs(supervisor, { locale: "en" });
    await visit.open("/layanan/pesan");
    await visit.page.getByText("+62••••••••345").waitFor();
    await visit.page.getByText("Uji ••••").first().waitFor();
    await visit.look("messages-masked");
    await visit.page.getByRole("link", { name: /\+62••••••••345/ }).click();
    await visit.page
      .getByText(visit.t("web.shortMessages.one.templateOf", { name: "kode-masuk", version: 2 }))
      .waitFor();
    await visit.look("message-masked");
    expect(faults()).toEqual([]);
  });
});

describe("small settings of short messages", { timeout: 120_000 }, () => {
  it("are words that are answered, each once for a number", async () => {
    visit = await comesAs(centre.operator);
    const keywords = (name: string, params?: Readonly<Record<string, string | number>>) =>
      visit.t(`web.smsSettings.keywords.${name}`, params);
    await visit.open("/layanan/pengirim/kata");
    await visit.page.getByText(keywords("emptyTitle")).waitFor();
    await visit.look("keywords-empty");
    await field("word").fill("jam buka");
    await button(keywords("add")).click();
    await visit.page.getByRole("link", { name: keywords("wordFault") }).waitFor();
    await field("word").fill("stop");
    await field("answer").fill("Kami buka pukul 08.00 sampai 17.00, Senin sampai Jumat.");
    await button(keywords("add")).click();
    await visit.page.getByRole("link", { name: visit.t("errors.sms-keyword-reserved") }).waitFor();
    await visit.look("keywords-faults");
    await field("word").fill("jam");
    await button(keywords("add")).click();
    await visit.page.getByText(keywords("added")).waitFor();
    await visit.page.getByText("JAM", { exact: true }).waitFor();
    await visit.look("keywords");
    await button(keywords("endOf", { word: "JAM" })).click();
    await visit.page
      .getByRole("dialog")
      .getByRole("button", { name: keywords("endYes"), exact: true })
      .click();
    await visit.page.getByText(keywords("emptyTitle")).waitFor();
  });

  it("are prefixes that the installation frees, beside numbers that nobody has", async () => {
    const administrator = await addPerson(portal.kit);
    await giveRole(portal.kit, administrator.id, { role: "administrator" });
    visit = await comesAs(administrator);
    const numbers = (name: string, params?: Readonly<Record<string, string | number>>) =>
      visit.t(`web.smsCarriers.numbers.${name}`, params);
    await visit.open("/operator-sms/nomor");
    await visit.page.getByText(numbers("unowned.none")).waitFor();
    await field("prefix").fill("0812");
    await button(numbers("free.add")).click();
    await visit.page.getByRole("link", { name: numbers("free.prefixFault") }).waitFor();
    await visit.look("numbers-faults");
    const prefix = `62${String(portal.kit.clock.nowMs()).slice(-9)}`;
    await field("prefix").fill(prefix);
    await field("reason").fill("Pemberitahuan gangguan ke satu blok nomor");
    await button(numbers("free.add")).click();
    await visit.page.getByText(prefix, { exact: true }).waitFor();
    await visit.look("numbers");
    await button(numbers("free.endOf", { prefix })).click();
    await visit.page
      .getByRole("dialog")
      .getByRole("button", { name: numbers("free.endYes"), exact: true })
      .click();
    await visit.page.getByText(prefix, { exact: true }).waitFor({ state: "detached" });
    await visit.open("/operator-sms/pengirim");
    await visit.page
      .getByRole("columnheader", { name: visit.t("web.smsCarriers.senders.since") })
      .first()
      .waitFor();
    await visit.look("installation-senders-since");
    expect(faults()).toEqual([]);
  });
});
