import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idOfSid } from "../../src/service/flows/call-documents/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { type FieldClient, fieldAccessOf, openFieldClient } from "../../testkit/field-client.ts";
import { recordLedCall } from "../../testkit/led-call.ts";
import { addTestCode } from "../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { programKeyOf } from "../../testkit/program-client.ts";
import { keepExchange } from "../../testkit/stored-exchange.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const CODE = "1500377";
const LONG_URL = `https://aplikasi.contoh.id/panggilan/${"layanan-pengaduan-".repeat(6)}jawab`;
/** Runs in the page: everything that the browser stores. */
const WHAT_IS_KEPT =
  "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href, document.cookie])";
/** Runs in the page: requests of API clients fail, without a line on the browser's console. */
const WITHOUT_ANSWER = `{
  const ask = window.fetch;
  window.fetch = (address, init) =>
    String(address).startsWith("/api/v1/") ? Promise.reject(new TypeError("no answer")) : ask(address, init);
}`;
let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let client: FieldClient;
let visit: Visit;
let callId = "";

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  centre = await openCallCentre(portal);
  const { kit } = portal;
  await addTestCode(kit.db, { code: CODE, tenantId: centre.tenantId, at: new Date(kit.clock.nowMs()) });
  client = openFieldClient(portal.url, await fieldAccessOf(centre));
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.console.${name}`, params);
const cpaas = (name: string) => visit.t(`web.cpaas.${name}`);
const way = (to: string) =>
  visit.page
    .getByRole("navigation", { name: cpaas("ways") })
    .getByRole("link", { name: cpaas(`waysTo.${to}`), exact: true });
const link = (name: string | RegExp) => visit.page.getByRole("link", { name });

describe("the console of whoever writes programs", { timeout: 90_000 }, () => {
  it("says what to do first while nothing was asked", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/api/permintaan");
    await visit.page.getByText(word("requests.emptyTitle")).waitFor();
    await visit.look("requests-empty");
    await way("hooks").click();
    await visit.page.getByText(word("hooks.emptyTitle")).waitFor();
    await visit.look("hooks-empty");
  });

  it("shows what a program asked, and what to do about an error", async () => {
    await client.calls.create({ to: "+6281234567890", from: CODE, url: LONG_URL });
    await client.calls.create({ to: "112", from: CODE, url: LONG_URL }).catch(() => undefined);
    await way("requests").click();
    await expect
      .poll(async () => {
        await visit.page.reload();
        await visit.page.getByRole("heading", { level: 1 }).waitFor();
        return link(/POST/).count();
      })
      .toBe(2);
    await visit.look("requests");
    await way("limits").click();
    await visit.page.getByText(word("limits.waits", { count: 1 })).waitFor();
    await visit.look("limits");
    await way("requests").click();
    await visit.page.getByLabel(word("outcome")).selectOption("failed");
    await expect.poll(() => link(/POST/).count()).toBe(1);
    await link(/POST/).click();
    await visit.page.getByText(visit.t("apiErrors.21216.cause")).waitFor();
    await visit.look("request");
  });

  it("shows what hooks were asked and answered, by call", async () => {
    const { tenantId } = centre;
    const another = portal.kit.ids.next();
    callId = portal.kit.ids.next();
    await keepExchange(portal.kit, { tenantId, callId, url: LONG_URL });
    await keepExchange(portal.kit, {
      tenantId,
      callId,
      nth: 2,
      error: 11_205,
      status: null,
      answer: "",
      url: LONG_URL,
    });
    await keepExchange(portal.kit, { tenantId, callId: another, warning: "pitch", kind: "document", url: "" });
    await visit.open("/layanan/api/hook");
    await link(new RegExp(word("hooks.noUrl"))).waitFor();
    await visit.look("hooks");
    await visit.open(`/layanan/api/hook?call=CA${callId.replaceAll("-", "")}`);
    await expect.poll(() => link(/POST/).count()).toBe(2);
    await link(/POST/).first().click();
    await visit.page.getByText(visit.t("apiErrors.11205.cause")).waitFor();
    await visit.look("hook-failed");
    await link(word("hooks.title")).click();
    await link(new RegExp(word("hooks.noUrl"))).click();
    await visit.page.getByText("Selamat datang.").waitFor();
    await visit.look("hook-warned");
  });

  it("shows one call on one time line: its order, requests, hooks, events, sound and SIP", async () => {
    const { kit } = portal;
    const ordered = await client.calls.create({ to: "+6281234567890", from: CODE, url: LONG_URL });
    callId = idOfSid("call", ordered.sid) ?? "";
    const at = kit.clock.nowMs();
    await keepExchange(kit, { tenantId: centre.tenantId, callId, url: LONG_URL, atMs: at + 900 });
    await visit.open(`/layanan/api/panggilan/${callId}`);
    await visit.page.getByText(word("story.noCall")).waitFor();
    await visit.look("story-ordered");
    await recordLedCall(kit, {
      callId,
      tenantId: centre.tenantId,
      code: CODE,
      other: "+6281234567890",
      atMs: at + 500,
    });
    await visit.page.reload();
    await visit.page.getByText(word("story.verbs", { verbs: "Say" })).waitFor();
    await visit.page.getByText(word("story.sipFrom", { label: "200 OK", who: "192.0.2.9:5060" })).waitFor();
    await visit.page.getByText("PCMA").first().waitFor();
    // The negotiated media is on the line, and the measurements are at its end.
    const sound = visit.page.locator('ol.thread > li[data-kind="media"]');
    await expect.poll(() => sound.count()).toBe(2);
    await sound.first().getByText(/PCMA/).waitFor();
    await sound
      .last()
      .getByText(/4[,.]3/)
      .waitFor();
    await visit.look("story");
    const lines = visit.page.locator("ol.thread > li");
    const all = await lines.count();
    await visit.page.getByLabel(new RegExp(`^${word("story.kinds.sip")}`)).uncheck();
    await expect.poll(() => lines.count()).toBe(all - 2);
    await visit.open(`/layanan/panggilan/${callId}`);
    await visit.page.getByRole("link", { name: visit.t("web.calls.detail.toPrograms") }).click();
    await visit.page.getByText(word("story.line")).waitFor();
  });

  it("has a test account, magic numbers, and a real call by a document", async () => {
    await visit.open("/layanan/api/permintaan");
    await way("try").click();
    await visit.page.getByText("+15005550001").first().waitFor();
    await visit.page.getByLabel(word("try.from"), { exact: true }).waitFor();
    await visit.look("try");
    const token = visit.page.locator("dl code").nth(1);
    const before = (await token.textContent()) ?? "";
    await visit.page.getByRole("button", { name: word("try.replace"), exact: true }).click();
    await visit.page
      .getByRole("dialog")
      .getByRole("button", { name: word("try.replaceYes"), exact: true })
      .click();
    await expect.poll(() => token.textContent()).not.toBe(before);
    await visit.page.getByRole("dialog").waitFor({ state: "detached" });
    const send = visit.page.getByRole("button", { name: word("try.send"), exact: true });
    await visit.page.getByLabel(word("try.to"), { exact: true }).fill("112");
    await send.click();
    await visit.page.getByRole("link", { name: visit.t("errors.test-call-to-help") }).waitFor();
    await visit.look("try-refused");
    await visit.page.getByLabel(word("try.to"), { exact: true }).fill("081234567890");
    await send.click();
    await link(word("try.inspect")).click();
    await visit.page.getByText(word("story.orderLines.ordered")).waitFor();
  });

  it("has first programs to copy, in three languages, and says what changes", async () => {
    await visit.open("/layanan/api/permintaan");
    await way("quick").click();
    await visit.page.getByText("export SAMBUNG_TOKEN=").waitFor();
    await visit.look("quick");
    await visit.page.getByRole("button", { name: word("quick.tongues.python") }).click();
    await visit.page.getByText("http.server import").waitFor();
    await visit.look("quick-python");
    await way("changes").click();
    await visit.page.getByText(word("changes.going", { count: 0 })).waitFor();
    await visit.look("changes");
  });

  it("explains each error by its number or a word", async () => {
    await visit.open("/layanan/api/permintaan");
    await way("errors").click();
    await visit.page.getByText(visit.t("apiErrors.20429.cause")).waitFor();
    await visit.look("errors");
    const search = visit.page.getByLabel(word("errors.search"));
    await search.fill("1123");
    await search.press("Enter");
    await visit.page.getByText(word("errors.found", { count: 1 })).waitFor();
    await visit.page.getByText(visit.t("apiErrors.11237.todo")).waitFor();
    await search.fill("tidak ada kata ini");
    await search.press("Enter");
    await visit.page.getByText(word("errors.noneTitle")).waitFor();
    await visit.look("errors-none");
    await visit.open("/galat");
    await visit.page.getByRole("link", { name: /^11237: / }).click();
    await visit.page.getByText(visit.t("apiErrors.11237.todo")).waitFor();
    await visit.look("error-page");
    await visit.page.getByRole("link", { name: visit.t("pages.restError.all") }).click();
    await visit.page.getByRole("link", { name: /^20429: / }).waitFor();
    await visit.look("error-pages");
  });

  it("shows every operation, and tries one with a key that stays on the page", async () => {
    const key = await programKeyOf(centre, "Percobaan", ["calls.read", "calls.write"]);
    await visit.open("/layanan/api/referensi");
    await link("orderCall").waitFor();
    await visit.look("reference");
    await visit.page.getByLabel(word("reference.search")).fill("call-number-for-people");
    await visit.page.keyboard.press("Enter");
    await expect.poll(() => link("listCalls").count()).toBe(0);
    await link("orderCall").click();
    await visit.page.getByRole("heading", { name: word("reference.try.title"), exact: true }).waitFor();
    await visit.page.getByText(visit.t("apiReference.sentences.callFrom")).first().waitFor();
    await expect(visit.page.getByLabel("to", { exact: true }).inputValue()).resolves.toBe("");
    await visit.look("operation");
    const send = visit.page.getByRole("button", { name: word("reference.try.send"), exact: true });
    await send.click();
    await visit.page.getByRole("link", { name: word("reference.try.keyUnfit") }).waitFor();
    await visit.page.getByLabel(word("reference.try.key"), { exact: true }).fill(key);
    await visit.page.getByLabel("to", { exact: true }).fill("112");
    await expect(visit.page.locator("pre").first().textContent()).resolves.toContain('"to": "112"');
    await send.click();
    const dialog = visit.page.getByRole("dialog");
    await dialog.getByText(word("reference.try.askCosts")).waitFor();
    await dialog.getByText(word("reference.try.askReaches", { named: "112" })).waitFor();
    const orderKey = visit.page.getByLabel("Idempotency-Key", { exact: true });
    const firstKey = await orderKey.inputValue();
    await visit.look("operation-asks");
    await dialog.getByRole("button", { name: word("reference.try.sendReally") }).click();
    const answer = visit.page.getByRole("region", { name: word("reference.try.body"), exact: true });
    await answer.getByText("call-number-for-people").waitFor();
    const sent = await visit.page.getByRole("region", { name: word("reference.try.sent") }).textContent();
    expect(sent).toContain("POST /api/v1/calls");
    expect(sent).toContain(`idempotency-key: ${firstKey}`);
    expect(sent).not.toContain(key);
    // An answered request gets a new idempotency key; a request without a response keeps its key when it is sent again.
    await expect.poll(() => orderKey.inputValue()).not.toBe(firstKey);
    const nextKey = await orderKey.inputValue();
    await visit.look("operation-refused");
    await visit.page.evaluate(WITHOUT_ANSWER);
    await send.click();
    await dialog.getByRole("button", { name: word("reference.try.sendReally") }).click();
    await visit.page.getByText(word("reference.try.perhapsDoneOnce")).waitFor();
    await expect(orderKey.inputValue()).resolves.toBe(nextKey);
    await send.click();
    await dialog.getByText(word("reference.try.perhapsDoneOnce")).waitFor();
    await visit.look("operation-no-answer");
    await dialog.getByRole("button", { name: word("reference.try.cancel") }).click();
    const kept: string = await visit.page.evaluate(WHAT_IS_KEPT);
    expect(kept).not.toContain(key);
  });

  it("fits a telephone in the dark, in English", async () => {
    visit = await comesAs(centre.operator, { locale: "en", width: 360, height: 740, theme: "dark" });
    await visit.open("/layanan/api/permintaan");
    await link(/POST/).first().waitFor();
    await visit.look("requests-phone");
    await link(/POST/).first().click();
    await visit.page.getByText(word("requests.fields")).waitFor();
    await visit.look("request-phone");
    await visit.open("/layanan/api/hook");
    await link(/POST/).first().waitFor();
    await visit.look("hooks-phone");
    await link(/POST/).first().click();
    await visit.page.getByText(word("hooks.answerText")).waitFor();
    await visit.look("hook-phone");
    await visit.open("/layanan/api/galat");
    await visit.page.getByText(visit.t("apiErrors.20429.cause")).waitFor();
    await visit.look("errors-phone");
    await visit.open("/layanan/api/batas");
    await visit.page.getByText(word("limits.waitsText")).waitFor();
    await visit.look("limits-phone");
    await visit.open(`/layanan/api/panggilan/${callId}`);
    await visit.page.getByText(word("story.verbs", { verbs: "Say" })).waitFor();
    await visit.look("story-phone");
    await visit.open("/layanan/api/coba");
    await visit.page.getByLabel(word("try.from"), { exact: true }).waitFor();
    await visit.look("try-phone");
    await visit.open("/layanan/api/mulai?in=curl");
    await visit.page.getByText("export SAMBUNG_TOKEN=").waitFor();
    await visit.look("quick-phone");
    await visit.open("/layanan/api/referensi");
    await link("orderCall").waitFor();
    await visit.look("reference-phone");
    await link("listCalls").click();
    await visit.page.getByRole("heading", { name: word("reference.try.title"), exact: true }).waitFor();
    await visit.look("operation-phone");
    await visit.open("/layanan/api/perubahan");
    await visit.page.getByText(word("changes.promise")).waitFor();
    await visit.look("changes-phone");
  });

  it("has nothing that a careful eye would find", () => {
    expect(faults()).toEqual([]);
  });
});
