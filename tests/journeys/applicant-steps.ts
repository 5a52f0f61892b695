import { setTimeout as delay } from "node:timers/promises";
import type { Route } from "playwright-core";
import { present } from "../../src/kernel/index.ts";
import type { Visit } from "../../testkit/visit.ts";
import { createScanFile } from "./scan-file.ts";

const PURPOSE = "Layanan informasi dan pengaduan pelanggan, 24 jam, menerima panggilan dari seluruh Indonesia.";

/** Searches the numbers from the first pattern, and follows the link to the matches in other patterns. */
export async function searchNumbers({ page, t }: Visit, text: string): Promise<void> {
  const search = page.getByRole("searchbox", { name: t("web.numbers.searchLabel") });
  await search.fill(text);
  await search.press("Enter");
  await page.getByText(t("web.numbers.noneTitle")).waitFor();
  await page.getByRole("button", { name: t("web.numbers.elsewhere", { count: 10, pattern: "1500XYZ" }) }).click();
  await page.getByText(t("web.numbers.noneTitle")).waitFor({ state: "detached" });
}

/** The cell of a code in the grid, by its label: "1500 123, Bebas". */
export function cellOf({ page, t }: Visit, display: string, state: string) {
  return page.getByRole("gridcell", { name: `${display}, ${t(`states.code.${state}`)}` });
}

/** The panel with the details of the chosen code. */
export const detailsOf = ({ page, t }: Visit) => page.getByRole("complementary", { name: t("web.numbers.details") });

/**
 * Registers a company, from the first question to the confirmation; checks each page on the way. Unless `isFlawless`, the contact person is left out first,
 * so that the screen names the missing fields.
 */
export async function registerCompany(
  visit: Visit,
  company: { readonly nib: string; readonly isFlawless?: true },
): Promise<void> {
  const { page, t } = visit;
  await sayWho(visit, { kind: "business", acting: "own" });
  await page.getByLabel(t("web.organisation.nib"), { exact: true }).fill(company.nib);
  await visit.look("register-nib");
  await goOn(visit);
  await page.getByRole("heading", { name: t("web.organisation.stepTitle.company") }).waitFor();
  await visit.look("register-company");
  await page.getByRole("button", { name: t("web.organisation.companyYes") }).click();
  await page.getByText(t("web.organisation.npwpKept")).waitFor();
  await visit.look("register-tax");
  await goOn(visit);
  await page.getByLabel(t("web.organisation.phone"), { exact: true }).fill("021-5551234");
  if (company.isFlawless !== true) {
    await goOn(visit);
    await page.getByRole("alert").waitFor();
    await visit.look("register-person-missing");
  }
  await fillPerson(visit);
  await goOn(visit);
  await chooseFile(visit, { label: t("web.organisation.deed"), name: "akta-terakhir.pdf", text: "Akta pendirian" });
  await visit.look("register-deed");
  await goOn(visit);
  await page.getByRole("heading", { name: t("web.organisation.stepTitle.check") }).waitFor();
  await visit.look("register-check");
  await page.getByRole("button", { name: t("web.organisation.send"), exact: true }).click();
  await page.getByRole("heading", { name: t("web.organisation.stepTitle.done") }).waitFor();
  await visit.look("register-done");
}

/** Answers the first two questions: the kind of registrant, and whom the user acts for. */
export async function sayWho(
  visit: Visit,
  who: { readonly kind: "business" | "government"; readonly acting: "own" | "consultant" },
): Promise<void> {
  const { page, t } = visit;
  await page.getByRole("heading", { level: 1, name: t("web.organisation.stepTitle.kind") }).waitFor();
  await visit.look("register-kind");
  await page.getByRole("radio", { name: t(`web.organisation.kind.${who.kind}`) }).check();
  await goOn(visit);
  await page.getByRole("heading", { level: 1, name: t("web.organisation.stepTitle.acting") }).waitFor();
  await visit.look("register-acting");
  await page.getByRole("radio", { name: t(`web.organisation.acting.${who.acting}`) }).check();
  await goOn(visit);
}

