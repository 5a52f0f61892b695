import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyCompanies } from "../../simulators/oss/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { attach, choose, press, tabTo, type } from "./keyboard-steps.ts";
import { mailedAddress, type NewPerson, somebody } from "./people-steps.ts";

const company = readyCompanies()[5];

let demonstration: Demonstration;
let browser: Browser;
const { comes, faults } = openVisitors(() => ({ browser, url: demonstration.url }), { strict: true });

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

const heading = ({ page }: Visit, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();
const stepOpens = (visit: Visit, step: string) => heading(visit, visit.t(`web.organisation.stepTitle.${step}`));
const goOn = async (visit: Visit): Promise<void> =>
  press(visit, visit.page.getByRole("button", { name: visit.t("web.parts.continue") }));

/** Signs up on the open screen, confirms the address by the link typed into the address bar, and logs in. */
async function signUp(visit: Visit, person: NewPerson): Promise<void> {
  const { page, t } = visit;
  await heading(visit, t("web.people.signUpTitle"));
  await type(visit, t("web.people.name"), person.name);
  await type(visit, t("web.people.email"), person.email);
  await type(visit, t("web.people.newPassword"), person.password);
  await page.keyboard.press("Enter");
  await heading(visit, t("web.people.signedUpTitle"));
  await visit.open(await mailedAddress(visit, person.email, "/konfirmasi-surel/"));
  await press(visit, page.getByRole("button", { name: t("web.links.confirmButton") }));
  await heading(visit, t("web.links.confirmedTitle"));
  await logIn(visit, person);
}

async function logIn(visit: Visit, account: { readonly email: string; readonly password: string }): Promise<void> {
  const { page, t } = visit;
  await visit.open("/masuk");
  await type(visit, t("web.people.email"), account.email);
  await type(visit, t("web.people.password"), account.password);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: t("web.shell.account", { name: "" }).trim() }).waitFor();
}

/** From the first question of a registration to its confirmation; checks each page. */
async function register(visit: Visit, nib: string): Promise<void> {
  const { page, t } = visit;
  await stepOpens(visit, "kind");
  await choose(visit, "kind", t("web.organisation.kind.business"));
  await goOn(visit);
  await stepOpens(visit, "acting");
  await choose(visit, "acting", t("web.organisation.acting.own"));
  await goOn(visit);
  await stepOpens(visit, "nib");
  await type(visit, t("web.organisation.nib"), "12345");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText(t("web.organisation.nibWrong")).waitFor();
  await visit.look("keys-nib-wrong");
  await press(visit, page.getByRole("alert").getByRole("link"));
  await type(visit, t("web.organisation.nib"), nib);
  await page.keyboard.press("Enter");
  await stepOpens(visit, "company");
  await visit.look("keys-company");
  await press(visit, page.getByRole("button", { name: t("web.organisation.companyYes") }));
  await stepOpens(visit, "tax");
  await goOn(visit);
  await stepOpens(visit, "person");
  await type(visit, t("web.organisation.phone"), "021-5551234");
  await type(visit, t("web.organisation.personName"), "Dewi Lestari");
  await type(visit, t("web.organisation.personPosition"), "Direktur Utama");
  await type(visit, t("web.organisation.personEmail"), "dewi.lestari@perusahaan.invalid");
  await type(visit, t("web.organisation.personPhone"), "+62 811 555 1234");
  await choose(visit, "standing", t("web.organisation.standing.assigned"));
  await visit.look("keys-person");
  await goOn(visit);
  await stepOpens(visit, "deed");
  await attach(visit, { label: t("web.organisation.deed"), name: "akta.pdf", text: "Akta" });
  await visit.look("keys-deed");
  await goOn(visit);
  await stepOpens(visit, "assignment");
  await attach(visit, { label: t("web.organisation.assignment"), name: "tugas.pdf", text: "Surat tugas" });
  await goOn(visit);
  await stepOpens(visit, "check");
  await visit.look("keys-check");
  await press(visit, page.getByRole("button", { name: t("web.organisation.send"), exact: true }));
  await stepOpens(visit, "done");
  await visit.look("keys-done");
}

const WAYS: readonly { readonly way: string; readonly options: VisitOptions; readonly name: string }[] = [
  { way: "in Indonesian at a desk", options: { locale: "id" }, name: "Sinta Maharani" },
  {
    way: "in English, zoomed until the page is narrow",
    options: { locale: "en", width: 360, height: 740, theme: "dark" },
    name: "Gregorius Manik",
  },
];

