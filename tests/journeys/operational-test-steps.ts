import type { Locator } from "playwright-core";
import type { Visit } from "../../testkit/visit.ts";
import { createScanFile } from "./scan-file.ts";

/** Opens one test and waits for its number. */
export async function openTest(visit: Visit, test: { readonly id: string; readonly number: string }): Promise<void> {
  await visit.open(`/uji/${test.id}`);
  await visit.page.getByRole("heading", { level: 1, name: test.number }).waitFor();
}

/** Waits until the test on the screen is in this state. */
export async function untilTestState({ page, t }: Visit, state: string): Promise<void> {
  await page
    .locator("main header")
    .getByText(t(`web.test.state.${state}`), { exact: true })
    .first()
    .waitFor();
}

/** Chooses a day in the open calendar, after turning to its month if necessary. */
export async function chooseDay({ page, t }: Visit, day: string): Promise<void> {
  const button = page.locator(`button[data-day="${day}"]`);
  await page.locator("button[data-day]").first().waitFor();
  if ((await button.count()) === 0) await page.getByRole("button", { name: t("web.test.calendar.after") }).click();
  await button.click();
}

/** Fills in a request except for the day, and uploads the letter. */
export async function fillRequest({ page, t }: Visit, contact = "Rini Astuti"): Promise<void> {
  await page.getByLabel(t("web.test.request.contactName")).fill(contact);
  await page.getByLabel(t("web.test.request.contactPhone")).fill("081234567890");
  await page
    .getByLabel(t("web.test.request.letter"), { exact: true })
    .setInputFiles(await createScanFile("permohonan-ulo.pdf", "Permohonan uji"));
  await page.getByRole("link", { name: t("web.parts.fileOpen") }).waitFor();
}

/** Presses a button of the officers' action bar. */
export async function testAct({ page, t }: Visit, name: string, params: Record<string, string> = {}): Promise<void> {
  await page
    .getByRole("region", { name: t("web.testDesk.actions") })
    .getByRole("button", { name: t(`web.testDesk.act.${name}`, params), exact: true })
    .click();
}

/** Declares that the officer has no conflict of interest. */
export async function declareNone({ page, t }: Visit): Promise<void> {
  await page.getByLabel(t("web.testDesk.interest.none")).check();
  await page.getByRole("button", { name: t("web.testDesk.interest.send") }).click();
  await page.getByLabel(t("web.testDesk.interest.none")).waitFor({ state: "detached" });
}

/** Answers the open dialog, and waits until it is closed. */
export async function answerDialog(visit: Visit, send: string, words?: string): Promise<void> {
  const dialog = visit.page.getByRole("dialog");
  if (words !== undefined) await dialog.locator("textarea[name=words]").fill(words);
  await dialog.getByRole("button", { name: send, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** The card of an item on the test team's sheet. */
export const itemCard = ({ page }: Visit, key: string): Locator => page.locator(`[id="item-${key}"]`);
