import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_SCOPES } from "../../src/identity/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openFieldClient } from "../../testkit/field-client.ts";
import { addTestCode } from "../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { openProgramClient, programKeyOf } from "../../testkit/program-client.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const CODE = "1500377";
const VOICE = "https://aplikasi.contoh.id/panggilan/masuk/jawab?cabang=jakarta-selatan";
/** The longest possible name, without a place to break a line. */
const UNBROKEN_NAME = "penghubung_tagihan_dan_pengaduan_".repeat(3).slice(0, 80);
const LONG_NAME = "Layanan Pengaduan, Tagihan, dan Gangguan Jaringan Terpadu Nasional";
let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let visit: Visit;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  centre = await openCallCentre(portal);
  const { kit } = portal;
  await addTestCode(kit.db, { code: CODE, tenantId: centre.tenantId, at: new Date(kit.clock.nowMs()) });
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) => visit.t(`web.cpaas.${name}`, params);
const keyWord = (name: string, params?: Readonly<Record<string, string>>) => visit.t(`web.apiKeys.${name}`, params);
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
const way = (to: string) =>
  visit.page.getByRole("navigation", { name: word("ways") }).getByRole("link", { name: word(`waysTo.${to}`) });
const dialog = () => visit.page.getByRole("dialog");
const confirm = (name: string) => dialog().getByRole("button", { name, exact: true }).click();
const row = (place: string) => visit.page.locator(`[data-token="${place}"]`);

/** The token that the administrator sees after requesting it. */
async function shownToken(place: "primary" | "secondary"): Promise<string> {
  await button(word("account.showOf", { place: word(`account.${place}`) })).click();
  await confirm(word("account.showYes"));
  await dialog().getByText(word("account.shownTitle")).waitFor();
  const token = (await dialog().locator("code").textContent()) ?? "";
  await visit.look(`token-${place}`);
  await confirm(word("account.done"));
  return token;
}

