import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { shortMessageRules } from "../../src/processes/portal/short-messages.ts";
import { openGatewayMessaging } from "../../src/service/messaging/sms/wire.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const CARRIER = "Operator Seluler Contoh Nusantara dengan Nama yang Panjang";
const LONG = `Pesanan Anda sudah dikirim. ${"Terima kasih atas kepercayaan Anda kepada kami. ".repeat(6)}`;
let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let visit: Visit;
let sender: string;
let key: Buffer;
let carrierId: string;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  centre = await openCallCentre(portal);
  sender = `K${centre.tenantId.slice(-9)}`.toUpperCase();
  carrierId = await addTestCarrier({ ...portal.kit, key }, { name: CARRIER });
  const { tenantId, operator } = centre;
  await addTestSender(
    { ...portal.kit, key },
    { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] },
  );
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.shortMessages.${name}`, params);

/** An API client of the call centre submits messages; routes to carriers are reloaded every second. */
async function handIn(): Promise<void> {
  const wish = { name: "Toko", scopes: ["messages.send"], expiresAt: null };
  const made = await centre.operator.client.post<{ key: string }>("/api/service/api-keys", wish);
  const post = async (message: object) => {
    const answer = await fetch(`${portal.url}/api/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${made.body.key}` },
      body: JSON.stringify({ from: sender, ...message }),
    });
    return answer.status;
  };
  await expect.poll(() => post({ to: "081200000001", text: "Kode OTP Anda 482913", category: "otp" })).toBe(202);
  expect(await post({ to: "081200000002", text: LONG, category: "transactional", reference: "pesanan-77" })).toBe(202);
}

/** A gateway sends the due messages; the carrier delivers the first segment of a long text, and not the second. */
async function deliver(): Promise<void> {
  const { db, changeFeed, clock, log, ids } = portal.kit;
  const messaging = await openGatewayMessaging({
    db,
    changeFeed,
    clock,
    log,
    key,
    rules: shortMessageRules(clock),
    newId: () => ids.next(),
    checkPassword: async () => false,
  });
  const due = await messaging.carriers.claim(carrierId, 10);
  expect(due).toHaveLength(4);
  const named = due.map((part) => ({ part, carrierMessageId: `${part.recipient}-${part.part?.sequence ?? 1}` }));
  await messaging.carriers.answered(
    named.map(({ part, carrierMessageId }) => ({
      partId: part.partId,
      outcome: { kind: "accepted", carrierMessageId },
    })),
  );
  await messaging.carriers.receipts(
    named.map(({ part, carrierMessageId }) => ({
      carrierId,
      carrierMessageId,
      recipient: part.recipient,
      receivedAtMs: clock.nowMs(),
      ...(part.part?.sequence === 2
        ? { state: "undeliverable", errorCode: "011" }
        : { state: "delivered", errorCode: null }),
    })),
  );
  await expect
    .poll(
      async () => (await centre.operator.client.get<{ items: readonly unknown[] }>(`${LIST}?state=open`)).body.items,
      {
        timeout: 20_000,
      },
    )
    .toEqual([]);
  await messaging.close(1_000);
}

const LIST = "/api/service/sms/messages";

describe("short messages of a call centre", { timeout: 90_000 }, () => {
  it("are seen by its administrator, with what became of each part and every receipt", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/pesan");
    await visit.page.getByText(word("emptyTitle")).waitFor();
    await visit.look("short-messages-empty");
    await handIn();
    await visit.open("/layanan/pesan");
    await visit.page.getByText("Kode OTP Anda ••••••").waitFor();
    await visit.look("short-messages-waiting");
    await deliver();
    await visit.open("/layanan/pesan?state=undeliverable");
    await visit.page.getByRole("link", { name: "+6281200000002" }).click();
    await visit.page.getByRole("heading", { name: word("one.title", { to: "+6281200000002" }) }).waitFor();
    await visit.page.getByText(`${word("one.receipt", { state: word("one.receipts.undeliverable") })} (011)`).waitFor();
    await visit.page.getByText(word("one.final", { state: word("states.undeliverable") })).waitFor();
    expect(await visit.page.getByText(word("one.sent", { carrier: CARRIER, attempts: 1 })).count()).toBe(3);
    await visit.look("short-message");
  });

  it("are found by number and by state, and the list says when none fits", async () => {
    await visit.open("/layanan/pesan");
    await visit.page.getByRole("searchbox").fill("0812-0000-0001");
    await visit.page.getByRole("searchbox").press("Enter");
    await visit.page.getByRole("link", { name: "+6281200000002" }).waitFor({ state: "detached" });
    await visit.page.getByRole("link", { name: "+6281200000001" }).waitFor();
    await visit.page.getByRole("combobox", { name: word("state") }).selectOption("cancelled");
    await visit.page.getByText(word("noneTitle")).waitFor();
    await visit.look("short-messages-none");
  });

  it("fit a telephone in the dark, in English", async () => {
    visit = await comesAs(centre.operator, { locale: "en", width: 390, theme: "dark" });
    await visit.open("/layanan/pesan");
    await visit.page.getByRole("link", { name: "+6281200000002" }).waitFor();
    await visit.look("short-messages-phone");
    await visit.page.getByRole("link", { name: "+6281200000002" }).click();
    await visit.page.getByText(word("one.final", { state: word("states.undeliverable") })).waitFor();
    await visit.look("short-message-phone");
    expect(faults()).toEqual([]);
  });
});
