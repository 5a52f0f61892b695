import type { DemoAccount } from "../../src/people/wire.ts";
import type { Visit } from "../../testkit/visit.ts";

/** Who signs up. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Somebody nobody else is, with a good password. */
export function somebody(name: string): NewPerson {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@perusahaan.invalid`;
  return { name, email, password: "Kata-Sandi-77!" };
}

/** Fills the sign-up screen that is open and sends it. */
export async function signUp({ page, t }: Visit, person: NewPerson): Promise<void> {
  await page.getByRole("heading", { level: 1, name: t("web.people.signUpTitle") }).waitFor();
  await page.getByLabel(t("web.people.name")).fill(person.name);
  await page.getByLabel(t("web.people.email")).fill(person.email);
  await page.getByLabel(t("web.people.newPassword")).fill(person.password);
  await page.getByRole("button", { name: t("web.people.signUp") }).click();
  await page.getByRole("button", { name: t("web.shell.account", { name: person.name }) }).waitFor();
}

/** Fills the log-in screen that is open and sends it. */
export async function enter({ page, t }: Visit, account: { email: string; password: string }): Promise<void> {
  await page.getByLabel(t("web.people.email")).fill(account.email);
  await page.getByLabel(t("web.people.password")).fill(account.password);
  await page
    .locator("main")
    .getByRole("button", { name: t("web.people.logIn") })
    .click();
}

/** Logs an officer in by the screen. */
export async function logIn(visit: Visit, account: DemoAccount): Promise<void> {
  await visit.open("/masuk");
  await enter(visit, account);
  await visit.page.getByRole("button", { name: visit.t("web.shell.account", { name: "" }).trim() }).waitFor();
}

/** Goes to a place by the navigation; a place that a phone's bar has no room for is in the account menu. */
export async function goTo({ page, t }: Visit, place: string): Promise<void> {
  const name = t(`web.shell.place.${place}`);
  const link = page.getByRole("navigation").getByRole("link", { name, exact: true });
  await page.getByRole("navigation").filter({ visible: true }).first().waitFor();
  if ((await link.filter({ visible: true }).count()) > 0) return link.filter({ visible: true }).first().click();
  await page.locator("header [aria-expanded]").click();
  await page.locator("header").getByRole("link", { name, exact: true }).click();
}