describe("what an administrator keeps for programs", { timeout: 90_000 }, () => {
  it("is an account whose token is shown after asking, and lets a program in", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/api");
    await row("primary").waitFor();
    await visit.look("account");
    await button(word("account.showOf", { place: word("account.primary") })).click();
    await dialog().getByText(word("account.showText")).waitFor();
    await visit.look("token-asked");
    await confirm(visit.t("web.parts.cancel"));
    const password = await shownToken("primary");
    const accountSid = (await visit.page.locator("dl code").first().textContent()) ?? "";
    const client = openFieldClient(portal.url, { accountSid, username: accountSid, password });
    expect((await client.api.v2010.accounts(accountSid).fetch()).sid).toBe(accountSid);
  });

  it("is replaced by a second token without a moment in which none counts", async () => {
    await button(word("account.addSecond")).click();
    await button(word("account.promote")).waitFor();
    await visit.look("two-tokens");
    const second = await shownToken("secondary");
    await button(word("account.promote")).click();
    await visit.look("token-promoted");
    await confirm(word("account.promoteYes"));
    await button(word("account.addSecond")).waitFor();
    expect(await shownToken("primary")).toBe(second);
    await button(word("account.addSecond")).click();
    await button(word("account.endSecond")).click();
    await confirm(word("account.endSecondYes"));
    await button(word("account.addSecond")).waitFor();
  });

  it("are keys of programs: shown once, of one name each, with an end, and ended after asking", async () => {
    await visit.page.getByRole("link", { name: word("account.keys"), exact: true }).click();
    await visit.page.getByText(keyWord("emptyTitle")).waitFor();
    await visit.look("keys-empty");
    await button(keyWord("add")).click();
    await dialog().getByLabel(keyWord("name"), { exact: true }).waitFor();
    await dialog().getByLabel(keyWord("scopes.messages.send")).uncheck();
    await confirm(keyWord("make"));
    await dialog()
      .getByRole("link", { name: keyWord("scopesFault") })
      .waitFor();
    await visit.look("key-faults");
    await dialog().getByLabel(keyWord("name"), { exact: true }).fill(LONG_NAME);
    await dialog().getByLabel("calls.read").check();
    await dialog().getByLabel(keyWord("expiresOn"), { exact: true }).fill("2001-01-01");
    await confirm(keyWord("make"));
    await dialog()
      .getByRole("link", { name: visit.t("errors.api-key-expiry-past") })
      .waitFor();
    await dialog().getByLabel(keyWord("expiresOn"), { exact: true }).fill("2099-12-31");
    await confirm(keyWord("make"));
    await dialog().getByText(keyWord("onceTitle")).waitFor();
    const shown = (await dialog().locator("code").first().textContent()) ?? "";
    expect(shown).toMatch(/^smb_[\w-]{43}$/);
    expect(await dialog().locator("code").last().textContent()).toMatch(/^SK[0-9a-f]{32}$/);
    await visit.look("key-made");
    await confirm(keyWord("done"));
    await visit.page.getByText(LONG_NAME, { exact: true }).waitFor();
    const program = openProgramClient(portal.url, shown);
    expect((await program.ask("GET", "/calls")).status).toBe(200);
    expect((await program.ask("GET", "/queues")).body.error.code).toBe("api-key-scope");
    await button(keyWord("add")).click();
    await dialog().getByLabel(keyWord("name"), { exact: true }).fill(LONG_NAME);
    await confirm(keyWord("make"));
    await dialog()
      .getByRole("link", { name: visit.t("errors.api-key-name-taken") })
      .waitFor();
    await confirm(visit.t("web.parts.cancel"));
    await programKeyOf(centre, UNBROKEN_NAME, API_SCOPES);
    await visit.page.reload();
    await visit.page.getByText(UNBROKEN_NAME).waitFor();
    await visit.look("keys");
    await button(keyWord("endOf", { name: LONG_NAME })).click();
    await visit.look("key-ending");
    await confirm(keyWord("endYes"));
    await visit.page.getByText(LONG_NAME, { exact: true }).waitFor({ state: "detached" });
    expect((await program.ask("GET", "/calls")).body.error.code).toBe("api-key-unknown");
    await way("account").click();
  });

  it("are keys by which tokens for browsers are signed: told once, and cut off with a word of warning", async () => {
    const key = (name: string, params?: Readonly<Record<string, string>>) => word(`browserKeys.${name}`, params);
    await visit.page.getByText(key("empty")).waitFor();
    await button(key("add")).click();
    await dialog().getByLabel(key("name"), { exact: true }).waitFor();
    await confirm(key("make"));
    await dialog()
      .getByRole("link", { name: visit.t("web.parts.required", { field: key("name") }) })
      .waitFor();
    await visit.look("browser-key-faults");
    await dialog().getByLabel(key("name"), { exact: true }).fill(LONG_NAME);
    await confirm(key("make"));
    await dialog().getByText(key("shownTitle")).waitFor();
    await visit.look("browser-key-told");
    await confirm(key("done"));
    await visit.page.locator(`[data-key="${LONG_NAME}"]`).waitFor();
    await visit.look("browser-keys");
    await button(key("endOf", { name: LONG_NAME })).click();
    await dialog().getByText(key("endText")).waitFor();
    await visit.look("browser-key-ending");
    await confirm(visit.t("web.parts.cancel"));
  });

  it("are applications with addresses outside, and numbers that they lead", async () => {
    await way("applications").click();
    await visit.page.getByText(word("applications.emptyTitle")).waitFor();
    await visit.look("applications-empty");
    await button(word("applications.add")).click();
    await dialog().getByLabel(word("applications.name"), { exact: true }).waitFor();
    await confirm(word("hook.save"));
    await dialog()
      .getByRole("link", { name: visit.t("web.parts.required", { field: word("applications.name") }) })
      .waitFor();
    await dialog().getByLabel(word("applications.name"), { exact: true }).fill(LONG_NAME);
    await dialog().getByLabel(word("hook.voiceUrl"), { exact: true }).fill("http://127.0.0.1:9/");
    await confirm(word("hook.save"));
    await dialog()
      .getByRole("link", { name: visit.t("errors.hook-address-unfit") })
      .waitFor();
    await visit.look("application-faults");
    await dialog().getByLabel(word("hook.voiceUrl"), { exact: true }).fill(VOICE);
    await confirm(word("hook.save"));
    await visit.page.getByText(VOICE).waitFor();
    await visit.look("applications");
    await way("numbers").click();
    await visit.page.getByText(word("numbers.notLed")).waitFor();
    await button(word("numbers.changeOf", { code: CODE })).click();
    await visit.look("number-own");
    await dialog().getByLabel(word("hook.statusUrl"), { exact: true }).fill(`${VOICE}/selesai`);
    await dialog().getByLabel(word("hook.smsUrl"), { exact: true }).fill("http://127.0.0.1:9/");
    await confirm(word("hook.save"));
    await dialog()
      .getByRole("link", { name: visit.t("errors.hook-address-unfit") })
      .waitFor();
    await visit.look("number-sms-fault");
    await dialog().getByLabel(word("hook.smsUrl"), { exact: true }).fill(`${VOICE}/pesan`);
    await confirm(word("hook.save"));
    await dialog().waitFor({ state: "detached" });
    await button(word("numbers.changeOf", { code: CODE })).click();
    await dialog().waitFor();
    // An API client changes a field that the open form does not contain.
    const said = { smsFallbackUrl: `${VOICE}/cadangan` };
    expect((await centre.operator.client.put(`/api/service/number-hooks/${CODE}`, said)).status).toBe(204);
    await dialog().getByLabel(word("numbers.application"), { exact: true }).selectOption({ label: LONG_NAME });
    await confirm(word("hook.save"));
    await visit.page.getByRole("cell", { name: LONG_NAME, exact: true }).waitFor();
    await visit.look("numbers");
    const { items } = (
      await centre.operator.client.get<{ items: Readonly<Record<string, unknown>>[] }>("/api/service/number-hooks")
    ).body;
    expect(items.find(({ code }) => code === CODE)).toMatchObject({
      statusUrl: `${VOICE}/selesai`,
      smsUrl: `${VOICE}/pesan`,
      smsMethod: "POST",
      ...said,
    });
    await way("applications").click();
    await button(word("applications.endOf", { name: LONG_NAME })).click();
    await confirm(word("applications.endYes"));
    await dialog().getByText(visit.t("errors.application-leads-numbers")).waitFor();
    await visit.look("application-stays");
    await confirm(visit.t("web.parts.cancel"));
  });

  it("fits a telephone in the dark, in English", async () => {
    visit = await comesAs(centre.operator, { locale: "en", width: 360, height: 740, theme: "dark" });
    await visit.open("/layanan/api");
    await row("primary").waitFor();
    await visit.look("account-phone");
    await visit.open("/layanan/api/kunci");
    await visit.page.getByText(UNBROKEN_NAME).waitFor();
    await visit.look("keys-phone");
    await button(keyWord("add")).click();
    await dialog().getByLabel(keyWord("name"), { exact: true }).waitFor();
    await visit.look("key-phone");
    await confirm(visit.t("web.parts.cancel"));
    await button(keyWord("endOf", { name: UNBROKEN_NAME })).click();
    await visit.look("key-ending-phone");
    await confirm(keyWord("endYes"));
    await visit.page.getByText(keyWord("emptyTitle")).waitFor();
    await visit.look("keys-empty-phone");
    await visit.open("/layanan/api/nomor");
    await visit.page.getByText(LONG_NAME).waitFor();
    await visit.look("numbers-phone");
    await button(word("numbers.changeOf", { code: CODE })).click();
    await visit.look("number-phone");
    await confirm(visit.t("web.parts.cancel"));
    await visit.open("/layanan/api/aplikasi");
    await visit.page.getByText(VOICE).waitFor();
    await visit.look("applications-phone");
  });

  it("has nothing that a careful eye would find", () => {
    expect(faults()).toEqual([]);
  });
});
