import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest } from "../../testkit/guests.ts";
import { SOUND_FORM } from "../../testkit/licence-form.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import {
  addTestOfficers,
  askForTest,
  declareNoInterest,
  doneOnTest,
  scheduledTest,
  type TestOfficers,
  type TestView,
  verifiedApplication,
} from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { itemCard } from "./operational-test-steps.ts";

const DAY_MS = 86_400_000;
const TABLET = { width: 768, height: 1024 } as const;
const ANSWERED = 30;

/** A form with so many devices that the test has more than 30 items. */
const FORM = {
  ...SOUND_FORM,
  devices: {
    rows: SOUND_FORM.devices.rows.flatMap((row) =>
      ["", "-b", "-c", "-d"].map((end) => ({ ...row, id: `${row.id}${end}`, serial: `${row.serial}${end}` })),
    ),
  },
};

interface Found {
  readonly answers: readonly { readonly id: string; readonly item: string; readonly counts: boolean }[];
  readonly standing: readonly { readonly item: string; readonly outcome: string; readonly conflict: boolean }[];
}

let portal: TestPortal;
let virtualContext: VirtualContext;
let browser: Browser;
let desk: TestOfficers;
const { comesAs, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "test-sheet" });
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: virtualContext, screens: true, works: false }),
    openBrowser(),
  ]);
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

/** A test in progress, with a new team. */
async function begun(): Promise<TestView> {
  desk = await addTestOfficers(portal);
  const company = await portal.company();
  const licence = await verifiedApplication(portal, company, FORM);
  const { id } = succeeded(await askForTest(company, licence.id, { wishedDate: nextTestDay() }), "a request");
  await scheduledTest(desk, id);
  virtualContext.advance(8 * DAY_MS);
  desk = { ...desk, lead: await portal.again(desk.lead), member: await portal.again(desk.member) };
  await declareNoInterest(desk, id);
  return doneOnTest(desk.lead, id, { command: "begin" });
}

/** Eight days after today; the tests of this file begin on a Wednesday and so fall on Thursdays and Fridays. */
function nextTestDay(): string {
  return new Date(virtualContext.clock.nowMs() + 8 * DAY_MS + 7 * 3_600_000).toISOString().slice(0, 10);
}

const comes = (guest: Guest, options: VisitOptions = TABLET): Promise<Visit> => comesAs(guest, options);

const foundIn = async (guest: Guest, id: string): Promise<Found> =>
  succeeded(await guest.client.get<Found>(`/api/tests/${id}/answers`), "answers");

/** Opens the test sheet, and waits until the page can be opened without a connection. */
async function openSheet(visit: Visit, test: TestView): Promise<void> {
  await visit.open(`/uji/${test.id}/lapangan`);
  await visit.page
    .getByRole("heading", { level: 1, name: visit.t("web.testField.titleOf", { number: test.number }) })
    .waitFor();
  await visit.page.getByText(visit.t("web.testField.pageKept")).waitFor();
}

/** Answers an item by touch: by its large button, by a measurement, or by the checks of a device. */
async function answer(visit: Visit, item: TestView["items"][number]): Promise<void> {
  const { t } = visit;
  const card = itemCard(visit, item.key);
  const pass = t("web.test.outcome.pass");
  if (item.kind === "observed") {
    await card.getByRole("button", { name: new RegExp(`^${pass}`) }).click();
  } else if (item.kind === "device") {
    await card.getByRole("button", { name: t("web.testField.device.allPass") }).click();
    await card.getByRole("button", { name: new RegExp(`^${t("web.testField.save")}`) }).click();
  } else {
    await card.locator(`input[name="value-${item.key}"]`).fill(String(item.limit?.value ?? 0));
    await card.locator(`select[name="device-${item.key}"]`).selectOption({ index: 1 });
    await card.locator(`input[name="instrument-${item.key}"]`).fill("Hammer HCA-200");
    await card.locator(`input[name="calibration-${item.key}"]`).fill("KAL-2026-0117");
    await card.locator(`input[name="calibrated-${item.key}"]`).fill("2027-06-30");
    await card.getByRole("button", { name: new RegExp(`^${t("web.testField.save")}`) }).click();
  }
  await card.getByText(new RegExp(`${t("web.testField.place.here")}|${t("web.testField.place.sent")}`)).waitFor();
}

const waiting = ({ page }: Visit, count: number) => page.locator(`[data-waiting="${count}"]`).waitFor();

/** Touch targets on the sheet that are smaller than 44 px in either direction. */
const SMALL_TARGETS = `[...document.querySelectorAll(".field-bar, .field-items")]
  .flatMap((place) => [...place.querySelectorAll("button, select, textarea, label.button, input:not([type=file])")])
  .map((target) => ({ text: target.textContent, box: target.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
  .map(({ text, box }) => text + " " + Math.round(box.width) + "x" + Math.round(box.height))`;

/** The faults that the page checks found, without the browser's messages about the lost connection. */
const faultsOf = ({ faults }: Visit) =>
  faults.filter((fault) => !/net::ERR_|Failed to load resource|Failed to fetch/.test(fault));

