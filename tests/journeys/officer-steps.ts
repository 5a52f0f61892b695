import type { Visit } from "../../testkit/visit.ts";
import { goTo } from "./people-steps.ts";

/** Opens a case from the queue. */
export async function openCase(visit: Visit, number: string): Promise<void> {
  await goTo(visit, "queue");
  await visit.page.locator("main").getByRole("link", { name: number, exact: true }).click();
  await visit.page.getByRole("heading", { level: 1, name: number }).waitFor();
}

/** Waits until the case on screen is in this state. */
export async function untilState({ page, t }: Visit, state: string): Promise<void> {
  await page
    .locator("main")
    .getByText(t(`states.application.${state}`), { exact: true })
    .first()
    .waitFor();
}

/** Presses a button of the action bar, and fills in the text if the action requires one. */
export async function act(visit: Visit, name: string, words?: string): Promise<void> {
  const { page, t } = visit;
  const label = t(`web.desk.act.${name}`);
  await page
    .getByRole("region", { name: t("web.desk.actions") })
    .getByRole("button", { name: label })
    .click();
  if (words === undefined) return;
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(words);
  await visit.look(`asks-${name}`);
  await dialog.getByRole("button", { name: label }).click();
  await dialog.waitFor({ state: "detached" });
}

const itemOf = ({ page, t }: Visit, key: string) =>
  page.getByRole("listitem").filter({ has: page.getByText(t(`web.application.item.${key}`), { exact: true }) });

/** Accepts items of the check one after the other. */
export async function acceptItems(visit: Visit, keys: readonly string[]): Promise<void> {
  const { t } = visit;
  for (const key of keys) {
    const item = itemOf(visit, key);
    await item.getByRole("button", { name: t("web.desk.acceptItem"), exact: true }).click();
    await item.getByRole("button", { name: t("web.desk.acceptItem"), exact: true, pressed: true }).waitFor();
  }
}

/** Returns one item with a finding and its remedy. */
export async function returnItem(
  visit: Visit,
  fault: { readonly key: string; readonly note: string; readonly remedy: string },
): Promise<void> {
  const { t } = visit;
  const item = itemOf(visit, fault.key);
  await item.getByRole("button", { name: t("web.desk.returnItemAsk"), exact: true }).click();
  await item.getByLabel(t("web.desk.note")).fill(fault.note);
  await item.getByLabel(t("web.desk.remedy")).fill(fault.remedy);
  await visit.look("item-returning");
  await item.getByRole("button", { name: t("web.desk.returnItem"), exact: true }).click();
  await item.getByText(t("web.desk.verdict.returned"), { exact: true }).waitFor();
}
