import type { Locator } from "playwright-core";
import type { Visit } from "../../testkit/visit.ts";
import { createScanFile } from "./scan-file.ts";

/** The most presses of Tab that a keyboard user should need. */
const KEYS_MAX = 60;

/** Presses Tab until the wanted element has the focus. */
export async function tabTo({ page }: Pick<Visit, "page">, wanted: Locator, keysMax = KEYS_MAX): Promise<void> {
  await wanted.first().waitFor();
  for (let keys = 0; keys <= keysMax; keys += 1) {
    if ((await wanted.and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${keysMax} presses of Tab do not lead to ${String(wanted)} at ${page.url()}`);
}

/** Moves to a link or button and presses Enter. */
export async function press(visit: Visit, wanted: Locator): Promise<void> {
  await tabTo(visit, wanted);
  await visit.page.keyboard.press("Enter");
}

/** Moves to a field and replaces its text. */
export async function type(visit: Visit, label: string, text: string): Promise<void> {
  const { page } = visit;
  await tabTo(visit, page.getByLabel(label, { exact: true }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Moves to a group of radio buttons and selects one by the arrow keys. */
export async function choose(visit: Visit, group: string, choice: string): Promise<void> {
  const { page } = visit;
  const radios = page.locator(`input[type=radio][name="${group}"]`);
  await tabTo(visit, radios);
  const wanted = page.getByRole("radio", { name: choice });
  await page.keyboard.press("Space");
  for (let keys = 0; keys < (await radios.count()) && !(await wanted.isChecked()); keys += 1)
    await page.keyboard.press("ArrowDown");
  if (!(await wanted.isChecked())) throw new Error(`the arrows do not lead to ${choice}`);
}

/** Opens the browser's file chooser at a field by Enter, and waits until the server has the PDF. */
export async function attach(
  visit: Visit,
  wish: { readonly label: string; readonly name: string; readonly text: string },
): Promise<void> {
  const { page, t } = visit;
  // Registered before the key press: the browser needs a moment to report its dialog.
  const choosing = page.waitForEvent("filechooser");
  await tabTo(visit, page.getByLabel(wish.label));
  await page.keyboard.press("Enter");
  const chooser = await choosing;
  await chooser.setFiles(await createScanFile(wish.name, wish.text));
  await page.locator("main").getByText(wish.name).filter({ visible: true }).first().waitFor();
  await page.getByRole("link", { name: t("web.parts.fileOpen") }).waitFor();
}
