import { readFile } from "node:fs/promises";
import { Secret, TOTP } from "otpauth";
import type { Browser } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureWebBuilt } from "../../src/processes/supervisor/web-build.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { COOKIE } from "../../testkit/client.ts";
import { qrOn } from "../../testkit/pdf-tools.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { giveRole, openSessionOf } from "../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { enter, goTo } from "./people-steps.ts";

const PASSWORD = `Uji-${"Sandi"}-9!`;
const STEP_MS = 30_000;

let virtualContext: VirtualContext;
let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  await ensureWebBuilt();
  virtualContext = createVirtualContext({ seed: "second factor on screen" });
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: virtualContext, works: false }),
    openBrowser(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** A director with a password and no second factor. */
async function addDirector(account: { readonly name: string; readonly email: string; readonly password: string }) {
  await portal.anonymous.post("/api/people", account);
  const person = portal.kit.db.selectFrom("person").select("id").where("email", "=", account.email);
  await giveRole(portal.kit, (await person.executeTakeFirstOrThrow()).id, { role: "director" });
}

/** Types into the code field and sends it. */
async function sendCode({ page, t }: Visit, code: string, button: string): Promise<void> {
  await page.locator("#code").fill(code);
  await page.getByRole("button", { name: t(button) }).click();
}

const WAYS: readonly { readonly way: string; readonly options: VisitOptions; readonly name: string }[] = variantsOf([
  { way: "in Indonesian at a desk", options: { locale: "id", width: 1440, height: 900 }, name: "Ratna Dewi" },
  {
    way: "in English on a phone",
    options: { locale: "en", width: 360, height: 740, theme: "dark" },
    name: "Yusuf Hakim",
  },
]);

describe.each(WAYS)("an officer's second factor, $way", ({ options, name }) => {
  const account = { name, email: `${name.toLowerCase().replace(" ", ".")}@kantor.invalid`, password: PASSWORD };
  let totp: TOTP;
  let recoveryCodes: readonly string[];

  const { comes, visits, faults, leave } = openVisitors(() => ({ browser, url: portal.url }), options);
  const codeNow = () => totp.generate({ timestamp: virtualContext.clock.nowMs() });
  const title = ({ page, t }: Visit, key: string) => page.getByRole("heading", { level: 1, name: t(key) });

  beforeAll(() => addDirector(account));
  afterAll(leave);

  it("stands between the password and the officer's places", async () => {
    const officer = await comes();
    const { page, t } = officer;
    await officer.open("/penetapan");
    await enter(officer, account);
    await title(officer, "web.secondFactor.enrolTitle").waitFor();
    await page.getByRole("img", { name: t("web.secondFactor.qr") }).waitFor();
    await officer.look("second-factor-enrol");
    expect(await page.getByRole("link", { name: t("web.shell.place.queue"), exact: true }).count()).toBe(0);
    await officer.open("/beranda");
    await title(officer, "web.secondFactor.enrolTitle").waitFor();
  });

  it("is enrolled by the QR code or by the key that stands below it", async () => {
    const officer = await comes();
    const { page, t } = officer;
    await officer.open("/penetapan");
    await enter(officer, account);
    const picture = page.getByRole("img", { name: t("web.secondFactor.qr") });
    // Tall enough that no bar covers the QR code.
    await page.setViewportSize({ width: options.width ?? 1440, height: 2_000 });
    const uri = qrOn(PNG.sync.read(await picture.screenshot())) ?? "no QR";
    const secret = new URL(uri).searchParams.get("secret") ?? "";
    expect((await page.locator("main code").textContent())?.replaceAll(" ", "")).toBe(secret);
    totp = new TOTP({ secret: Secret.fromBase32(secret) });
    await sendCode(officer, "12345", "web.secondFactor.enrolButton");
    await page.getByRole("alert").getByText(t("web.secondFactor.codeWrong")).waitFor();
    await officer.look("second-factor-enrol-wrong");
    const code = codeNow();
    await sendCode(officer, `${code.slice(0, 3)} ${code.slice(3)}`, "web.secondFactor.enrolButton");
    await title(officer, "web.secondFactor.codesTitle").waitFor();
    await officer.look("second-factor-codes");
    recoveryCodes = await page
      .getByRole("list", { name: t("web.secondFactor.codesList") })
      .locator("code")
      .allTextContents();
    expect(recoveryCodes).toHaveLength(10);
  });

  it("hands its recovery codes out as a file, and goes on to where the officer wanted once they are kept", async () => {
    const officer = visits.at(-1);
    if (officer === undefined) throw new Error("nobody enrolled");
    const { page, t } = officer;
    const goOn = page.getByRole("button", { name: t("web.secondFactor.goOn") });
    await goOn.click();
    await page.getByRole("alert").getByText(t("web.secondFactor.keptNeeded")).waitFor();
    await officer.look("second-factor-codes-not-kept");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: t("web.secondFactor.downloadCodes") }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(recoveryCodes.every((code) => text.includes(code))).toBe(true);
    await page.getByLabel(t("web.secondFactor.kept")).check();
    await goOn.click();
    await title(officer, "web.decrees.title").waitFor();
  });

  it("is asked for at the next log-in, and a wrong code leads nowhere", async () => {
    virtualContext.advance(STEP_MS);
    const officer = await comes();
    const { page, t } = officer;
    await officer.open("/penetapan");
    await enter(officer, account);
    await title(officer, "web.secondFactor.giveTitle").waitFor();
    await officer.look("second-factor-give");
    expect(await page.getByRole("link", { name: t("web.shell.place.queue"), exact: true }).count()).toBe(0);
    const wrong = String((Number(codeNow()) + 1) % 1_000_000).padStart(6, "0");
    await sendCode(officer, wrong, "web.secondFactor.goOn");
    await page.getByRole("alert").getByText(t("errors.second-factor-wrong")).waitFor();
    await officer.look("second-factor-wrong");
    await sendCode(officer, codeNow(), "web.secondFactor.goOn");
    await title(officer, "web.decrees.title").waitFor();
    const ownWork = page.getByRole("link", { name: t("web.shell.place.queue"), exact: true });
    await ownWork.filter({ visible: true }).first().waitFor();
    await goTo(officer, "overview");
  });

  it("may be given by a recovery code, and the way out is open", async () => {
    const officer = await comes();
    const { page, t } = officer;
    await officer.open("/masuk");
    await enter(officer, account);
    await page.getByRole("button", { name: t("web.secondFactor.useRecovery") }).click();
    await sendCode(officer, "salah", "web.secondFactor.goOn");
    await page.getByRole("alert").getByText(t("web.secondFactor.recoveryWrong")).waitFor();
    await officer.look("second-factor-recovery");
    await page
      .locator("main")
      .getByRole("button", { name: t("web.secondFactor.logOut") })
      .click();
    await page
      .getByRole("banner")
      .getByRole("link", { name: t("web.shell.logIn") })
      .click();
    await enter(officer, account);
    await sendCode(officer, (recoveryCodes[0] ?? "").toUpperCase(), "web.secondFactor.goOn");
    await page.getByRole("heading", { level: 1, name: t("web.overview.hello", { name }) }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/beranda");
  });

  it("has its recovery codes replaced from the account: the new ones work, an old one no longer", async () => {
    virtualContext.advance(STEP_MS);
    const officer = await comes();
    const { page, t } = officer;
    await officer.open("/akun");
    await enter(officer, account);
    await sendCode(officer, codeNow(), "web.secondFactor.goOn");
    await title(officer, "web.account.title").waitFor();
    await page.getByRole("button", { name: t("web.account.factorCodes") }).click();
    const dialog = page.getByRole("dialog", { name: t("web.account.recoveryCodesTitle") });
    await officer.look("account-new-codes");
    await dialog.locator("#code").fill("12");
    await dialog.getByRole("button", { name: t("web.account.recoveryCodesSend") }).click();
    await dialog.getByRole("alert").getByText(t("web.secondFactor.codeWrong")).waitFor();
    await dialog.locator("#code").fill(codeNow());
    await dialog.getByRole("button", { name: t("web.account.recoveryCodesSend") }).click();
    await dialog.getByRole("alert").getByText(t("errors.second-factor-wrong")).waitFor();
    await officer.look("account-code-twice");
    virtualContext.advance(STEP_MS);
    await dialog.locator("#code").fill(codeNow());
    await dialog.getByRole("button", { name: t("web.account.recoveryCodesSend") }).click();
    const list = dialog.getByRole("list", { name: t("web.secondFactor.codesList") });
    await list.waitFor();
    const renewed = await list.locator("code").allTextContents();
    expect(renewed).toHaveLength(10);
    expect(renewed.filter((code) => recoveryCodes.includes(code))).toEqual([]);
    await officer.look("account-codes-renewed");
    await dialog.getByRole("button", { name: t("web.parts.close") }).click();
    await dialog.waitFor({ state: "detached" });
    const later = await comes();
    await later.open("/masuk");
    await enter(later, account);
    await later.page.getByRole("button", { name: t("web.secondFactor.useRecovery") }).click();
    await sendCode(later, recoveryCodes[1] ?? "", "web.secondFactor.goOn");
    await later.page.getByRole("alert").getByText(t("errors.second-factor-wrong")).waitFor();
    await sendCode(later, renewed[0] ?? "", "web.secondFactor.goOn");
    await later.page.getByRole("heading", { level: 1, name: t("web.overview.hello", { name }) }).waitFor();
  });

  it("is taken away by an administrator who names the person", async () => {
    const administrator = await comes();
    const { page, context, t } = administrator;
    const resident = await portal.officer("administrator");
    const value = await openSessionOf(portal.kit, resident.id);
    const cookie = { name: COOKIE, value, url: portal.url.replace("http:", "https:"), secure: true, httpOnly: true };
    await context.addCookies([cookie]);
    await administrator.open(`/orang?search=${encodeURIComponent(account.email)}`);
    await page.getByRole("button", { name: t("web.persons.takeFactor") }).click();
    const dialog = page.getByRole("dialog", { name: t("web.persons.takeFactorTitle", { name }) });
    await dialog.waitFor();
    await administrator.look("people-take-second-factor");
    await dialog.getByRole("button", { name: t("web.persons.takeFactorYes", { name }) }).click();
    await dialog.getByText(t("web.persons.takeFactorDone", { name })).waitFor();
    const officer = await comes();
    await officer.open("/masuk");
    await enter(officer, account);
    await title(officer, "web.secondFactor.enrolTitle").waitFor();
    expect(new URL(officer.page.url()).pathname).toBe("/faktor-kedua/daftar");
  });

  it("shows nothing a careful eye would be ashamed of on the way", () => {
    expect(faults()).toEqual([]);
  });
});
