import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { heldRequests, openVisit, type Visit } from "../../testkit/visit.ts";
import { goTo, logIn } from "./people-steps.ts";

const LONG = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light", queue: "Tagihan", extension: "201" },
  { locale: "en", width: 360, height: 740, theme: "dark", queue: LONG, extension: "202" },
] as const);

let demonstration: Demonstration;
let browser: Browser;

beforeAll(async () => {
  const alone = { SAMBUNG_SIP_PORT: "0", SAMBUNG_LICENSING: "off", SAMBUNG_OSS_SIMULATOR: "off" };
  [demonstration, browser] = await Promise.all([startDemonstration(alone), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

/** A row of the list on the screen. */
const rowOf = ({ page }: Visit, name: string): Locator =>
  page
    .getByRole("row")
    .filter({ hasText: name })
    .or(page.getByRole("listitem").filter({ hasText: name }))
    .first();

/** Adds a phone for an agent. */
async function addPhone(visit: Visit, extension: string): Promise<void> {
  const { page, t } = visit;
  await visit.open("/layanan/telepon");
  await page
    .getByRole("button", { name: t("web.service.phones.add") })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("#extension").fill(extension);
  await dialog.locator("#name").fill("Meja uji");
  await dialog.getByRole("button", { name: t("web.service.phones.addYes") }).click();
  await dialog.locator("form").waitFor({ state: "detached" });
}

/** Saves a pause reason twice, as another user could while its dialog is open here. */
async function saveTwice({ page }: Visit, name: string): Promise<void> {
  const statuses = await page.evaluate(async (wanted) => {
    const path = "/api/service/pause-reasons";
    const { items } = (await (await fetch(path)).json()) as {
      readonly items: readonly {
        readonly id: string;
        readonly name: string;
        readonly digit: number;
        readonly version: number;
      }[];
    };
    const row = items.find((item) => item.name === wanted);
    if (row === undefined) return [];
    const save = async (expectedVersion: number): Promise<number> => {
      const body = JSON.stringify({ name: row.name, digit: row.digit, expectedVersion });
      const headers = { "content-type": "application/json" };
      return (await fetch(`${path}/${row.id}`, { method: "PUT", headers, body })).status;
    };
    return [await save(row.version), await save(row.version + 1)];
  }, name);
  expect(statuses).toEqual([204, 204]);
}

describe.each(WAYS)("queues and agents ($locale, $width px)", ({ queue, extension, ...options }) => {
  const agent = `Agen ${extension}`;
  let visit: Visit;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.queues.${key}`, params);

  beforeAll(async () => {
    visit = await openVisit(browser, demonstration.url, options);
    await logIn(visit, demonstration.account("operator-administrator"));
    await addPhone(visit, extension);
  });

  afterAll(() => visit?.close());

  it("lets a supervisor write a queue down, and says what is wrong with it", async () => {
    const { page } = visit;
    await visit.open("/layanan/antrean");
    await page.getByRole("link", { name: word("add") }).waitFor();
    await visit.look("queues");
    await page.getByRole("link", { name: word("add") }).press("Enter");
    await page.locator("#ringSeconds").fill("1");
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await page.getByRole("alert").first().waitFor();
    await visit.look("queue-wrong");
    await page.locator("#name").fill(queue);
    await page.locator("#ringSeconds").fill("15");
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await rowOf(visit, queue).getByText(word("open")).waitFor();
    await visit.look("queues-one");
  });

  it("keeps a second queue from taking the same name, and changes the first", async () => {
    const { page, t } = visit;
    await visit.open("/layanan/antrean/baru");
    await page.locator("#name").fill(queue.toUpperCase());
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await page.getByText(t("errors.queue-name-taken")).first().waitFor();
    await visit.open("/layanan/antrean");
    await page.getByRole("link", { name: word("changeOf", { name: queue }) }).press("Enter");
    await page.getByLabel(word("isOpen")).uncheck();
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await rowOf(visit, queue).getByText(word("closed")).waitFor();
    expect(visit.faults).toEqual([]);
  });

  it("leaves a supervisor on the screen opened while the change of a queue is still being saved", async () => {
    const { page } = visit;
    const { hold, letGo } = heldRequests();
    await page.route("**/api/service/queues/*", (route) =>
      route.request().method() === "PUT" ? hold(route) : route.continue(),
    );
    await visit.open("/layanan/antrean");
    await page.getByRole("link", { name: word("changeOf", { name: queue }) }).press("Enter");
    await page.locator("#ringSeconds").fill("16");
    const sent = page.waitForRequest((request) => request.method() === "PUT");
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await sent;
    await goTo(visit, "agents");
    await page.getByRole("link", { name: word("addAgent") }).waitFor();
    const answered = page.waitForResponse((response) => response.request().method() === "PUT");
    letGo();
    expect((await answered).ok()).toBe(true);
    await visit.look("agents-beside-saved-queue");
    expect(new URL(page.url()).pathname).toBe("/layanan/agen");
    await page.unrouteAll({ behavior: "wait" });
  });

  it("lets a supervisor write an agent down with phone, queue and skills", async () => {
    const { page } = visit;
    await visit.open("/layanan/agen");
    await page.getByRole("link", { name: word("addAgent") }).waitFor();
    await visit.look("agents");
    await page.getByRole("link", { name: word("addAgent") }).press("Enter");
    const addSkill = page.getByRole("button", { name: visit.t("web.skillRows.add") });
    await addSkill.press("Enter");
    await page.locator("#skill-0").fill("Bahasa Inggris");
    await addSkill.press("Enter");
    await page.locator("#skill-1").fill("Bahasa Inggris");
    await page.locator("#deskNumber").fill("7310");
    await page.locator("#deskPin").fill("12");
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await page.getByText(word("skillsFault")).first().waitFor();
    await page.getByText(word("deskPinFault")).first().waitFor();
    await visit.look("agent-wrong");
    await page
      .getByRole("button", { name: visit.t("web.skillRows.remove", { name: "Bahasa Inggris" }) })
      .nth(1)
      .press("Enter");
    await page.getByLabel(visit.t("web.skillRows.levelOf", { nth: 1 })).selectOption("7");
    await page.locator("#name").fill(agent);
    await page.locator("#deskNumber").fill(`7${extension}`);
    await page.locator("#deskPin").fill("1234");
    await page.locator("#homePhoneId").selectOption({ label: word("phoneText", { extension, name: "Meja uji" }) });
    await page.getByLabel(queue, { exact: true }).selectOption("1");
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await page.getByText(visit.t("errors.agent-pin-weak")).first().waitFor();
    await page.locator("#deskPin").fill("9021");
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await rowOf(visit, agent).getByText(queue).waitFor();
    await rowOf(visit, agent).getByText(word("agentStates.logged-out")).waitFor();
  });

  it("keeps the names that agents choose from: added, refused twice, changed and ended", async () => {
    const { page } = visit;
    const words = (key: string, params?: Readonly<Record<string, string>>) => word(`choices.${key}`, params);
    await visit.open("/layanan/agen");
    await page.getByRole("link", { name: words("toChoices") }).press("Enter");
    await rowOf(visit, "Istirahat").waitFor();
    await visit.look("choices");
    const name = `Salat ${extension}`;
    const write = async (open: string, fields: () => Promise<unknown>) => {
      await page.getByRole("button", { name: open, exact: true }).press("Enter");
      await fields();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: words("keep") })
        .press("Enter");
    };
    await write(words("addReason"), () => page.locator("#name").fill("ISTIRAHAT"));
    await page.getByText(visit.t("errors.choice-name-taken")).first().waitFor();
    await visit.look("choice-wrong");
    await page.locator("#name").fill(name);
    await page.locator("#digit").selectOption("9");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: words("keep") })
      .press("Enter");
    await rowOf(visit, name).getByText("9").waitFor();
    await write(words("changeOf", { name }), async () => {
      await page.locator("#digit").selectOption("");
      await saveTwice(visit, name);
    });
    await page.getByText(visit.t("errors.choice-stale")).first().waitFor();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: words("keep") })
      .press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await write(words("addDisposition"), async () => {
      await page.locator("#name").fill(`Lunas ${extension}`);
      await page.locator("#queueId").selectOption({ label: queue });
    });
    await rowOf(visit, `Lunas ${extension}`).getByText(queue).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: words("endOf", { name }) }).press("Enter");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: words("endYes") })
      .press("Enter");
    await rowOf(visit, name).waitFor({ state: "detached" });
    // The dialog closes after the row is removed; key presses before that would be lost.
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("keeps what agents of a queue say, and what is asked about customers", async () => {
    const { page } = visit;
    const script = `Selamat datang di ${queue}`;
    await page.getByLabel(word("scripts.queue"), { exact: true }).selectOption({ label: queue });
    await page.getByLabel(word("scripts.script"), { exact: true }).fill(script);
    const save = page.getByRole("button", { name: word("scripts.save") });
    await save.and(page.locator(":enabled")).press("Enter");
    await save.and(page.locator(":disabled")).waitFor();
    await page.getByRole("button", { name: word("cards.add") }).press("Enter");
    const field = page
      .getByRole("group", { name: /./ })
      .filter({ has: page.getByLabel(word("cards.label")) })
      .last();
    await field.getByLabel(word("cards.label")).fill(`Jenis pelanggan ${extension}`);
    await field.getByLabel(word("cards.kind")).selectOption("choice");
    await page.getByRole("button", { name: word("cards.save") }).press("Enter");
    await page.getByText(visit.t("errors.card-options-missing")).waitFor();
    await field.getByLabel(word("cards.options")).fill("Rumah tangga\nUsaha\n");
    await visit.look("card-fields");
    // The key press already removes the error; the response comes later, and a reload before it would cancel the request.
    const saved = page.waitForResponse((response) => response.request().method() === "PUT");
    await page.getByRole("button", { name: word("cards.save") }).press("Enter");
    expect((await saved).ok()).toBe(true);
    await page.getByText(visit.t("errors.card-options-missing")).waitFor({ state: "detached" });
    await page.reload();
    await page.getByLabel(word("scripts.queue"), { exact: true }).selectOption({ label: queue });
    await expect.poll(() => page.getByLabel(word("scripts.script"), { exact: true }).inputValue()).toBe(script);
    expect(await field.getByLabel(word("cards.options")).inputValue()).toBe("Rumah tangga\nUsaha");
  });

  it("has the agent log in, pause, be ready again and log out, as the switch says", async () => {
    const { page } = visit;
    await visit.open("/layanan/agen");
    // A press while the previous action is pending has no effect.
    const button = (key: string) =>
      page.getByRole("button", { name: word(`${key}Of`, { name: agent }) }).and(page.locator(":not([aria-busy])"));
    const standsAs = (state: string) =>
      rowOf(visit, agent)
        .getByText(word(`agentStates.${state}`), { exact: true })
        .waitFor();
    await button("logIn").press("Enter");
    await standsAs("available");
    await visit.look("agents-ready");
    await button("pause").press("Enter");
    await page.getByRole("dialog").waitFor();
    await visit.look("agent-pause");
    await page.getByRole("dialog").getByRole("button", { name: "Makan" }).press("Enter");
    await standsAs("paused");
    await rowOf(visit, agent).getByText("Makan").waitFor();
    await button("ready").press("Enter");
    await standsAs("available");
    await button("logOut").press("Enter");
    await standsAs("logged-out");
  });

  it("ends agent and queue after asking", async () => {
    const { page } = visit;
    const end = async (name: string) => {
      await page.getByRole("button", { name: word("endOf", { name }) }).press("Enter");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: word("endYes") })
        .press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.getByRole("button", { name: word("endOf", { name }) }).waitFor({ state: "detached" });
    };
    await end(agent);
    await visit.open("/layanan/antrean");
    await end(queue);
    await page.getByText(word("emptyTitle")).waitFor();
    await visit.look("queues-empty");
    expect(visit.faults).toEqual([]);
  });
});
