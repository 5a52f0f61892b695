import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CarrierSimulator, startCarrierSimulator, troubledRecipient } from "../../simulators/carrier/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { openCampaignWork } from "../../src/processes/portal/campaigns.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { addApprovedTemplate } from "../../testkit/campaign-fixture.ts";
import { openTestClient } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender, type SmsFixtureContext } from "../../testkit/short-messages.ts";
import { startTestGateway, type TestGateway } from "../../testkit/smpp-gateway.ts";
import { addPerson, giveRole } from "../../testkit/users.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG = "Pengingat tagihan bulan November untuk pelanggan korporasi di wilayah timur kita";
const UNWANTED = "081277712349";
const GOOD = 12;
let portal: TestPortal;
let browser: Browser;
let carrier: CarrierSimulator;
let gateway: TestGateway;
let work: { close(): Promise<void> };
let folder: string;
let fixtureContext: SmsFixtureContext;
let centre: CallCentre;
let supervisor: Guest;
let sender: string;
let visit: Visit;

beforeAll(async () => {
  [portal, browser, folder] = await Promise.all([
    openTestPortal({ screens: true, works: false }),
    openBrowser(),
    mkdtemp(path.join(tmpdir(), "sambung-carrier-")),
  ]);
  const { clock } = portal.kit;
  fixtureContext = { ...portal.kit, key: await keyFromFile(portal.kit.settings.dataFolder, "service") };
  const login = { systemId: "sambung", password: "rahasia" };
  carrier = await startCarrierSimulator({ port: 0, folder, ...login, nowMs: () => clock.nowMs(), lateMs: 500 });
  centre = await openCallCentre(portal);
  sender = `W${centre.tenantId.slice(-9)}`.toUpperCase();
  const { tenantId, operator } = centre;
  const carrierId = await addTestCarrier(fixtureContext, { name: "Operator Seluler Contoh", port: carrier.port });
  await addTestSender(fixtureContext, { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] });
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId });
  supervisor = { ...person, client: openTestClient(portal.url, person.token) };
  await operator.client.post("/api/service/sms/opt-outs", { recipient: UNWANTED, senderId: null });
  const at = clock.nowMs();
  await portal.kit.db
    .insertInto("smsPrice")
    .values({
      id: portal.kit.ids.next(),
      prefix: "62",
      priceRupiah: 350,
      costRupiah: 250,
      createdBy: operator.id,
      validFrom: new Date(at),
      createdAt: new Date(at - 1_000),
    })
    .execute();
  gateway = await startTestGateway(fixtureContext);
  work = openCampaignWork(portal.kit);
});