describe("somebody without a mouse", () => {
  const nib = company?.nib ?? "";
  let holder: Visit;

  it("comes from the address bar to the confirmation of his company's registration", async () => {
    const { options, name } = WAYS[0] ?? { options: {}, name: "" };
    holder = await comes(options);
    const { page, t } = holder;
    await page.goto("/");
    await press(
      holder,
      page
        .locator("main")
        .getByRole("link", { name: t("pages.public.place.register") })
        .first(),
    );
    await signUp(holder, somebody(name));
    await press(holder, page.locator("main").getByRole("link", { name: t("web.overview.step.register.button") }));
    await register(holder, nib);
    await press(holder, page.locator("main").getByRole("link", { name: t("web.organisation.toOverview") }));
    await heading(holder, t("web.overview.hello", { name }));
  });

  it("has his registration accepted by a verifier who has none either", async () => {
    const verifier = await comes({ locale: "id" });
    const { page, t } = verifier;
    await logIn(verifier, demonstration.account("account-verifier"));
    await verifier.open("/verifikasi?state=submitted");
    await press(verifier, page.getByRole("row").filter({ hasText: nib }).getByRole("link"));
    await page.getByRole("button", { name: t("web.verification.accept") }).waitFor();
    await page.keyboard.press("a");
    await page.getByText(t("web.verify.sure")).waitFor();
    await page.keyboard.press("Enter");
    await heading(verifier, t("web.verification.listTitle"));
  });

  it("claims an account, is answered by its holder, and gets it by the decision of a verifier", async () => {
    const { options, name } = WAYS[1] ?? { options: {}, name: "" };
    const claimant = await comes(options);
    await claimant.page.goto("/daftar");
    await signUp(claimant, somebody(name));
    await claim(claimant, nib);
    const verifier = await comes({ locale: "en" });
    await logIn(verifier, demonstration.account("account-verifier"));
    await askHolder(verifier, nib);
    await answer(holder);
    await decide(verifier);
    await claimant.open("/sengketa");
    await claimant.page.getByText(claimant.t("web.account.disputeState.transferred"), { exact: true }).waitFor();
    await claimant.look("keys-dispute-won");
    await holder.open("/sengketa");
    await holder.page.getByText(holder.t("web.account.disputeState.transferred"), { exact: true }).waitFor();
    await holder.look("keys-dispute-lost");
  });

  it("meets no fault of accessibility, layout or language on the way", () => {
    expect(faults()).toEqual([]);
  });
});

/** From the page of an already registered NIB to the submitted claim. */
async function claim(visit: Visit, nib: string): Promise<void> {
  const { page, t } = visit;
  await visit.open("/perusahaan/baru");
  await choose(visit, "kind", t("web.organisation.kind.business"));
  await goOn(visit);
  await stepOpens(visit, "acting");
  await choose(visit, "acting", t("web.organisation.acting.own"));
  await goOn(visit);
  await stepOpens(visit, "nib");
  await type(visit, t("web.organisation.nib"), nib);
  await page.keyboard.press("Enter");
  await stepOpens(visit, "company");
  await press(visit, page.getByRole("link", { name: t("web.organisation.toDispute") }));
  await heading(visit, t("web.account.claimTitle"));
  const send = page.getByRole("button", { name: t("web.account.sendClaim") });
  await press(visit, send);
  const missing = page.getByRole("alert").getByRole("link", { name: t("web.account.groundNeeded") });
  await missing.waitFor();
  await visit.look("keys-claim-missing");
  await press(visit, missing);
  await choose(visit, "ground", t("web.account.grounds.former-claimant"));
  await type(visit, t("web.account.yourClaim"), "The former director left in March.");
  await type(visit, t("web.account.position"), "Director");
  await type(visit, t("web.account.phone"), "021-5550199");
  await attach(visit, { label: t("web.account.evidence"), name: "akta-perubahan.pdf", text: "Akta perubahan" });
  await press(visit, send);
  await page.getByText(t("web.account.claimSentTitle")).waitFor();
  await visit.look("keys-claim-sent");
}

async function askHolder(visit: Visit, nib: string): Promise<void> {
  const { page, t } = visit;
  await visit.open("/meja-sengketa");
  await press(visit, page.getByRole("row").filter({ hasText: nib }).getByRole("link"));
  await press(visit, page.getByRole("button", { name: t("web.account.askHolder") }));
  await page.getByText(t("web.account.disputeState.asked"), { exact: true }).waitFor();
  await visit.look("keys-dispute-asked");
}

async function answer(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await visit.open("/sengketa");
  await type(visit, t("web.account.yourStatement"), "Saya sudah mengundurkan diri.");
  await press(visit, page.getByRole("button", { name: t("web.account.sendStatement") }));
  await page.getByText(t("web.account.next.stated")).waitFor();
}

/** The verifier reads the statement, opens the question by mistake, leaves it by Escape, and decides. */
async function decide(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await page.reload();
  await page.getByText("Saya sudah mengundurkan diri.").waitFor();
  const transfer = page.getByRole("button", { name: t("web.account.transfer") });
  await press(visit, transfer);
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await tabTo(visit, transfer, 0);
  await page.keyboard.press("Enter");
  await type(visit, t("web.account.reason"), "The deed names a new director.");
  await visit.look("keys-dispute-deciding");
  await press(visit, dialog.getByRole("button", { name: t("web.account.transfer") }));
  await page.getByText(t("web.account.decided")).waitFor();
  await visit.look("keys-dispute-decided");
}
