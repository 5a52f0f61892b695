import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { openVisit, type Visit } from "../../testkit/visit.ts";
import { logIn } from "./people-acts.ts";

const LONG = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
const WAYS = [
  { locale: "id", width: 1440, height: 900, theme: "light", queue: "Tagihan", extension: "201" },
  { locale: "en", width: 360, height: 740, theme: "dark", queue: LONG, extension: "202" },
] as const;

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

/** A phone that an agent works at. */
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

  it("lets a supervisor write an agent down with phone, queue and skills", async () => {
    const { page } = visit;
    await visit.open("/layanan/agen");
    await page.getByRole("link", { name: word("addAgent") }).waitFor();
    await visit.look("agents");
    await page.getByRole("link", { name: word("addAgent") }).press("Enter");
    await page.locator("#skills").fill("Bahasa Inggris");
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await page.getByText(word("skillsFault")).first().waitFor();
    await visit.look("agent-wrong");
    await page.locator("#name").fill(agent);
    await page.locator("#skills").fill("Bahasa Inggris 7");
    await page.locator("#homePhoneId").selectOption({ label: word("phoneText", { extension, name: "Meja uji" }) });
    await page.getByLabel(queue, { exact: true }).selectOption("1");
    await page.getByRole("button", { name: word("keep") }).press("Enter");
    await rowOf(visit, agent).getByText(queue).waitFor();
    await rowOf(visit, agent).getByText(word("agentStates.logged-out")).waitFor();
  });

  it("has the agent log in, pause, be ready again and log out, as the switch says", async () => {
    const { page } = visit;
    // A press while the act before is being answered begins nothing.
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
    await page
      .getByRole("dialog")
      .getByRole("button", { name: word("pauses.meal") })
      .press("Enter");
    await standsAs("paused");
    await rowOf(visit, agent).getByText(word("pauses.meal")).waitFor();
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
