import type { Visit } from "../../testkit/visit.ts";
import { goTo } from "./people-steps.ts";

/** Adds a phone; returns the credentials for its device, which are displayed once. */
export async function addPhone(
  visit: Visit,
  phone: { readonly extension: string; readonly name: string },
): Promise<{ readonly username: string; readonly password: string }> {
  const { page, t } = visit;
  const word = (key: string) => t(`web.service.phones.${key}`);
  await goTo(visit, "phones");
  await page.getByRole("button", { name: word("add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(word("extension")).fill(phone.extension);
  await dialog.getByLabel(word("name")).fill(phone.name);
  await dialog.getByRole("button", { name: word("addYes") }).click();
  await dialog.getByText(word("onceTitle")).waitFor();
  const shown = async (key: string) =>
    (await dialog
      .locator("dt", { hasText: word(key) })
      .locator("xpath=following-sibling::dd//code")
      .first()
      .textContent()) ?? "";
  const account = { username: await shown("username"), password: await shown("password") };
  await dialog.getByRole("button", { name: word("onceDone") }).click();
  await dialog.waitFor({ state: "detached" });
  return account;
}

/** Enters a code with its decree and licence, as an operator does whose licences are managed elsewhere. */
export async function addNumber(visit: Visit, code: string): Promise<void> {
  const { page, t } = visit;
  const word = (key: string) => t(`web.service.numbers.${key}`);
  await goTo(visit, "serviceNumbers");
  await page.getByRole("link", { name: word("addByHand") }).click();
  await page.getByLabel(word("code"), { exact: true }).fill(code);
  await page.getByLabel(word("decreeNumber")).fill("coba");
  await page.getByLabel(word("licenceNumber")).fill("coba");
  await page.getByRole("button", { name: word("save") }).click();
  await page.getByRole("heading", { name: code }).waitFor();
}

/** Puts a code of the operator's company into service. */
export async function serveNumber(visit: Visit, code: string): Promise<void> {
  const { page, t } = visit;
  const word = (key: string) => t(`web.service.numbers.${key}`, { code });
  await goTo(visit, "serviceNumbers");
  await page.getByRole("link", { name: word("serve") }).click();
  await page.getByRole("button", { name: word("save") }).click();
  await page.getByRole("heading", { name: code }).waitFor();
}

/** Adds the queue "Umum" and the agent "Rina", who works at extension 101 with an account. */
export async function addQueueAndAgent(visit: Visit, email: string): Promise<void> {
  const { page, t } = visit;
  const word = (key: string, params?: Record<string, string>) => t(`web.queues.${key}`, params);
  await goTo(visit, "queues");
  await page.getByRole("link", { name: word("add") }).click();
  await page.getByLabel(word("name"), { exact: true }).fill("Umum");
  await page.getByRole("button", { name: word("keep"), exact: true }).click();
  await page.getByRole("table").getByText("Umum").waitFor();
  await goTo(visit, "agents");
  await page.getByRole("link", { name: word("addAgent") }).click();
  await page.getByLabel(word("agentName")).fill("Rina");
  await page.getByLabel(word("phone"), { exact: true }).selectOption({ label: "101 · Meja" });
  await page.getByLabel("Umum", { exact: true }).selectOption({ label: word("tier", { tier: "1" }) });
  const account = page.getByLabel(word("account"), { exact: true });
  await account.locator("option").nth(1).waitFor({ state: "attached" });
  const mine = await account.locator("option", { hasText: email }).getAttribute("value");
  await account.selectOption(mine ?? "");
  await page.getByRole("button", { name: word("keep"), exact: true }).click();
  // The title of the form begins with the same word.
  await page.getByRole("heading", { level: 1, name: word("agentsTitle"), exact: true }).waitFor();
}

/** Publishes a flow with a greeting and the queue, and assigns it to a code. */
export async function addFlow(visit: Visit, code: string): Promise<void> {
  const { page, t } = visit;
  const word = (key: string, params?: Record<string, string>) => t(`web.flows.${key}`, params);
  await goTo(visit, "flows");
  await page.getByRole("button", { name: word("list.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(word("create.name")).fill("Pelanggan");
  await dialog.getByRole("radio", { name: word("create.examples.simple.name") }).check();
  await dialog.getByRole("button", { name: word("create.yes") }).click();
  await page.getByRole("button", { name: new RegExp(`^${word("tools.publish")}`) }).click();
  await dialog.getByRole("button", { name: word("publish.yes") }).click();
  await page.getByText(word("publish.done", { number: "1" })).waitFor();
  await page
    .getByRole("navigation", { name: word("parts.label") })
    .getByRole("link", { name: word("parts.nomor"), exact: true })
    .click();
  await page.getByRole("button", { name: word("numbers.giveOf", { code }) }).click();
  await page.getByText(word("numbers.here"), { exact: true }).waitFor();
}