/** Fills in the contact person on the open page. */
export async function fillPerson({ page, t }: Visit): Promise<void> {
  await page.getByLabel(t("web.organisation.personName")).fill("Dewi Lestari");
  await page.getByLabel(t("web.organisation.personPosition")).fill("Direktur Utama");
  await page.getByLabel(t("web.organisation.personEmail")).fill("dewi.lestari@perusahaan.invalid");
  await page.getByLabel(t("web.organisation.personPhone")).fill("+62 811 555 1234");
}

/** Presses "Lanjut". */
export async function goOn({ page, t }: Visit): Promise<void> {
  await page.getByRole("button", { name: t("web.parts.continue") }).click();
}

/** Chooses a PDF for a field and waits until the server has it. */
export async function chooseFile(
  { page, t }: Visit,
  wish: { readonly label: string; readonly name: string; readonly text: string },
): Promise<void> {
  await page.getByLabel(wish.label).setInputFiles(await createScanFile(wish.name, wish.text));
  await page.locator("main").getByText(wish.name).filter({ visible: true }).first().waitFor();
  await page.getByRole("link", { name: t("web.parts.fileOpen") }).waitFor();
}

/** From the details of an available code to the parts of its application. */
export async function takeNumber(visit: Visit, display: string): Promise<void> {
  const { page, t } = visit;
  await detailsOf(visit)
    .getByRole("button", { name: t("web.numbers.take", { code: display }) })
    .click();
  await chooseKind(visit, "new");
  await page.getByRole("heading", { name: t("web.application.draftTitle", { code: display }) }).waitFor();
}

/** Continues with the proposed kind of application. */
async function chooseKind(visit: Visit, kind: "new" | "additional"): Promise<void> {
  const { page, t } = visit;
  await page.getByRole("heading", { level: 1, name: t("web.application.kindTitle") }).waitFor();
  await page.getByText(t(`web.application.kindWhy.${kind}.title`)).waitFor();
  await visit.look(`kind-${kind}`);
  await page
    .getByRole("button", { name: t("web.application.kindGoOn", { kind: t(`web.application.kind.${kind}`) }) })
    .click();
}

/** Opens one part of the application that is on screen. */
export async function openPart({ page, t }: Visit, part: string): Promise<void> {
  await page
    .locator("main")
    .getByRole("link", { name: t(`web.application.part.${part}`), exact: true })
    .click();
  await page.getByRole("heading", { level: 1, name: t(`web.application.part.${part}`) }).waitFor();
}

/** Saves the part on screen; the next one opens. */
export async function savePart({ page, t }: Visit, next: string): Promise<void> {
  await page.getByRole("button", { name: t("web.application.saveContinue") }).click();
  await page.getByRole("heading", { level: 1, name: t(`web.application.part.${next}`) }).waitFor();
}

/** Fills the parts from the intended use to the declaration; ends at the check of the answers. */
export async function fillApplication(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await openPart(visit, "purpose");
  await page.getByLabel(t("web.application.purpose")).fill(PURPOSE);
  await visit.look("part-purpose");
  await savePart(visit, "letter");
  await chooseFile(visit, { label: t("web.application.letter"), name: "surat.pdf", text: "Surat permohonan" });
  await visit.look("part-letter");
  await savePart(visit, "declaration");
  await page.getByRole("checkbox").check();
  await visit.look("part-declaration");
  await savePart(visit, "check");
}

const NEWS_MS = 500;

/** Delays the response to the next command until the live event has replaced the screen that sent it. */
async function answerAfterNews(page: Visit["page"]): Promise<void> {
  const later = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    await delay(NEWS_MS);
    await route.fulfill({ response });
  };
  await page.route("**/api/applications/*/commands", later, { times: 1 });
}

/** Sends the checked application; returns its number. */
export async function sendApplication(visit: Visit, button: "submit" | "resubmit"): Promise<string> {
  const { page, t } = visit;
  await page.getByText(t("web.application.nothingFound"), { exact: true }).waitFor();
  await answerAfterNews(page);
  await page.getByRole("button", { name: t(`web.application.${button}`) }).click();
  await page.getByRole("heading", { name: t("web.application.sentTitle") }).waitFor();
  const number = await page
    .getByText(/^NOM-\d+$/)
    .first()
    .textContent();
  return present(number, "application number");
}
