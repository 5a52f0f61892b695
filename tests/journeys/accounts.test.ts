import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyCompanies, troubledNib } from "../../simulators/oss/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { chooseFile, fillPerson, goOn, registerCompany, sayWho } from "./applicant-steps.ts";
import { signUp, somebody } from "./people-steps.ts";

let portal: TestPortal;
let browser: Browser;
const { comes, comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }), { strict: true });

beforeAll(async () => {
  // The mailbox of a demonstration contains the mailed links.
  const env = { SAMBUNG_DEMO: "on" };
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, env }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** A visit of a new user who has signed up. */
async function newcomer(name: string, options: VisitOptions = {}): Promise<Visit> {
  const visit = await comes(options);
  await visit.open("/daftar");
  await signUp(visit, somebody(name));
  return visit;
}

async function verifierComes(options: VisitOptions = {}): Promise<Visit> {
  const verifier = await comesAs(await portal.officer("account-verifier"), options);
  await verifier.open("/beranda");
  return verifier;
}

const stepHeading = ({ page, t }: Visit, step: string) =>
  page.getByRole("heading", { level: 1, name: t(`web.organisation.stepTitle.${step}`) });

/** Accepts the registration whose row contains this text; returns its name. */
async function acceptRegistration(verifier: Visit, text: string): Promise<string> {
  const { page, t } = verifier;
  await verifier.open("/verifikasi?state=submitted");
  const link = page.getByRole("row").filter({ hasText: text }).getByRole("link");
  const name = (await link.textContent()) ?? "";
  await link.click();
  await page.getByRole("button", { name: t("web.verification.accept") }).click();
  await page.getByRole("heading", { level: 1, name: t("web.verification.listTitle") }).waitFor();
  return name;
}

/** Accepts the registration on screen by keys: "a", then Enter; "r" and Escape change nothing. */
async function acceptByKeyboard({ page, t }: Visit): Promise<void> {
  await page.keyboard.press("r");
  await page.getByText(t("web.verification.reasonsLead")).waitFor();
  await page.getByRole("textbox").first().blur();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: t("web.verification.accept") }).waitFor();
  await page.keyboard.press("a");
  await page.getByText(t("web.verify.sure")).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: t("web.verification.listTitle") }).waitFor();
}

const [, , first, second, third] = readyCompanies();

describe("a government body", () => {
  it("registers by the law it rests on, keeps what is typed through a reload, and is accepted", async () => {
    const body = await newcomer("Rini Wulandari", { locale: "id", width: 360, height: 740 });
    const { page, t } = body;
    const name = "Dinas Komunikasi Kota Contoh";
    await body.open("/perusahaan/baru");
    await goOn(body);
    await page.getByRole("alert").getByText(t("web.organisation.chooseOne")).waitFor();
    await body.look("register-kind-missing");
    await sayWho(body, { kind: "government", acting: "own" });
    await stepHeading(body, "body").waitFor();
    await page.getByLabel(t("web.organisation.bodyName")).fill(name);
    await page.reload();
    expect(await page.getByLabel(t("web.organisation.bodyName")).inputValue()).toBe(name);
    await page.getByLabel(t("web.organisation.bodyKind")).selectOption("city-government");
    await page.getByLabel(t("web.organisation.address"), { exact: true }).fill("Jalan Contoh 1");
    await page.getByLabel(t("web.organisation.city")).fill("Kota Depok");
    await page.getByLabel(t("web.organisation.province")).fill("Jawa Barat");
    await body.look("register-body");
    await goOn(body);
    await page.getByLabel(t("web.organisation.basisKindLabel")).selectOption("regional-regulation");
    await page.getByLabel(t("web.organisation.basisNumber")).fill("7");
    await page.getByLabel(t("web.organisation.basisYear")).fill("1890");
    await page.getByLabel(t("web.organisation.basisSubject")).fill("Pembentukan perangkat daerah");
    await goOn(body);
    await page.getByRole("alert").getByText(t("web.organisation.basisYearWrong")).waitFor();
    await body.look("register-basis-wrong");
    await page.getByLabel(t("web.organisation.basisYear")).fill("2016");
    await chooseFile(body, { label: t("web.organisation.basisFile"), name: "perda.pdf", text: "Peraturan Daerah" });
    await goOn(body);
    await page.getByLabel(t("web.organisation.npwp")).fill("01.234.567.8-901.000");
    await page.getByText("0012 3456 7890 1000").waitFor();
    await body.look("register-body-tax");
    await goOn(body);
    await page.getByLabel(t("web.organisation.bodyPhone"), { exact: true }).fill("021-7771234");
    await fillPerson(body);
    await goOn(body);
    await chooseFile(body, { label: t("web.organisation.assignment"), name: "tugas.pdf", text: "Surat tugas" });
    await page.reload();
    await page.getByText("tugas.pdf").waitFor();
    await body.look("register-assignment");
    await goOn(body);
    await body.look("register-body-check");
    await page.getByRole("button", { name: t("web.organisation.send"), exact: true }).click();
    await stepHeading(body, "done").waitFor();
    await page.getByText(t("web.organisation.nextVerifierBody")).waitFor();
    await body.look("register-body-done");
    const verifier = await verifierComes();
    await verifier.open("/verifikasi?state=submitted");
    await verifier.page.getByRole("link", { name }).click();
    await verifier.page.getByText("Pembentukan perangkat daerah").waitFor();
    await verifier.look("verification-body");
    const late = await verifierComes({ locale: "en" });
    await late.open(new URL(verifier.page.url()).pathname);
    await late.page.getByRole("button", { name: late.t("web.verification.accept") }).waitFor();
    await acceptByKeyboard(verifier);
    await late.page.getByRole("button", { name: late.t("web.verification.accept") }).click();
    await late.page.getByText(late.t("errors.registration-changed")).waitFor();
    await late.page.getByRole("alert").getByText(late.t("web.verify.changedTitle"), { exact: true }).waitFor();
    await late.look("verification-stale");
  });
});

