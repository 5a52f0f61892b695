import type { Route } from "playwright-core";
import type { Visit } from "../../testkit/visit.ts";
import { createScanFile } from "./scan-file.ts";

/** The form control at a path of a part, such as "rows.0.city". */
export const fieldAt = ({ page }: Visit, path: string) => page.locator(`[id="${path}"]`);

/** Fills fields of the open part by their paths, as their kind requires; "@Depok" selects the option with this label. */
export async function fillFields(visit: Visit, values: Readonly<Record<string, string | boolean>>): Promise<void> {
  for (const [path, value] of Object.entries(values)) {
    const field = fieldAt(visit, path);
    if (typeof value === "boolean") await field.setChecked(value);
    else if (value.startsWith("@")) await field.selectOption({ label: value.slice(1) });
    else if ((await field.evaluate((control) => (control as { tagName: string }).tagName)) === "SELECT")
      await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Waits until the open part is saved at the server. */
export async function untilSaved({ page, t }: Visit): Promise<void> {
  const [before] = t("web.licence.save.saved", { time: "§" }).split("§");
  await page
    .getByRole("status")
    .filter({ hasText: before ?? "" })
    .waitFor();
}

/** Opens a page of the case by its address. */
export async function openPage(visit: Visit, id: string, part: string): Promise<void> {
  await visit.open(`/izin/${id}/bagian/${part}`);
  await visit.page.getByRole("link", { name: visit.t("web.licence.allParts") }).waitFor();
}

/** Adds a row to a list by its button. */
export async function addRow({ page, t }: Visit, button: string): Promise<void> {
  await page.getByRole("button", { name: t(`web.licenceForm.add.${button}`), exact: true }).click();
}

/** Chooses a PDF for the slot and waits until it is attached. */
export async function hangFile(visit: Visit, slot: string, name: string): Promise<void> {
  const id = `slot-${slot.replaceAll(/[^\w-]+/g, "-")}`;
  const card = visit.page.locator("section", { has: visit.page.locator(`[id="${id}"]`) }).last();
  await fieldAt(visit, id).setInputFiles(await createScanFile(name, `Berkas ${name} ${slot}`));
  await card.getByRole("button", { name: new RegExp(visit.t("web.licence.takeOff")) }).waitFor();
}

/** Delays the next save of a part; `begun` resolves when the request is sent, `finish` lets it continue. */
export async function holdSave(
  { page }: Visit,
  part: string,
): Promise<{ readonly begun: Promise<void>; finish(): void }> {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const hold = async (route: Route): Promise<void> => {
    begun.resolve();
    await goOn.promise;
    await route.continue();
  };
  await page.route(`**/parts/${part}`, hold, { times: 1 });
  return { begun: begun.promise, finish: goOn.resolve };
}
