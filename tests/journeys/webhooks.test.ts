import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deliverDue } from "../../src/service/tenancy/webhooks/wire.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { orderEvent, webhookDelivering } from "../../testkit/webhook-fixture.ts";
import { openWebhookReceiver, RECEIVER_HOST, type WebhookReceiver } from "../../testkit/webhook-receiver.ts";

const LONG_NAME = "Sistem data pelanggan korporasi, pengaduan, dan permintaan informasi terpadu nas";
const LONG_URL = `https://${RECEIVER_HOST}/kejadian/${"sangat-panjang-".repeat(8)}?kunci=nilai`;
const DAY_MS = 86_400_000;

const virtualContext = createVirtualContext();
let portal: TestPortal;
let browser: Browser;
let receiver: WebhookReceiver;
let centre: CallCentre;
let visit: Visit;
let secret = "";

beforeAll(async () => {
  [portal, browser, receiver] = await Promise.all([
    openTestPortal({ screens: true, works: false, runtimeContext: virtualContext }),
    openBrowser(),
    openWebhookReceiver(),
  ]);
  centre = await openCallCentre(portal);
});

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.webhooks.${key}`, params);
const deliver = async () => deliverDue(await webhookDelivering(portal.kit, receiver.way));
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });

/** Logs in again, because sessions expire by the same clock as undelivered events. */
async function comeAgain(): Promise<void> {
  centre = { ...centre, operator: { ...centre.operator, ...(await portal.again(centre.operator)) } };
  visit = await comesAs(centre.operator);
}

describe("webhooks of a call centre", { timeout: 60_000 }, () => {
  it("are added with what they want to be told of, and a secret that is shown once", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/webhook");
    await visit.page.getByText(word("emptyTitle")).waitFor();
    await visit.look("webhooks-empty");
    await button(word("add")).click();
    const dialog = visit.page.getByRole("dialog");
    await dialog.getByLabel(word("name"), { exact: true }).fill(LONG_NAME);
    await dialog.getByLabel(word("url")).fill("https://192.168.1.1/");
    await dialog.getByLabel(word("wishes.message-state")).check();
    await dialog.getByLabel(word("wishes.alert")).check();
    await dialog.getByRole("button", { name: word("add"), exact: true }).click();
    await dialog.getByRole("alert").filter({ hasText: "443" }).waitFor();
    await visit.look("webhook-form");
    await dialog.getByLabel(word("url")).fill(LONG_URL);
    await dialog.getByRole("button", { name: word("add"), exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const shown = visit.page.locator("[data-made-secret]");
    await expect.poll(() => shown.textContent()).toMatch(/^whs_[\w-]{43}$/);
    secret = (await shown.textContent()) ?? "";
    await visit.look("webhooks");
  });

  it("are tried by a test event, whose answer is seen", async () => {
    await visit.page.getByRole("link", { name: LONG_NAME }).click();
    await visit.page.getByText(word("noExchanges")).waitFor();
    expect(await visit.page.content()).not.toContain(secret);
    await button(word("test")).click();
    await visit.page.getByText(word("ordered")).waitFor();
    await expect.poll(deliver).toBe(1);
    await visit.page.getByText(`${word("status", { status: 200 })}: diterima`).waitFor();
    await visit.look("webhook");
    await visit.page.getByRole("link", { name: word("happened.test") }).click();
    await visit.page.getByText('"kind": "test"').waitFor();
    await visit.look("webhook-event");
    await visit.page.getByRole("link", { name: LONG_NAME }).click();
  });

  it("are changed in what they are told of", async () => {
    await button(word("edit")).click();
    const dialog = visit.page.getByRole("dialog");
    await dialog.getByLabel(word("wishes.message-received")).check();
    await dialog.getByRole("button", { name: word("save"), exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await visit.page.getByText(word("wishes.message-received")).waitFor();
  });

  it("have a secret that is replaced while the old one signs too", async () => {
    await button(word("replace")).click();
    await visit.page
      .getByRole("dialog")
      .getByRole("button", { name: word("replaceYes"), exact: true })
      .click();
    const shown = visit.page.locator("[data-made-secret]");
    await expect.poll(() => shown.textContent()).toMatch(/^whs_[\w-]{43}$/);
    expect(await shown.textContent()).not.toBe(secret);
    await visit.page.getByText(word("oldSecret"), { exact: true }).waitFor();
    await visit.look("webhook-secret");
  });

  it("that do not answer are said to be so, and what nobody heard is sent again", async () => {
    receiver.answer({ status: 503, text: "sedang diperbaiki ".repeat(20) });
    for (let nth = 0; nth < 6; nth += 1) await orderEvent(portal.kit, { tenantId: centre.tenantId, name: `ke-${nth}` });
    await deliver();
    await visit.page.reload();
    await visit.page.getByText(word("failingText")).waitFor();
    await visit.look("webhook-failing");
    virtualContext.advance(DAY_MS);
    await comeAgain();
    for (let look = 0; look < 8; look += 1) {
      await deliver();
      virtualContext.advance(400_000);
    }
    await comeAgain();
    await visit.open("/layanan/webhook");
    await visit.page.getByRole("link", { name: LONG_NAME }).click();
    await visit.page.getByRole("link", { name: word("lists.dead") }).click();
    await visit.page.getByText(word("listText.dead")).waitFor();
    const again = visit.page.getByRole("button", { name: new RegExp(`^${word("replay")}: `) });
    await again.first().waitFor();
    await visit.look("webhook-dead");
    receiver.answer({ status: 200, text: "diterima" });
    await again.first().click();
    await visit.page.getByText(word("replayed", { count: 1 })).waitFor();
    await button(word("replayAll")).click();
    await expect.poll(async () => (await again.count()) === 0).toBe(true);
    virtualContext.advance(400_000);
    await comeAgain();
    await expect.poll(async () => (await deliver()) >= 0 && receiver.heard.length).toBeGreaterThan(6);
  });

  it("fit a phone, and are ended", async () => {
    const phone = await comesAs(centre.operator, { width: 360, height: 740, locale: "en" });
    await phone.open("/layanan/webhook");
    await phone.page.getByRole("link", { name: LONG_NAME }).waitFor();
    await phone.look("webhooks");
    await phone.page.getByRole("link", { name: LONG_NAME }).click();
    await phone.page.getByText("diterima").first().waitFor();
    await phone.look("webhook");
    await phone.page
      .getByRole("link", { name: phone.t("web.webhooks.happened.message-state") })
      .first()
      .click();
    await phone.page.getByText('"kind": "message.state"').waitFor();
    await phone.look("webhook-event");
    await visit.open("/layanan/webhook");
    await visit.page.getByRole("link", { name: LONG_NAME }).click();
    await button(word("end")).click();
    await visit.page
      .getByRole("dialog")
      .getByRole("button", { name: word("endYes"), exact: true })
      .click();
    await visit.page.getByText(word("emptyTitle")).waitFor();
    expect(faults()).toEqual([]);
  });
});
