import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Browser, Locator } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { qrOn } from "../../testkit/pdf-tools.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { openVisit, type Visit } from "../../testkit/visit.ts";
import { logIn } from "./people-steps.ts";

const LONG = "Perusahaan Penyelenggara Jaringan Telekomunikasi Tetap Sirkit Langganan Contoh T";
const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light", scale: 1, code: "1500881", gateway: "127.0.0.11", extension: "101" },
  { locale: "en", width: 360, theme: "dark", scale: 2, code: "1500882", gateway: "127.0.0.12", extension: "102" },
] as const);

let demonstration: Demonstration;
let browser: Browser;
let folder: string;
const open: { phone?: DeskPhone } = {};

/** Each variant has a new installation, because the first hour happens only once. */
async function begin(): Promise<void> {
  const alone = { SAMBUNG_SIP_PORT: "0", SAMBUNG_LICENSING: "off", SAMBUNG_OSS_SIMULATOR: "off" };
  demonstration = await startDemonstration(alone);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-first-hour-"));
  browser = await openBrowser();
});

afterEach(async () => {
  await open.phone?.close();
  await demonstration?.close();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const step = ({ page, t }: Visit, name: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: t(`web.service.hour.title.${name}`) }) });

/** Waits until a step of the guide is marked as done, without reloading. */
async function untilDone(visit: Visit, name: string): Promise<void> {
  await step(visit, name).first().getByText(visit.t("web.service.hour.done"), { exact: true }).waitFor();
}

/** The operator enters the code with its decree and licence, by keyboard alone. */
async function enterCode(visit: Visit, code: string): Promise<void> {
  const { page, t } = visit;
  await visit.open("/layanan/nomor");
  await page.getByText(t("web.service.numbers.emptyTitle")).waitFor();
  await visit.look("numbers-empty");
  await page.getByRole("link", { name: t("web.service.numbers.addByHand") }).press("Enter");
  await page.getByRole("button", { name: t("web.service.numbers.save") }).press("Enter");
  await page.getByRole("alert").first().waitFor();
  await visit.look("number-missing");
  await page.getByLabel(t("web.service.numbers.code"), { exact: true }).fill("1600123");
  await page.getByLabel(t("web.service.numbers.decreeNumber")).fill("12/SK/2026");
  await page.getByLabel(t("web.service.numbers.licenceNumber")).fill("LIC-7");
  await page.getByRole("button", { name: t("web.service.numbers.save") }).press("Enter");
  await page.getByText(t("errors.number-not-in-plan")).first().waitFor();
  await visit.look("number-refused");
  await page.getByLabel(t("web.service.numbers.code"), { exact: true }).fill(code);
  await page.getByLabel(t("web.service.numbers.label")).fill(LONG);
  await page.getByLabel(t("web.service.numbers.isRecorded")).uncheck();
  await page.getByRole("button", { name: t("web.service.numbers.save") }).press("Enter");
  await page.getByRole("heading", { name: code }).waitFor();
  await visit.look("numbers-one");
}

async function addTrunk(visit: Visit, gateway: string): Promise<void> {
  const { page, t } = visit;
  const word = (key: string) => t(`web.service.trunks.${key}`);
  await visit.open("/layanan/sambungan");
  await page.getByText(word("emptyTitle")).waitFor();
  await visit.look("trunks-empty");
  await page.getByRole("link", { name: word("add") }).press("Enter");
  await page.getByLabel(word("name"), { exact: true }).fill(LONG);
  await page.getByLabel(word("carrier"), { exact: true }).fill(LONG);
  await page.getByLabel(word("host")).fill(gateway);
  await page.getByLabel(word("addresses")).fill(gateway);
  await visit.look("trunk-form");
  await page.getByRole("button", { name: word("save") }).press("Enter");
  await page.getByText(t("errors.trunk-agreement-missing")).first().waitFor();
  await visit.look("trunk-refused");
  await page.getByLabel(word("agreementNumber")).fill("PKS-12/2026");
  const soon = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel(word("agreementUntil")).fill(soon);
  expect(await page.getByLabel(word("dialKinds.abroad")).isChecked()).toBe(false);
  await page.getByLabel(word("dialKinds.abroad")).press("Space");
  await page.getByLabel(word("dialKinds.short")).press("Space");
  await page.getByRole("button", { name: word("save") }).press("Enter");
  await page.getByRole("table").waitFor();
  await page.getByText(t("web.service.trunks.endingTitle", { name: LONG })).waitFor();
  const kinds = [word("dialShort.national"), word("dialShort.abroad")].join(", ");
  await page.getByText(t("web.service.trunks.dialsShown", { kinds }), { exact: true }).waitFor();
  await visit.look("trunks-one");
}

