import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { openVisit, type Visit, type VisitOptions } from "../../testkit/visit.ts";
import { enter, mailedAddress, signUpOnly, somebody } from "./people-acts.ts";

let demonstration: Demonstration;
let browser: Browser;

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

const title = ({ page, t }: Visit, key: string, params?: Record<string, string>) =>
  page.getByRole("heading", { level: 1, name: t(key, params) });

const NEW_PASSWORD = `Kuda-${"Langit"}-Sembilan-7`;

const WAYS: readonly { readonly way: string; readonly options: VisitOptions; readonly name: string }[] = [
  { way: "in Indonesian at a desk", options: { locale: "id" }, name: "Sari Wulandari" },
  {
    way: "in English on a phone by night",
    options: { locale: "en", width: 360, height: 740, theme: "dark" },
    name: "Yohanes Tarigan",
  },
];

describe.each(WAYS)("a person's own account, $way", ({ options, name }) => {
  const person = somebody(name);
  const visits: Visit[] = [];
  const comes = async () => {
    const visit = await openVisit(browser, demonstration.url, options);
    visits.push(visit);
    return visit;
  };
  let owner: Visit;

  beforeAll(async () => {
    owner = await comes();
  });
  afterAll(() => Promise.all(visits.map((visit) => visit.close())));

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
    await page.getByText(t("web.shell.unconfirmedTitle")).waitFor();
    await owner.look("unconfirmed");
    await page.getByRole("button", { name: t("web.shell.unconfirmedAgain") }).click();
    await page.getByText(t("web.shell.unconfirmedSent")).waitFor();
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
    await page.getByRole("link", { name: t("web.people.forgot") }).focus();
    await page.keyboard.press("Enter");
    await title(stranger, "web.links.forgotTitle").waitFor();
    await stranger.look("forgot-password");
    await page.getByLabel(t("web.people.email")).focus();
    await page.keyboard.type("bukan alamat");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.getByLabel(t("web.people.email")).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(person.email);
    await page.keyboard.press("Enter");
    await title(stranger, "web.links.askedTitle").waitFor();
    await stranger.look("forgot-asked");
    await stranger.open(await untilMailed(stranger, person.email));
    await page.getByLabel(t("web.people.newPassword")).focus();
    await page.keyboard.type(NEW_PASSWORD);
    await page.getByText(t("web.people.strengthGood")).waitFor();
    await stranger.look("reset-password");
    await page.keyboard.press("Enter");
    await title(stranger, "web.links.resetDoneTitle").waitFor();
    await stranger.look("reset-done");
    await page
      .locator("main")
      .getByRole("link", { name: t("web.links.toLogIn") })
      .focus();
    await page.keyboard.press("Enter");
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

  it("shows nothing a careful eye would be ashamed of on the way", () => {
    expect(visits.flatMap((visit) => visit.faults)).toEqual([]);
  });
});

/** The address of the mail that the outbox writes a moment after it was asked for. */
async function untilMailed(visit: Visit, email: string): Promise<string> {
  await visit.open("/kotak-surat");
  await visit.page
    .getByText(visit.locale === "id" ? "Atur ulang kata sandi Anda" : "Set a new password")
    .first()
    .waitFor();
  return mailedAddress(visit, email, "/atur-ulang-sandi/");
}
