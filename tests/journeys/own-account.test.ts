import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { COOKIE } from "../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { openSessionOf } from "../../testkit/users.ts";
import { openVisit, type Visit, type VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { press, type } from "./keyboard-steps.ts";
import { enter, mailedAddress, signUp, signUpOnly, somebody } from "./people-steps.ts";

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  // The mailbox of a demonstration contains the mailed links.
  const env = { SAMBUNG_DEMO: "on" };
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, env }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const title = ({ page, t }: Visit, key: string, params?: Record<string, string>) =>
  page.getByRole("heading", { level: 1, name: t(key, params) });

const NEW_PASSWORD = `Kuda-${"Langit"}-Sembilan-7`;
const LATEST_PASSWORD = `Awan-${"Jingga"}-Berlari-63`;

const WAYS: readonly { readonly way: string; readonly options: VisitOptions; readonly name: string }[] = variantsOf([
  { way: "in Indonesian at a desk", options: { locale: "id" }, name: "Sari Wulandari" },
  {
    way: "in English on a phone by night",
    options: { locale: "en", width: 360, height: 740, theme: "dark" },
    name: "Yohanes Tarigan",
  },
]);

describe.each(WAYS)("a person's own account, $way", ({ options, name }) => {
  const person = somebody(name);
  const nextEmail = person.email.replace("@", ".baru@");
  const { comes, faults, leave } = openVisitors(() => ({ browser, url: portal.url }), options);
  let owner: Visit;

  beforeAll(async () => {
    owner = await comes();
  });
  afterAll(leave);

  it("is told while typing that a password is easily guessed, and when it is not", async () => {
    const { page, t } = owner;
    await owner.open("/daftar");
    await page.getByLabel(t("web.people.name")).fill(person.name);
    await page.getByLabel(t("web.people.newPassword")).fill("Sambung-1!");
    await page.getByText(t("web.people.strengthWeak")).waitFor();
    await owner.look("sign-up-weak");
    await page.getByLabel(t("web.people.email")).fill(person.email);
    await page.getByRole("button", { name: t("web.people.signUp") }).click();
    await page.getByRole("alert").first().waitFor();
    await owner.look("sign-up-refused");
    await page.getByLabel(t("web.people.newPassword")).fill(person.password);
    await page.getByText(t("web.people.strengthGood")).waitFor();
  });

  it("reminds of the address that is not confirmed, on every screen, and mails the link again", async () => {
    const { page, t } = owner;
    await signUpOnly(owner, person);
    await owner.look("signed-up");
    await openUnconfirmedSession(owner, person.email);
    await owner.open("/beranda");
    await page.getByText(t("web.shell.unconfirmedTitle")).waitFor();
    await owner.look("unconfirmed");
    const again = page.getByRole("button", { name: t("web.shell.unconfirmedAgain") });
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let asked = 0;
    await page.route("**/api/account/email/confirmation", async (route) => {
      asked += 1;
      await held;
      await route.continue();
    });
    await press(owner, again);
    await page.locator("button[aria-busy=true]").and(again).waitFor();
    await page.keyboard.press("Enter");
    await page
      .getByRole("status")
      .filter({ hasText: t("web.parts.working") })
      .waitFor();
    letGo();
    await page.getByText(t("web.shell.unconfirmedSent")).waitFor();
    await again.and(page.locator(":focus")).waitFor();
    expect(asked).toBe(1);
    await page.unroute("**/api/account/email/confirmation");
  });

  it("is led to registration where applications are, while there is no company", async () => {
    const { page, t } = owner;
    await owner.open("/permohonan");
    await title(owner, "web.application.listTitle").waitFor();
    await page.getByText(t("web.application.noCompanyText")).waitFor();
    await owner.look("applications-no-company");
    expect(await page.getByRole("link", { name: t("web.application.newOne") }).count()).toBe(0);
    await press(owner, page.locator("main").getByRole("link", { name: t("web.application.kindRegister") }));
    await page.waitForURL("**/perusahaan/baru");
  });

  it("is confirmed by a click behind the link, not by opening it; a second use says why not", async () => {
    const { page, t } = owner;
    const address = await mailedAddress(owner, person.email, "/konfirmasi-surel/");
    await owner.open(address);
    await title(owner, "web.links.confirmTitle").waitFor();
    await owner.look("confirm-email");
    await page.getByText(t("web.shell.unconfirmedTitle")).waitFor();
    await page.getByRole("button", { name: t("web.links.confirmButton") }).click();
    await title(owner, "web.links.confirmedTitle").waitFor();
    await page.getByText(t("web.shell.unconfirmedTitle")).waitFor({ state: "detached" });
    await owner.look("email-confirmed");
    await owner.open(address);
    await page.getByRole("button", { name: t("web.links.confirmButton") }).click();
    await page.getByRole("alert").getByText(t("errors.mailed-link-used")).waitFor();
    await owner.look("confirm-email-used");
  });

  it("is come back to with a forgotten password by keyboard alone, and the open session ends", async () => {
    const stranger = await comes();
    const { page, t } = stranger;
    await stranger.open("/masuk");
    await press(stranger, page.getByRole("link", { name: t("web.people.forgot") }));
    await title(stranger, "web.links.forgotTitle").waitFor();
    await stranger.look("forgot-password");
    await type(stranger, t("web.people.email"), "bukan alamat");
    await page.keyboard.press("Enter");
    await press(stranger, page.getByRole("alert").getByRole("link"));
    await type(stranger, t("web.people.email"), person.email);
    await page.keyboard.press("Enter");
    await title(stranger, "web.links.askedTitle").waitFor();
    await stranger.look("forgot-asked");
    await stranger.open(await untilMailed(stranger, person.email));
    await type(stranger, t("web.people.newPassword"), NEW_PASSWORD);
    await page.getByText(t("web.people.strengthGood")).waitFor();
    await stranger.look("reset-password");
    await page.keyboard.press("Enter");
    await title(stranger, "web.links.resetDoneTitle").waitFor();
    await stranger.look("reset-done");
    await press(stranger, page.locator("main").getByRole("link", { name: t("web.links.toLogIn") }));
    await enter(stranger, { ...person, password: NEW_PASSWORD });
    await title(stranger, "web.overview.hello", { name: person.name }).waitFor();
    await owner.open("/beranda");
    await title(owner, "web.people.logInTitle").waitFor();
  });

  it("says why a link for a new password no longer works, and leads to a new one", async () => {
    const stranger = await comes();
    const { page, t } = stranger;
    await stranger.open(await mailedAddress(stranger, person.email, "/atur-ulang-sandi/"));
    await page.getByRole("alert").getByText(t("errors.mailed-link-used")).waitFor();
    await stranger.look("reset-used");
    await page.getByRole("link", { name: t("web.links.askAgain") }).click();
    await title(stranger, "web.links.forgotTitle").waitFor();
  });

  it("changes his password by the present one; every other session ends, and he is told by mail", async () => {
    const elsewhere = await comes();
    await elsewhere.open("/masuk");
    await enter(elsewhere, { ...person, password: NEW_PASSWORD });
    await title(elsewhere, "web.overview.hello", { name: person.name }).waitFor();
    await owner.open("/masuk");
    await enter(owner, { ...person, password: NEW_PASSWORD });
    await title(owner, "web.overview.hello", { name: person.name }).waitFor();
    const { page, t } = owner;
    await owner.open("/akun");
    await page.getByRole("button", { name: t("web.account.changePassword"), exact: true }).click();
    await page.getByLabel(t("web.account.currentPassword")).fill("Bukan-Sandi-1!");
    await page.getByLabel(t("web.people.newPassword")).fill(LATEST_PASSWORD);
    await page.getByText(t("web.people.strengthGood")).waitFor();
    await page.getByRole("button", { name: t("web.account.changePasswordSend") }).click();
    await page.getByRole("alert").getByText(t("errors.current-password-wrong")).waitFor();
    await owner.look("password-wrong");
    await page.getByLabel(t("web.account.currentPassword")).fill(NEW_PASSWORD);
    await page.getByRole("button", { name: t("web.account.changePasswordSend") }).click();
    await page.getByText(t("web.account.passwordChanged")).waitFor();
    await owner.look("password-changed");
    await elsewhere.open("/beranda");
    await title(elsewhere, "web.people.logInTitle").waitFor();
    await enter(elsewhere, { ...person, password: NEW_PASSWORD });
    await elsewhere.page.getByRole("alert").getByText(t("errors.credentials-wrong")).waitFor();
    await elsewhere.look("log-in-refused");
  });

  it("changes his address: the old one counts until the link at the new one is followed", async () => {
    const { page, t } = owner;
    await owner.open("/akun");
    await page.getByRole("button", { name: t("web.account.changeEmail") }).click();
    await page.getByLabel(t("web.account.newEmail")).fill(person.email);
    await page.getByLabel(t("web.account.currentPassword")).fill(LATEST_PASSWORD);
    await page.getByRole("button", { name: t("web.account.changeEmailSend") }).click();
    await page.getByRole("alert").getByText(t("errors.email-unchanged")).first().waitFor();
    await owner.look("email-unchanged");
    await page.getByLabel(t("web.account.newEmail")).fill(nextEmail);
    await page.getByRole("button", { name: t("web.account.changeEmailSend") }).click();
    await page.getByText(t("web.account.pendingTitle", { email: nextEmail })).waitFor();
    await owner.look("email-pending");
    await page.getByText(t("web.account.confirmed"), { exact: true }).waitFor();
    const address = await mailedAddress(owner, nextEmail, "/konfirmasi-surel/");
    await owner.open(address);
    await page.getByRole("button", { name: t("web.links.confirmButton") }).click();
    await title(owner, "web.links.changedTitle").waitFor();
    await owner.look("email-changed");
    await owner.open("/akun");
    await page.getByText(nextEmail, { exact: true }).first().waitFor();
    expect(await page.getByText(t("web.account.pendingTitle", { email: nextEmail })).count()).toBe(0);
    await owner.open(address);
    await page.getByRole("button", { name: t("web.links.confirmButton") }).click();
    await page.getByRole("alert").getByText(t("errors.mailed-link-used")).waitFor();
    const later = await comes();
    await later.open("/masuk");
    await enter(later, { email: person.email, password: LATEST_PASSWORD });
    await later.page.getByRole("alert").getByText(t("errors.credentials-wrong")).waitFor();
    await enter(later, { email: nextEmail, password: LATEST_PASSWORD });
    await title(later, "web.overview.hello", { name: person.name }).waitFor();
  });

  it("shows nothing a careful eye would be ashamed of on the way", () => {
    expect(faults()).toEqual([]);
  });
});

