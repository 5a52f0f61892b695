import type { Locator } from "playwright-core";
import type { Visit } from "../../testkit/visit.ts";
import { createScanFile } from "./scan-file.ts";

/** Opens one test and waits for its number. */
export async function openTest(visit: Visit, test: { readonly id: string; readonly number: string }): Promise<void> {
  await visit.open(`/uji/${test.id}`);
  await visit.page.getByRole("heading", { level: 1, name: test.number }).waitFor();
}

/** Waits until the test on the screen stands so. */
export async function untilTestState({ page, t }: Visit, state: string): Promise<void> {
  await page
    .locator("main header")
    .getByText(t(`web.test.state.${state}`), { exact: true })
    .first()
    .waitFor();
}

/** Chooses a day in the calendar that is open, turning to its month where it is another. */
export async function chooseDay({ page, t }: Visit, day: string): Promise<void> {
  const button = page.locator(`button[data-day="${day}"]`);
  await page.locator("button[data-day]").first().waitFor();
  if ((await button.count()) === 0) await page.getByRole("button", { name: t("web.test.calendar.after") }).click();
  await button.click();
}

/** Fills in a request that lacks the day only, and uploads the letter. */
export async function fillRequest({ page, t }: Visit, contact = "Rini Astuti"): Promise<void> {
  await page.getByLabel(t("web.test.request.contactName")).fill(contact);
  await page.getByLabel(t("web.test.request.contactPhone")).fill("081234567890");
  await page
    .getByLabel(t("web.test.request.letter"), { exact: true })
    .setInputFiles(await createScanFile("permohonan-ulo.pdf", "Permohonan uji"));
  await page.getByRole("link", { name: t("web.parts.fileOpen") }).waitFor();
}

/** Presses an act of the officers' bar. */
export async function testAct({ page, t }: Visit, name: string, params: Record<string, string> = {}): Promise<void> {
  await page
    .getByRole("region", { name: t("web.testDesk.actions") })
    .getByRole("button", { name: t(`web.testDesk.act.${name}`, params), exact: true })
    .click();
}

/** Says that the officer has no interest of his own. */
export async function declareNone({ page, t }: Visit): Promise<void> {
  await page.getByLabel(t("web.testDesk.interest.none")).check();
  await page.getByRole("button", { name: t("web.testDesk.interest.send") }).click();
  await page.getByLabel(t("web.testDesk.interest.none")).waitFor({ state: "detached" });
}

/** Answers the dialog that is open, and waits until it is gone. */
export async function answerDialog(visit: Visit, send: string, words?: string): Promise<void> {
  const dialog = visit.page.getByRole("dialog");
  if (words !== undefined) await dialog.locator("textarea[name=words]").fill(words);
  await dialog.getByRole("button", { name: send, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** The card of an item on the team's sheet. */
export const itemCard = ({ page }: Visit, key: string): Locator => page.locator(`[id="item-${key}"]`);