describe("the test sheet without a connection", () => {
  let visit: Visit;
  let test: TestView;

  it("opens on a tablet, says that it is kept, and has no fault in either state", async () => {
    test = await begun();
    expect(test.items.length).toBeGreaterThanOrEqual(ANSWERED);
    visit = await comes(desk.lead);
    await openSheet(visit, test);
    expect(await visit.page.evaluate(SMALL_TARGETS)).toEqual([]);
    await visit.look("sheet-online");
    await visit.context.setOffline(true);
    await visit.page.getByText(visit.t("web.testField.offlineTitle")).waitFor();
    await visit.look("sheet-offline");
  });

  it("keeps 30 answers on the device while the link is cut, and shows them after a reload", async () => {
    for (const item of test.items.slice(0, ANSWERED)) await answer(visit, item);
    await waiting(visit, ANSWERED);
    await visit.look("sheet-answered");
    await visit.page.reload();
    await waiting(visit, ANSWERED);
    const { t, page } = visit;
    await page.getByText(t("web.testField.answered", { answered: ANSWERED, total: test.items.length })).waitFor();
    expect((await foundIn(desk.lead, test.id)).answers).toEqual([]);
  });

  it("sends each once when the link is back, though the reply to the first batch is lost", async () => {
    let lost = 0;
    await visit.page.route("**/api/tests/*/answers", async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort("connectionreset");
    });
    await visit.context.setOffline(false);
    await waiting(visit, 0);
    expect(lost).toBe(1);
    const found = await foundIn(desk.lead, test.id);
    expect(found.answers.map(({ item }) => item).toSorted()).toEqual(
      test.items
        .slice(0, ANSWERED)
        .map(({ key }) => key)
        .toSorted(),
    );
    expect(new Set(found.answers.map(({ id }) => id)).size).toBe(ANSWERED);
    expect(found.standing.filter(({ outcome }) => outcome === "pass")).toHaveLength(ANSWERED);
    await visit.look("sheet-sent");
  });

  it("sends a photo that was taken without a connection as evidence of its answer", async () => {
    const { page, t } = visit;
    await visit.context.setOffline(true);
    const [item] = test.items;
    const card = itemCard(visit, item?.key ?? "");
    const picture = await page.screenshot({ type: "jpeg" });
    await card.locator("input[type=file]").setInputFiles({ name: "noc.jpg", mimeType: "image/jpeg", buffer: picture });
    await card.getByText(t("web.testField.photos", { count: 1 })).waitFor();
    await card.getByRole("button", { name: new RegExp(`^${t("web.testField.save")}`) }).click();
    await waiting(visit, 1);
    await visit.context.setOffline(false);
    await waiting(visit, 0);
    const { answers } = succeeded(
      await desk.lead.client.get<{
        answers: { item: string; counts: boolean; value: { evidence: string[] } }[];
      }>(`/api/tests/${test.id}/answers`),
      "answers",
    );
    const evidence = answers
      .filter((one) => one.item === item?.key && one.counts)
      .flatMap(({ value }) => value.evidence);
    expect(evidence).toHaveLength(1);
    const file = await desk.member.client.get(`/api/files/${evidence[0]}`);
    expect(file.status).toBe(200);
  });

  it("shows two answers that did not see each other as a conflict, and settles it by one more", async () => {
    const { t } = visit;
    const item = test.items.find(({ kind }) => kind === "observed");
    const card = itemCard(visit, item?.key ?? "");
    const other = await comes(desk.member, { ...TABLET, locale: "en" });
    await openSheet(other, test);
    await visit.context.setOffline(true);
    await card.getByRole("button", { name: new RegExp(`^${t("web.test.outcome.fail")}`) }).click();
    await waiting(visit, 1);
    await itemCard(other, item?.key ?? "")
      .getByRole("button", { name: /^Passed/ })
      .click();
    await waiting(other, 0);
    await visit.context.setOffline(false);
    await waiting(visit, 0);
    await card.getByText(t("web.testField.conflictTitle")).waitFor();
    await visit.look("sheet-conflict");
    await card.getByRole("button", { name: new RegExp(`^${t("web.test.outcome.pass")}`) }).click();
    await card.getByText(t("web.testField.conflictTitle")).waitFor({ state: "detached" });
    await waiting(visit, 0);
    const { standing } = await foundIn(desk.lead, test.id);
    expect(standing.find((one) => one.item === item?.key)).toMatchObject({ outcome: "pass", conflict: false });
    await other.look("sheet-english");
    expect([...faultsOf(visit), ...faultsOf(other)]).toEqual([]);
  });
});

describe("the test sheet of somebody else on the same tablet", () => {
  it("shows nothing of what waits for another, and keeps it for him", async () => {
    const test = await begun();
    const first = await comes(desk.lead);
    await openSheet(first, test);
    await first.page.route("**/api/tests/*/answers", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    const item = test.items.find(({ kind }) => kind === "observed");
    await itemCard(first, item?.key ?? "")
      .getByRole("button", { name: new RegExp(`^${first.t("web.test.outcome.pass")}`) })
      .click();
    await waiting(first, 1);
    const cookies = await first.context.cookies();
    await first.context.addCookies(cookies.map((cookie) => ({ ...cookie, value: desk.member.token })));
    await openSheet(first, test);
    await waiting(first, 0);
    await first.context.addCookies(cookies);
    await openSheet(first, test);
    await waiting(first, 1);
    await first.page.unroute("**/api/tests/*/answers");
    await first.page.getByRole("button", { name: first.t("web.testField.sendNow") }).click();
    await waiting(first, 0);
    expect((await foundIn(desk.lead, test.id)).answers).toHaveLength(1);
    expect(faultsOf(first)).toEqual([]);
  });
});