describe("a device that several people use", () => {
  it("keeps what one typed until he is back after his session ran out, and shows it to nobody else", async () => {
    const visit = await openVisit(browser, portal.url, { locale: "id" });
    const { page, t, context } = visit;
    const [first, second] = [somebody("Agus Pertama"), somebody("Budi Kedua")];
    const claim = page.getByLabel(t("web.account.yourClaim"));
    await visit.open("/daftar");
    await signUp(visit, first);
    await visit.open("/sengketa/baru");
    await claim.fill("Direktur lama sudah berhenti.");
    await context.clearCookies();
    await visit.open("/sengketa/baru");
    await enter(visit, first);
    await claim.waitFor();
    expect(await claim.inputValue()).toBe("Direktur lama sudah berhenti.");
    await context.clearCookies();
    await visit.open("/daftar");
    await signUp(visit, second);
    await visit.open("/sengketa/baru");
    await claim.waitFor();
    expect(await claim.inputValue()).toBe("");
    expect(visit.faults).toEqual([]);
    await visit.close();
  });
});

/** Opens the session of a user whose address is not confirmed, such as a first administrator. */
async function openUnconfirmedSession({ context }: Visit, email: string): Promise<void> {
  const { db } = portal.kit;
  const { id } = await db.selectFrom("person").select("id").where("email", "=", email).executeTakeFirstOrThrow();
  const value = await openSessionOf(portal.kit, id);
  await db.deleteFrom("secondFactor").where("personId", "=", id).execute();
  await context.addCookies([{ name: COOKIE, value, url: portal.url.replace("http:", "https:"), secure: true }]);
}

/** The URL in the mail, which the outbox sends shortly after the request. */
async function untilMailed(visit: Visit, email: string): Promise<string> {
  await visit.open("/kotak-surat");
  await visit.page
    .getByText(visit.locale === "id" ? "Atur ulang kata sandi Anda" : "Set a new password")
    .first()
    .waitFor();
  return mailedAddress(visit, email, "/atur-ulang-sandi/");
}