describe("a business while OSS is out", () => {
  it("types its facts with the PDF of its NIB instead of waiting", async () => {
    const applicant = await newcomer("Yusuf Hidayat", { locale: "en" });
    const { page, t } = applicant;
    await applicant.open("/perusahaan/baru");
    await sayWho(applicant, { kind: "business", acting: "own" });
    await page.getByLabel(t("web.organisation.nib"), { exact: true }).fill(troubledNib["error-inside"]);
    await goOn(applicant);
    await page.getByRole("button", { name: t("web.organisation.typeItself") }).click();
    await stepHeading(applicant, "stated").waitFor();
    await page.getByLabel(t("web.organisation.companyName"), { exact: true }).fill("PT Ketik Sendiri");
    await page.getByLabel(t("web.organisation.riskLabel")).selectOption("low");
    await page.getByText(t("web.organisation.riskText")).waitFor();
    await goOn(applicant);
    await page.getByRole("alert").getByText(t("web.organisation.nibFileNeeded")).waitFor();
    await applicant.look("register-stated-missing");
  });
});

describe("a NIB that is registered already", () => {
  let owner: Visit;
  let consultant: Visit;
  const names: string[] = [];

  it("leads to a letter of authority or to a dispute, in plain words", async () => {
    owner = await newcomer("Sari Melati");
    await owner.open("/perusahaan/baru");
    await registerCompany(owner, { nib: first?.nib ?? "" });
    names.push(await acceptRegistration(await verifierComes(), first?.nib ?? ""));
    consultant = await newcomer("Kurnia Wijaya", { locale: "en", width: 360, height: 740, theme: "dark" });
    const { page, t } = consultant;
    await consultant.open("/perusahaan/baru");
    await sayWho(consultant, { kind: "business", acting: "consultant" });
    await page.getByLabel(t("web.organisation.nib"), { exact: true }).fill(first?.nib ?? "");
    await goOn(consultant);
    await page.getByText(t("web.organisation.alreadyTitle")).waitFor();
    expect(await page.getByRole("button", { name: t("web.organisation.companyYes") }).isDisabled()).toBe(true);
    await consultant.look("register-taken");
    await page.getByRole("link", { name: t("web.organisation.toLetter") }).click();
    expect(await page.getByLabel(t("web.account.nibOfCompany")).inputValue()).toBe(first?.nib);
  });

  it("takes a letter that its owner accepts; the consultant then acts for it, and for a second company", async () => {
    const { page, t } = consultant;
    await page.getByRole("button", { name: t("web.account.sendOffer") }).click();
    await page.getByRole("alert").getByText(t("web.account.letterNeeded")).waitFor();
    await consultant.look("letter-missing");
    await offerLetter(consultant, first?.nib ?? "");
    await acceptLetter(owner);
    const other = await newcomer("Made Suartana");
    await other.open("/perusahaan/baru");
    await registerCompany(other, { nib: second?.nib ?? "" });
    names.push(await acceptRegistration(await verifierComes(), second?.nib ?? ""));
    await consultant.open("/surat-kuasa/baru");
    await offerLetter(consultant, second?.nib ?? "");
    await acceptLetter(other);
    await consultant.open("/surat-kuasa");
    for (const name of names) await page.getByRole("heading", { level: 3, name }).waitFor();
    await consultant.look("letters-two");
  });

  it("shows always for which company the consultant acts, and lets him change it", async () => {
    const { page, t } = consultant;
    await consultant.open("/beranda");
    const bar = page.getByRole("region", { name: t("web.acting.label") });
    await bar.waitFor();
    await consultant.look("acting-one");
    await bar.getByLabel(t("web.acting.change")).selectOption({ label: names[1] ?? "" });
    await page.reload();
    await expect
      .poll(() => bar.getByLabel(t("web.acting.change")).locator("option:checked").textContent())
      .toBe(names[1]);
    await page.getByText(t("web.acting.asConsultant", { date: "" }).trim().slice(0, 12)).waitFor();
    await consultant.look("acting-two");
  });

  it("ends with the letter that its owner takes back", async () => {
    const { page, t } = owner;
    await owner.open("/surat-kuasa");
    await page.getByRole("button", { name: t("web.account.takeBack") }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("web.account.takeBack") })
      .click();
    await page.getByText(t("web.account.reasonNeeded")).waitFor();
    await page.getByRole("dialog").getByRole("textbox").fill("Kontrak selesai.");
    await owner.look("letter-take-back");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("web.account.takeBack") })
      .click();
    await page.getByText(t("web.account.letterState.withdrawn"), { exact: true }).waitFor();
    await owner.look("letters-ended");
  });
});