afterAll(async () => {
  await work?.close();
  await gateway?.close();
  await carrier?.close();
  await browser?.close();
  await portal?.close();
  await rm(folder, { recursive: true, force: true });
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.smsCampaigns.${name}`, params);
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
const link = (name: string) => visit.page.getByRole("link", { name, exact: true });
const heading = (name: string) => visit.page.getByRole("heading", { level: 1, name, exact: true });
const field = (name: string) => visit.page.locator(`[id="${name}"]`);
const state = (is: string) => visit.page.locator(`[data-campaign="${is}"]`);
const standing = (is: string) => visit.page.locator(`[data-standing="${is}"]`);

const approved = () =>
  addApprovedTemplate(portal.kit, {
    tenantId: centre.tenantId,
    name: "tagihan-bulanan",
    writtenBy: supervisor.id,
    decidedBy: centre.operator.id,
    body: "Yth. {nama}, tagihan Anda {nilai} sudah terbit.",
    variables: [
      { name: "nama", kind: "any", most: 100 },
      { name: "nilai", kind: "digits", most: 9 },
    ],
  });

/** Chooses a file as a user does. */
const choose = (lines: readonly string[], head = "Nomor;Nama;Nilai") =>
  field("file").setInputFiles({
    name: "penerima.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`\ufeff${[head, ...lines].join("\r\n")}\r\n`),
  });

const fit = Array.from({ length: GOOD - 1 }, (_, nth) => `0812777${String(10_000 + nth)};Pelanggan ${nth};15000`);
const LINES = [
  ...fit,
  `${troubledRecipient("undelivered")};Sri;15000`,
  "kantor;Budi;1",
  "081277720001;Budi;lima",
  `${fit[0]?.split(";")[0]};Sri lagi;1`,
  `${UNWANTED};Tidak mau;1`,
];

describe("a campaign of short messages", { timeout: 120_000 }, () => {
  it("needs an approved template first, which is said", async () => {
    visit = await comesAs(supervisor);
    await visit.open("/layanan/pesan/kampanye");
    await visit.page.getByText(word("emptyTitle")).waitFor();
    await visit.look("campaigns-empty");
    await link(word("prepare")).click();
    await visit.page.getByText(word("noTemplateTitle")).waitFor();
    await visit.look("campaign-no-template");
    await approved();
  });

  it("is looked at line by line before anything is kept", async () => {
    await visit.open("/layanan/pesan/kampanye/baru");
    await button(word("form.look")).click();
    await visit.page.getByRole("alert").waitFor();
    await visit.look("campaign-form-faults");
    await field("name").fill(LONG);
    await field("templateId").selectOption({ label: "tagihan-bulanan" });
    await field("perHour").fill("banyak");
    await choose(LINES, "Nomor;Nama");
    await button(word("form.look")).click();
    await visit.page.getByRole("link", { name: word("form.perHourFault", { most: 1_000_000 }) }).waitFor();
    await field("perHour").fill("3.600");
    await button(word("form.look")).click();
    await visit.page.locator('[data-fault="1 campaign-column-missing"]').waitFor();
    await visit.look("campaign-column-missing");
    await choose(LINES);
    await button(word("form.look")).click();
    await visit.page.locator(`[data-look="${GOOD} ${GOOD} ${GOOD * 350}"]`).waitFor();
    await visit.page.locator(`[data-fault="${GOOD + 2} recipient-unfit"]`).waitFor();
    await visit.page.locator(`[data-fault="${GOOD + 3} template-value-unfit"]`).waitFor();
    await visit.page.locator('[data-refused="recipient-opted-out 1"]').waitFor();
    await visit.page.getByText(word("preview.doubled", { count: 1 })).waitFor();
    await visit.look("campaign-preview");
    expect((await supervisor.client.get<{ items: unknown[] }>("/api/service/sms/campaigns")).body.items).toEqual([]);
    await button(word("preview.prepareWithout", { count: 2 })).click();
    await heading(LONG).waitFor();
    await visit.page.getByText(word("acts.another")).waitFor();
    expect(await button(word("acts.start")).count()).toBe(0);
    await visit.look("campaign-prepared");
  });

  it("is started by the administrator, goes at its pace, pauses, and ends with what became of each line", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/pesan/kampanye");
    await visit.page.getByRole("link", { name: new RegExp(LONG) }).click();
    await button(word("acts.start")).click();
    await visit.look("campaign-starting");
    await button(word("acts.startYes", { count: GOOD + 1 })).click();
    await state("running").waitFor();
    await standing("waiting 13").waitFor({ state: "detached" });
    await button(word("acts.pause")).click();
    await state("paused").waitFor();
    const { length } = carrier.taken();
    expect(length).toBeLessThan(GOOD);
    await visit.look("campaign-paused");
    await button(word("acts.resume")).click();
    await state("done").waitFor({ timeout: 60_000 });
    await standing(`delivered ${GOOD - 1}`).waitFor({ timeout: 30_000 });
    await standing("undeliverable 1").waitFor();
    await standing("refused 1").waitFor();
    await visit.look("campaign-done");
    const recipients = carrier.taken().map(({ recipient }) => recipient);
    expect(recipients).toHaveLength(GOOD);
    expect(new Set(recipients).size).toBe(GOOD);
    const [file] = await Promise.all([
      visit.page.waitForEvent("download"),
      visit.page.getByRole("link", { name: word("one.file") }).click(),
    ]);
    const text = await readFile(await file.path(), "utf8");
    expect(text.trim().split("\n")).toHaveLength(1 + GOOD + 1);
    expect(text).toContain(visit.t("errors.recipient-opted-out"));
  });

  it("fits a telephone in the dark, in English, and is stopped for good", async () => {
    visit = await comesAs(centre.operator, { locale: "en", width: 360, height: 740, theme: "dark" });
    await visit.open("/layanan/pesan/kampanye/baru");
    await field("name").fill("Second campaign");
    await field("templateId").selectOption({ label: "tagihan-bulanan" });
    await field("isLater").check();
    await field("sendAt").fill("2026-12-01T09:00");
    await choose(LINES);
    await visit.look("campaign-form-phone");
    await button(word("form.look")).click();
    await visit.page.locator(`[data-look="${GOOD} ${GOOD} ${GOOD * 350}"]`).waitFor();
    await visit.look("campaign-preview-phone");
    await button(word("preview.prepareWithout", { count: 2 })).click();
    await heading("Second campaign").waitFor();
    await button(word("acts.stop")).click();
    await visit.look("campaign-stopping-phone");
    await button(word("acts.stopYes")).click();
    await state("stopped").waitFor();
    await visit.look("campaign-stopped-phone");
    await visit.open("/layanan/pesan/kampanye");
    await visit.page.getByRole("link", { name: new RegExp(LONG) }).waitFor();
    await visit.look("campaigns-phone");
    expect(faults()).toEqual([]);
  });
});
