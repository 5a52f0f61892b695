import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { addAlertQueue, letWait, watchAlerts } from "../../testkit/alert-fixture.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestClient } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import { addCrowd, addPerson, giveRole } from "../../testkit/users.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG_NAME = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
const SENDER = "PUSATUJI";
const ALERT = "Antrean pelanggan korporasi dan pengaduan menunggu terlalu banyak penelepon";

let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let supervisor: Guest;
let queueId: string;
let visit: Visit;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  centre = await openCallCentre(portal);
  queueId = await addAlertQueue(portal.kit, centre.tenantId, LONG_NAME);
  await addAlertQueue(portal.kit, centre.tenantId, "Gangguan");
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId: centre.tenantId });
  supervisor = { ...person, client: openTestClient(portal.url, person.token) };
  const stage = { ...portal.kit, key: await keyFromFile(portal.kit.settings.dataFolder, "service") };
  const carrierId = await addTestCarrier(stage, { name: "Uji" });
  const { tenantId, operator } = centre;
  await addTestSender(stage, { tenantId, personId: operator.id, value: SENDER, carrierIds: [carrierId] });
  await addCrowd(portal.kit, { count: 30, role: "operator-supervisor", tenantId });
  await operator.client.post("/api/service/sms/opt-outs", { recipient: "6281234500002", senderId: null });
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (key: string, params?: Readonly<Record<string, string | number>>) => visit.t(`web.alerts.${key}`, params);
const waiting = (count: number) => letWait(portal.kit, { tenantId: centre.tenantId, queueId, count });

