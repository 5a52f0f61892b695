import type { Locator } from "playwright-core";
import type { Visit } from "../../testkit/visit.ts";

/** Opens a case on an officer's screen. */
export async function openReviewCase(visit: Visit, id: string, number: string | null): Promise<void> {
  await visit.open(`/izin/${id}`);
  await visit.page.getByRole("heading", { level: 1, name: number ?? "" }).waitFor();
}

/** The row of a requirement in the list. */
export const itemLine = ({ page }: Visit, key: string): Locator =>
  page.locator(`#item-${key}`).getByRole("button", { name: new RegExp(`^${key}`) });

/** Chooses a requirement and waits until its details are shown beside the list. */
export async function chooseItem(visit: Visit, key: string): Promise<void> {
  await itemLine(visit, key).click();
  await visit.page.getByRole("heading", { level: 2, name: new RegExp(`^${key}`) }).waitFor();
}

/** Declares that the officer has no conflict of interest. */
export async function declareNoInterest({ page, t }: Visit): Promise<void> {
  await page.getByLabel(t("web.licenceDesk.interest.none")).check();
  await page.getByRole("button", { name: t("web.licenceDesk.interest.send") }).click();
  await page.getByLabel(t("web.licenceDesk.interest.none")).waitFor({ state: "detached" });
}

/** A button of the action bar. */
export const actOf = ({ page, t }: Visit, name: string): Locator =>
  page
    .getByRole("region", { name: t("web.licenceDesk.actions") })
    .getByRole("button", { name: t(`web.licenceDesk.act.${name}`), exact: true });

/** Presses an action button, and fills in the text if the action requires one. */
export async function pressReviewAction(visit: Visit, name: string, words?: string): Promise<void> {
  const { page, t } = visit;
  await actOf(visit, name).click();
  if (words === undefined) return;
  const dialog = page.getByRole("dialog");
  await dialog.locator("textarea[name=words]").fill(words);
  await visit.look(`desk-asks-${name}`);
  await dialog.getByRole("button", { name: t(`web.licenceDesk.act.${name}`), exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** The form of a finding. */
export const findingForm = ({ page }: Visit): Locator => page.locator("form[aria-labelledby=finding-title]");

/** Writes the finding and its remedy into the open form, and saves it as a draft. */
export async function keepDraft(
  visit: Visit,
  words: { readonly note: string; readonly remedy: string; readonly lateReason?: string },
): Promise<void> {
  const form = findingForm(visit);
  await form.locator("textarea[name=note]").fill(words.note);
  await form.locator("textarea[name=remedy]").fill(words.remedy);
  if (words.lateReason !== undefined) await form.locator("textarea[name=lateReason]").fill(words.lateReason);
  await form.getByRole("button", { name: visit.t("web.licenceDesk.keepDraft") }).click();
  await form.waitFor({ state: "detached" });
  await visit.page.getByText(words.note).first().waitFor();
}

/** Waits until the case on the screen is in this state. */
export async function untilReviewState({ page, t }: Visit, state: string): Promise<void> {
  await page
    .locator("main")
    .getByText(t(`web.licenceDesk.state.${state}`), { exact: true })
    .first()
    .waitFor();
}