async function offerLetter({ page, t }: Visit, nib: string): Promise<void> {
  const year = new Date().getUTCFullYear();
  await page.getByLabel(t("web.account.nibOfCompany")).fill(nib);
  await page.getByLabel(t("web.account.validFrom")).fill(`${year}-01-01`);
  await page.getByLabel(t("web.account.validTo")).fill(`${year + 1}-06-30`);
  await page.getByLabel(t("web.account.scope")).fill("Pengurusan penomoran");
  const visit = { page, t } as Visit;
  await chooseFile(visit, { label: t("web.account.letter"), name: "kuasa.pdf", text: "Surat kuasa" });
  await page.getByRole("button", { name: t("web.account.sendOffer") }).click();
  await page.getByText(t("web.account.offeredTitle")).waitFor();
}

async function acceptLetter(owner: Visit): Promise<void> {
  const { page, t } = owner;
  await owner.open("/surat-kuasa");
  await page.getByRole("heading", { level: 2, name: t("web.account.toAnswer") }).waitFor();
  await owner.look("letter-to-answer");
  await page.getByRole("button", { name: t("web.account.accept") }).click();
  await page.getByText(t("web.account.letterState.in-force"), { exact: true }).waitFor();
}

describe("a dispute about an account", () => {
  let holder: Visit;
  let claimant: Visit;
  let desk: Visit;
  let name = "";

  it("is opened by the claimant with evidence, who is told what changes and what stays", async () => {
    holder = await newcomer("Bambang Lama");
    await holder.open("/perusahaan/baru");
    await registerCompany(holder, { nib: third?.nib ?? "" });
    name = await acceptRegistration(await verifierComes(), third?.nib ?? "");
    claimant = await newcomer("Citra Baru", { locale: "en" });
    const { page, t } = claimant;
    await claimant.open("/sengketa");
    await claimant.look("disputes-none");
    await claimant.open(`/sengketa/baru?nib=${third?.nib}`);
    await page.getByText(t("web.account.outcome.companyKeeps")).waitFor();
    await page.getByRole("button", { name: t("web.account.sendClaim") }).click();
    await page.getByRole("alert").getByText(t("web.account.evidenceNeeded")).waitFor();
    await claimant.look("claim-missing");
    await page.getByRole("radio", { name: t("web.account.grounds.former-claimant") }).check();
    await page.getByLabel(t("web.account.yourClaim")).fill("The former director left in March.");
    await page.getByLabel(t("web.account.position")).fill("Director");
    await page.getByLabel(t("web.account.phone")).fill("021-5550199");
    await chooseFile(claimant, {
      label: t("web.account.evidence"),
      name: "akta-perubahan.pdf",
      text: "Akta perubahan",
    });
    await page.getByRole("button", { name: t("web.account.sendClaim") }).click();
    await page.getByText(t("web.account.claimSentTitle")).waitFor();
    await claimant.look("claim-sent");
    await page.getByRole("link", { name: t("web.account.toDisputes") }).click();
    await page.getByText(t("web.account.next.open")).waitFor();
    await claimant.look("dispute-claimant");
  });

  it("lets the verifier see both sides and ask the holder, but not decide before he is heard", async () => {
    desk = await verifierComes();
    const { page, t } = desk;
    await desk.open("/meja-sengketa");
    await page.getByRole("link", { name }).waitFor();
    await desk.look("dispute-desk");
    await page.getByRole("link", { name }).click();
    await page.getByRole("heading", { level: 2, name: t("web.account.claimantSide") }).waitFor();
    expect(await page.getByRole("button", { name: t("web.account.transfer") }).isDisabled()).toBe(true);
    await desk.look("dispute-both-sides");
    await page.getByRole("button", { name: t("web.account.askHolder") }).click();
    await page.getByText(t("web.account.disputeState.asked"), { exact: true }).waitFor();
  });

  it("takes the holder's statement", async () => {
    const { page, t } = holder;
    await holder.open("/sengketa");
    await page.getByText(t("web.account.next.askedHolder")).waitFor();
    await page.getByRole("button", { name: t("web.account.sendStatement") }).click();
    await page.getByRole("alert").getByText(t("web.account.statementNeeded")).waitFor();
    await holder.look("dispute-holder");
    await page.getByLabel(t("web.account.yourStatement")).fill("Saya sudah mengundurkan diri.");
    await page.getByRole("button", { name: t("web.account.sendStatement") }).click();
    await page.getByText(t("web.account.next.stated")).waitFor();
  });

  it("ends with a decision that both sides read, and the account changes hands", async () => {
    const { page, t } = desk;
    await page.reload();
    await page.getByText("Saya sudah mengundurkan diri.").waitFor();
    await page.getByRole("button", { name: t("web.account.transfer") }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Akta perubahan menunjukkan direktur baru.");
    await desk.look("dispute-deciding");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("web.account.transfer") })
      .click();
    await page.getByText(t("web.account.decided")).waitFor();
    await claimant.page.reload();
    await claimant.page.getByText(claimant.t("web.account.result.transferred.claimant.title", { name })).waitFor();
    await claimant.look("dispute-won");
    await claimant.open("/beranda");
    await claimant.page.getByText(name).first().waitFor();
  });

  it("shows the new owner who of the ministry opened the deed, and the coordinator everybody", async () => {
    const { page, t } = desk;
    const href = await page.getByRole("link", { name: t("web.account.openDeed") }).getAttribute("href");
    expect((await desk.context.request.get(href ?? "")).status()).toBe(200);
    await claimant.open("/dokumen-dibuka");
    await claimant.page.getByRole("cell", { name: claimant.t("web.account.purpose.deed") }).waitFor();
    await claimant.look("document-views-owner");
    const coordinator = await comesAs(await portal.officer("coordinator", "numbering"));
    await coordinator.open("/dokumen-dibuka");
    await coordinator.page.getByRole("cell", { name }).first().waitFor();
    await coordinator.look("document-views-auditor");
  });
});

describe("all of it", () => {
  it("shows nothing a careful eye would be ashamed of on the way", () => {
    // OSS is unavailable for one look-up: the response is 503, which the browser logs on its console.
    const expected = /503 from \/api\/nib-lookups|status of 503/;
    expect(faults().filter((fault) => !expected.test(fault))).toEqual([]);
  });
});