describe("alerts of a call centre", { timeout: 60_000 }, () => {
  it("are told to a program that wants them", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/peringatan");
    await visit.page
      .getByRole("main")
      .getByRole("link", { name: word("toWebhooks") })
      .click();
    await visit.page.getByText(visit.t("web.webhooks.emptyTitle")).waitFor();
    const form = { name: "Sistem jaga", url: "https://hook.contoh.id/peringatan", kinds: ["alert"] };
    expect((await centre.operator.client.post("/api/service/webhooks", form)).status).toBe(201);
  });

  it("begin with a form that says what it will do", async () => {
    await visit.open("/layanan/peringatan");
    await visit.page.getByText(word("emptyTitle")).waitFor();
    await visit.page.getByText(word("standingNone")).waitFor();
    await visit.look("alerts-empty");
    await visit.page.getByRole("link", { name: word("add") }).click();
    await visit.page.getByLabel(word("form.measure")).selectOption("waiting");
    await visit.page.getByLabel(word("form.clearAt", { unit: word("form.unitNames.count") })).fill("10");
    await visit.page.getByLabel(word("form.smsTo")).fill("0812 3450 0001\nbukan nomor");
    await visit.page.getByRole("button", { name: word("form.keep") }).click();
    await visit.page.getByRole("link", { name: word("form.faults.alert-clear-wrong") }).waitFor();
    await visit.page.getByRole("link", { name: word("form.phoneWrong", { number: "bukan nomor" }) }).waitFor();
    await visit.look("alert-form-faults");
    await visit.page.getByLabel(word("name"), { exact: true }).fill(ALERT);
    await visit.page.getByLabel(word("form.clearAt", { unit: word("form.unitNames.count") })).fill("4");
    await visit.page.getByLabel(word("form.holdSeconds")).fill("0");
    await visit.page.getByText("10 atau lebih selama 0 detik").waitFor();
    await visit.page.getByLabel(LONG_NAME).check();
    // The queue has more supervisors than the form lists: one is found by name, and stays selected during other searches.
    const [finder, found] = [
      visit.page.getByLabel(word("form.peopleSearch")),
      visit.page.getByLabel(supervisor.name, { exact: true }),
    ];
    await finder.fill(supervisor.name.toLowerCase());
    await found.check();
    await finder.fill("adi");
    await visit.page.getByText(word("form.peopleFound", { count: 30, chosen: 1 })).waitFor();
    await visit.page.getByRole("button", { name: word("form.peopleMore") }).click();
    await expect.poll(() => visit.page.getByLabel(/^Adi /).count()).toBe(24);
    expect(await found.isChecked()).toBe(true);
    await visit.page.getByLabel("Sistem jaga").check();
    await visit.page.getByLabel(word("form.smsTo")).fill("0812 3450 0001\n\n+62 812-3450-0002\n");
    await visit.page.getByLabel(word("form.smsFrom"), { exact: true }).selectOption(SENDER);
    await visit.look("alert-form");
    await visit.page.getByRole("button", { name: word("form.keep") }).click();
    await visit.page.getByRole("cell", { name: ALERT, exact: true }).waitFor();
    await visit.look("alerts-calm");
  });

  it("are said aloud on the board as they are raised, and taken on there by name", async () => {
    const board = await comesAs(supervisor);
    await board.open("/layanan/papan");
    await board.page.getByRole("link", { name: LONG_NAME }).first().waitFor();
    expect(await board.page.locator("[data-alert-strip]").count()).toBe(0);
    // The board must first receive the empty list of alerts: only then does an alert count as new.
    await board.page.locator("[data-heard=true]").waitFor({ state: "attached" });
    await waiting(12);
    await expect.poll(() => watchAlerts(portal.kit).look()).toBe(1);
    const item = board.page.locator("[data-standing]");
    await item.filter({ hasText: ALERT }).waitFor();
    const aloud = board.page.getByRole("alert").filter({ hasText: ALERT });
    expect(await aloud.textContent()).toBe(
      word("raisedNew", { name: ALERT, measure: word("measures.waiting"), figure: "12" }),
    );
    await board.look("queue-board-alert");
    const late = await comesAs(centre.operator, { width: 360, height: 740, theme: "dark", locale: "en" });
    await late.open("/layanan/papan");
    await late.page.locator("[data-standing]").waitFor();
    // Alerts that were active before the page was opened are displayed without an announcement.
    expect(await late.page.getByRole("alert").filter({ hasText: ALERT }).count()).toBe(0);
    await late.look("queue-board-alert");
    await board.page.getByRole("button", { name: word("takeOf", { name: ALERT }) }).press("Enter");
    await item.filter({ hasText: supervisor.name }).waitFor();
    await late.page.locator("[data-standing]").filter({ hasText: supervisor.name }).waitFor();
    await board.look("queue-board-taken");
    await late.open("/layanan/peringatan");
    await late.page.locator("[data-standing]").waitFor();
    await late.look("alerts-standing");
    await visit.open("/layanan/peringatan");
    await visit.page.locator("[data-standing]").waitFor();
    await visit.look("alerts-standing");
    await visit.page.getByRole("link", { name: word("changeOf", { name: ALERT }) }).click();
    await visit.page.getByText(word("form.standingHint")).waitFor();
    expect(await visit.page.getByLabel(supervisor.name, { exact: true }).isChecked()).toBe(true);
    await visit.page.getByLabel(word("form.isOn"), { exact: true }).uncheck();
    await visit.page.getByRole("button", { name: word("form.keep") }).click();
    await board.page.locator("[data-standing]").waitFor({ state: "detached" });
  });

  it("leave a history, and were looked at without a fault, also on a phone", async () => {
    await visit.open("/layanan/peringatan/riwayat");
    await visit.page.getByText(ALERT).first().waitFor();
    const texts = visit.page.locator("[data-alert-texts] li");
    await texts.first().waitFor();
    const [raised, wish] = [word("history.smsKinds.raised"), word("history.smsRefusals.recipient-opted-out")];
    expect(await texts.allTextContents()).toEqual([
      word("history.smsOf", { kind: raised, end: "0001", state: word("history.smsStates.open") }),
      word("history.smsNot", { kind: raised, end: "0002", why: wish }),
    ]);
    await visit.look("alert-history");
    const phone = await comesAs(centre.operator, { width: 360, height: 740, theme: "dark", locale: "en" });
    await phone.open("/layanan/peringatan/riwayat");
    await phone.page.getByText(ALERT).first().waitFor();
    await phone.look("alert-history");
    await phone.open("/layanan/peringatan/baru");
    await phone.page.getByLabel(LONG_NAME).waitFor();
    await phone.look("alert-form");
    expect(faults()).toEqual([]);
  });
});