/** Adds a phone and returns the credentials, which are displayed once. */
async function addPhone(visit: Visit, extension: string): Promise<{ username: string; password: string }> {
  const { page, t } = visit;
  const word = (key: string, values?: Record<string, string>) => t(`web.service.phones.${key}`, values);
  await visit.open("/layanan/telepon");
  await page.getByText(word("emptyTitle")).waitFor();
  await visit.look("phones-empty");
  await page.getByRole("button", { name: word("add") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(word("extension")).fill("112");
  await dialog.getByLabel(word("name")).fill(LONG);
  await dialog.getByRole("button", { name: word("addYes") }).press("Enter");
  await dialog.getByText(t("errors.phone-extension-emergency")).first().waitFor();
  await visit.look("phone-refused");
  await dialog.getByLabel(word("extension")).fill(extension);
  await dialog.getByRole("button", { name: word("addYes") }).press("Enter");
  await dialog.getByText(word("onceTitle")).waitFor();
  await dialog.getByRole("img", { name: word("qrLabel", { extension }) }).waitFor();
  await visit.look("phone-secret");
  const drawn = await dialog.getByRole("img", { name: word("qrLabel", { extension }) }).screenshot();
  const scanned = qrOn(PNG.sync.read(drawn)) ?? "";
  const told = (key: string) =>
    dialog
      .locator("dt", { hasText: word(key) })
      .locator("xpath=following-sibling::dd//code")
      .textContent();
  const [username, password] = [(await told("username")) ?? "", (await told("password")) ?? ""];
  expect(scanned).toContain(`<AuthID>${username}</AuthID><AuthPass>${password}</AuthPass>`);
  await dialog.getByRole("button", { name: word("onceDone") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("table").waitFor();
  expect(await page.content()).not.toContain(password);
  await renamePhone(visit, extension);
  return { username, password };
}

/** An empty name is refused at the field; another name is in the list at once. */
async function renamePhone(visit: Visit, extension: string): Promise<void> {
  const { page, t } = visit;
  const word = (key: string, values?: Record<string, string>) => t(`web.service.phones.${key}`, values);
  await page.getByRole("button", { name: word("renameOf", { extension }) }).press("Enter");
  const dialog = page.getByRole("dialog");
  const name = dialog.getByLabel(word("name"));
  await name.fill(" ");
  await dialog.getByRole("button", { name: word("renameYes") }).press("Enter");
  await dialog.getByRole("alert").waitFor();
  await visit.look("phone-rename-refused");
  await name.fill(`${LONG} 2`.slice(-80));
  await dialog.getByRole("button", { name: word("renameYes") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText(`${LONG} 2`.slice(-80), { exact: true }).waitFor();
}

async function ringPhone(visit: Visit, code: string): Promise<void> {
  const { page, t } = visit;
  await visit.open(`/layanan/nomor/${code}`);
  await page.getByLabel(t("web.service.numbers.anotherPhone")).selectOption({ index: 1 });
  await page.getByRole("button", { name: t("web.service.numbers.addPhone") }).press("Enter");
  await visit.look("number-form");
  await page.getByRole("button", { name: t("web.service.numbers.save") }).press("Enter");
  await page.getByText(t("web.service.numbers.ready")).waitFor();
  await visit.look("numbers-ready");
}

/** The trunk uses TLS with encrypted media; another phone must use both, and later need not. */
async function speakInSecret(visit: Visit): Promise<void> {
  const { page, t } = visit;
  const line = (key: string, values?: Record<string, string>) => t(`web.service.trunks.${key}`, values);
  const word = (key: string, values?: Record<string, string>) => t(`web.service.phones.${key}`, values);
  await visit.open("/layanan/sambungan");
  await page.getByRole("link", { name: line("changeOf", { name: LONG }) }).press("Enter");
  await page.getByLabel(line("transport")).selectOption("tls");
  expect(await page.getByLabel(line("port"), { exact: true }).inputValue()).toBe("5061");
  await page.getByLabel(line("isEncrypted")).press("Space");
  await visit.look("trunk-in-secret");
  await page.getByRole("button", { name: line("save") }).press("Enter");
  await page.getByText(line("encryptedShown")).waitFor();
  await visit.look("trunks-in-secret");
  await visit.open("/layanan/telepon");
  await page.getByRole("button", { name: word("add") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(word("extension")).fill("7788");
  await dialog.getByLabel(word("name")).fill(LONG);
  await dialog.getByLabel(word("isEncrypted")).press("Space");
  await dialog.getByRole("button", { name: word("addYes") }).press("Enter");
  await dialog.getByText(word("soundSrtp")).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("link", { name: word("authorityGet") }).press("Enter"),
  ]);
  expect(await readFile(await file.path(), "utf8")).toContain("BEGIN CERTIFICATE");
  await visit.look("phone-secret-encrypted");
  await dialog.getByRole("button", { name: word("onceDone") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText(word("encryptedBadge")).waitFor();
  await visit.look("phones-encrypted");
  await page.getByRole("button", { name: word("encryptionOf", { extension: "7788" }) }).press("Enter");
  await visit.look("phone-encryption");
  await dialog.getByRole("button", { name: word("encryptOff") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText(word("encryptedBadge")).waitFor({ state: "detached" });
}

describe.each(WAYS)("the first hour of a call centre, in $locale at $width px", (way) => {
  const { code, gateway, extension } = way;
  it("leads from the code to the first answered call, with a real phone and calls of a carrier", async () => {
    await begin();
    const visit = await openVisit(browser, demonstration.url, way);
    const { page, t } = visit;
    await logIn(visit, demonstration.account("operator-administrator"));
    await page.getByRole("heading", { level: 1, name: t("web.service.hour.heading") }).waitFor();
    await visit.look("guide-empty");
    await enterCode(visit, code);
    await addTrunk(visit, gateway);
    const account = await addPhone(visit, extension);
    const registrar = { port: demonstration.sipPort ?? 0, transport: "udp" } as const;
    open.phone = await startDeskPhone({
      folder: path.join(folder, `phone-${extension}`),
      registrar,
      toneHz: 600,
      answer: "auto",
      writes: false,
      ...account,
    });
    await ringPhone(visit, code);
    await visit.open("/layanan");
    for (const done of ["number", "trunk", "phone", "ringing"]) await untilDone(visit, done);
    await visit.look("guide-before-test");
    await page.getByRole("button", { name: t("web.service.test.ring", { code }) }).press("Enter");
    await page.getByText(t("web.service.test.talking")).waitFor();
    await visit.look("guide-testing");
    await page.getByText(t("web.service.test.passed")).waitFor({ timeout: 40_000 });
    await untilDone(visit, "test-call");
    const call = await runSipp({
      folder,
      scenario: gatewayCalls(code, 1_500),
      limitMs: 30_000,
      args: ["-i", gateway, "-mi", gateway, "-m", "1", `127.0.0.1:${registrar.port}`],
    });
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    await page.getByRole("heading", { level: 1, name: t("web.service.home.title") }).waitFor();
    await visit.look("home");
    const cells = page.getByRole("row").filter({ hasText: code }).getByRole("cell");
    expect((await cells.allTextContents()).slice(2)).toEqual(["1", "0", "1/1"]);
    await visit.open("/layanan/telepon");
    await page.getByText(t("web.service.registered")).first().waitFor();
    await visit.look("phones-one");
    await speakInSecret(visit);
    expect(visit.faults).toEqual([]);
    await visit.close();
  });
});
