import type { DemoAccount } from "../../src/identity/wire.ts";
import type { Visit } from "../../testkit/visit.ts";

/** A person who signs up. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A new person with a valid password. */
export function somebody(name: string): NewPerson {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@perusahaan.invalid`;
  return { name, email, password: "Kata-Sandi-77!" };
}

/** Fills the open sign-up screen and sends it; the address is not confirmed yet. */
export async function signUpOnly({ page, t }: Visit, person: NewPerson): Promise<void> {
  await page.getByRole("heading", { level: 1, name: t("web.people.signUpTitle") }).waitFor();
  await page.getByLabel(t("web.people.name")).fill(person.name);
  await page.getByLabel(t("web.people.email")).fill(person.email);
  await page.getByLabel(t("web.people.newPassword")).fill(person.password);
  await page.getByRole("button", { name: t("web.people.signUp") }).click();
  await page.getByRole("heading", { level: 1, name: t("web.people.signedUpTitle") }).waitFor();
  await page.getByRole("link", { name: t("web.people.demonstrationMailbox") }).waitFor();
}

/** Signs up on the open screen, confirms the address by its mail, and logs in to the page that follows. */
export async function signUp(visit: Visit, person: NewPerson): Promise<void> {
  const { page, t } = visit;
  await signUpOnly(visit, person);
  const link = page.locator("main").getByRole("link", { name: t("web.links.toLogIn") });
  const logInPath = (await link.getAttribute("href")) ?? "/masuk";
  await confirmEmail(visit, person.email);
  await visit.open(logInPath);
  await enter(visit, person);
  await page.getByRole("button", { name: t("web.shell.account", { name: person.name }) }).waitFor();
}

/** The newest link mailed to an address that leads to a screen such as `/undangan/`, from the local mailbox. */
export async function mailedAddress({ page }: Visit, to: string, screen: string): Promise<string> {
  const { items } = (await (await page.request.get("/api/mailbox?pageSize=200")).json()) as {
    readonly items: readonly { readonly to: string; readonly text: string }[];
  };
  const mail = items.find((one) => one.to === to && one.text.includes(screen));
  const address = mail?.text.split(/\s/).find((word) => word.includes(screen));
  if (address === undefined) throw new Error(`nobody mailed ${screen} to ${to}`);
  return new URL(address).pathname;
}

/** Confirms an e-mail address by its mailed link. */
async function confirmEmail(visit: Visit, email: string): Promise<void> {
  const { page, t } = visit;
  await visit.open(await mailedAddress(visit, email, "/konfirmasi-surel/"));
  await page.getByRole("button", { name: t("web.links.confirmButton") }).click();
  await page.getByRole("heading", { level: 1, name: t("web.links.confirmedTitle") }).waitFor();
}

/** Fills the open log-in screen and sends it. */
export async function enter({ page, t }: Visit, account: { email: string; password: string }): Promise<void> {
  await page.getByLabel(t("web.people.email")).fill(account.email);
  await page.getByLabel(t("web.people.password")).fill(account.password);
  await page
    .locator("main")
    .getByRole("button", { name: t("web.people.logIn") })
    .click();
}

/** Logs an officer in by the screen. */
export async function logIn(visit: Visit, account: Pick<DemoAccount, "email" | "password">): Promise<void> {
  await visit.open("/masuk");
  await enter(visit, account);
  await visit.page.getByRole("button", { name: visit.t("web.shell.account", { name: "" }).trim() }).waitFor();
}

/**
 * Opens a page by the navigation: closed groups are opened until its link is visible. Pages without room in a phone's bottom bar are behind the bar's last
 * button.
 */
export async function goTo({ page, t }: Visit, place: string): Promise<void> {
  const navigation = page.getByRole("navigation", { name: t("web.shell.navigation") }).filter({ visible: true });
  const link = navigation.getByRole("link", { name: t(`web.shell.place.${place}`), exact: true });
  await navigation.first().waitFor();
  const more = navigation.getByRole("button", { name: t("web.shell.more"), exact: true });
  if ((await link.count()) === 0 && (await more.count()) > 0) await more.click();
  const closed = navigation.getByRole("button", { expanded: false });
  for (let groups = await closed.count(); groups > 0 && (await link.count()) === 0; groups -= 1)
    await closed.first().click();
  await link.first().click();
}
