import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { openCallCentre } from "../../testkit/call-centre.ts";
import { keepCalls } from "../../testkit/calls.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { mailedToken } from "../../testkit/mailed-link.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const PASSWORD = `Mawar-${"Biru"}-Terbang-42`;

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** The main heading of the screen. */
const title = ({ page, t }: Visit, key: string, params?: Record<string, string>) =>
  page.getByRole("heading", { level: 1, name: t(key, params) });

const WAYS: readonly { readonly way: string; readonly options: VisitOptions }[] = variantsOf([
  { way: "in Indonesian at a desk", options: { locale: "id" } },
  { way: "in English on a phone by night", options: { locale: "en", width: 360, height: 740, theme: "dark" } },
]);

describe.each(WAYS)("colleagues and offices, $way", ({ options }) => {
  const { comesAs, faults, leave } = openVisitors(() => ({ browser, url: portal.url }), options);
  const comes = (guest: Guest | null = null) => comesAs(guest);
  const address = (who: string) => `${who}.${options.locale ?? "id"}@rekan.invalid`;
  let company: GuestCompany;
  let owner: Visit;

  beforeAll(async () => {
    company = await portal.company();
    const name = "PT Penyelenggara Layanan Pusat Panggilan Informasi Terpadu Nusantara Sejahtera";
    await portal.kit.db.updateTable("organisation").set({ name }).where("id", "=", company.id).execute();
    company = { ...company, name };
    owner = await comes(company.owner);
  });
  afterAll(leave);

  it("an owner invites a colleague from his account", async () => {
    const { page, t } = owner;
    await owner.open("/akun");
    await title(owner, "web.account.title").waitFor();
    await page.getByRole("heading", { level: 2, name: t("web.account.peopleOf", { company: company.name }) }).waitFor();
    await owner.look("account");
    const form = page.locator("form").filter({ hasText: t("web.invitations.inviteTitle") });
    await form.getByLabel(t("web.invitations.email")).fill("bukan alamat");
    await form.getByRole("button", { name: t("web.invitations.invite") }).click();
    await page.getByRole("alert").getByText(t("web.parts.email")).waitFor();
    await form.getByLabel(t("web.invitations.email")).fill(address("rini"));
    await form.getByRole("button", { name: t("web.invitations.invite") }).click();
    await page.getByText(address("rini")).first().waitFor();
    await owner.look("account-invited");
  });

  it("who reads what it is to, makes an account by keyboard alone, and acts for the company", async () => {
    const colleague = await comes();
    const { page, t } = colleague;
    await colleague.open(`/undangan/${await mailedToken(portal.kit, address("rini"), "/undangan/")}`);
    await title(colleague, "web.links.invitationTitle").waitFor();
    await page.getByText(company.name).waitFor();
    await colleague.look("invitation");
    await page.getByLabel(t("web.people.name")).focus();
    await page.keyboard.type("Rini Astuti");
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await title(colleague, "web.overview.hello", { name: "Rini Astuti" }).waitFor();
    await page.getByRole("button", { name: t("web.shell.account", { name: "Rini Astuti" }) }).click();
    await page
      .locator("header")
      .getByRole("link", { name: t("web.shell.myAccount"), exact: true })
      .click();
    await page.getByText(t("web.account.you", { name: "Rini Astuti" })).waitFor();
    await colleague.look("account-of-staff");
  });

  it("is removed by name, and an owner who is alone has no way to leave", async () => {
    const { page, t } = owner;
    await owner.open("/akun");
    await page.getByRole("button", { name: t("web.account.removeYes", { name: "Rini Astuti" }) }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await owner.look("colleague-remove");
    await dialog.getByRole("button", { name: t("web.account.removeYes", { name: "Rini Astuti" }) }).click();
    await page.getByText("Rini Astuti").first().waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: t("web.account.leave"), exact: true }).count()).toBe(0);
  });

  it("a session on another device is ended from here", async () => {
    const other = await comes(await portal.again(company.owner));
    await other.open("/akun");
    await title(other, "web.account.title").waitFor();
    const { page, t } = owner;
    await owner.open("/akun");
    await page.getByText(t("web.account.thisSession")).waitFor();
    const sessions = page.getByRole("region", { name: t("web.account.sessions") });
    await sessions
      .getByRole("button", { name: t("web.account.end"), exact: false })
      .first()
      .click();
    await sessions.getByText(t("web.account.sessionEnded")).waitFor();
    await owner.look("session-ended");
    await other.open("/akun");
    await title(other, "web.people.logInTitle").waitFor();
  });

  it("messages are new until they are opened", async () => {
    const { page, t } = owner;
    await owner.open("/pesan");
    await title(owner, "web.messages.title").waitFor();
    await page.getByText(t("web.messages.new"), { exact: true }).first().waitFor();
    await owner.look("messages");
    await page.locator("summary").first().click();
    await page.getByText(t("web.messages.new"), { exact: true }).first().waitFor({ state: "detached" });
    await owner.look("messages-read");
  });

  it("an administrator invites an officer with role and team, who enrols a second factor first", async () => {
    const administrator = await comes(await portal.officer("administrator"));
    const { page, t } = administrator;
    await administrator.open("/orang");
    await page.getByRole("button", { name: t("web.invitations.officerInvite") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("web.invitations.email")).fill(address("petugas"));
    await administrator.look("officer-invite");
    await dialog.getByRole("button", { name: t("web.invitations.invite") }).click();
    await page
      .getByRole("region", { name: t("web.invitations.officersInvited") })
      .getByText(address("petugas"))
      .waitFor();
    await administrator.look("officers-invited");
    const officer = await comes();
    await officer.open(`/undangan/${await mailedToken(portal.kit, address("petugas"), "/undangan/")}`);
    await officer.page.getByText(t("web.links.secondPerson")).waitFor();
    await officer.look("officer-invitation");
    await officer.page.getByLabel(t("web.people.name")).fill("Petugas Baru");
    await officer.page.getByLabel(t("web.people.newPassword")).fill(PASSWORD);
    await officer.page.getByRole("button", { name: t("web.links.acceptNew") }).click();
    await title(officer, "web.secondFactor.enrolTitle").waitFor();
    await administrator.open("/surel?state=all");
    await title(administrator, "web.deliveries.title").waitFor();
    await administrator.look("deliveries");
  });

  it("a director is absent for a day: an officer is named, sees whose office he holds, and is ended early", async () => {
    const administrator = await comes(await portal.officer("administrator"));
    const director = await portal.officer("director");
    const stand = await portal.officer("coordinator", options.locale === "en" ? "licensing" : "numbering");
    const { page, t } = administrator;
    await administrator.open("/pelaksana");
    await title(administrator, "web.delegations.title").waitFor();
    await administrator.look("delegations-before");
    await page.getByRole("link", { name: t("web.delegations.new") }).click();
    await title(administrator, "web.delegations.newTitle").waitFor();
    await page.getByRole("button", { name: t("web.delegations.name"), exact: true }).click();
    await page.getByRole("alert").getByText(t("web.delegations.personNeeded")).waitFor();
    await administrator.look("delegation-missing");
    const office = t("web.delegations.officeOf", { office: t("roles.director"), name: director.name });
    await page.getByLabel(t("web.delegations.office"), { exact: true }).selectOption({ label: office });
    const officers = page.getByLabel(t("web.delegations.person"), { exact: true });
    await officers.selectOption(stand.id);
    await page.getByLabel(t("web.delegations.letter")).fill("ST.7/2026");
    await page.getByLabel(t("web.delegations.reason")).fill("Dinas luar");
    await page.getByRole("button", { name: t("web.delegations.name"), exact: true }).click();
    await title(administrator, "web.delegations.title").waitFor();
    await page.getByText(stand.name).first().waitFor();
    await administrator.look("delegations");
    const acting = await comes(await portal.again(stand));
    await acting.open("/beranda");
    await acting.page
      .getByRole("complementary", { name: t("web.shell.actingLabel") })
      .getByText(director.name)
      .waitFor();
    await acting.look("acting");
    await page.getByRole("button", { name: t("web.delegations.endOf", { name: stand.name }) }).click();
    const dialog = page.getByRole("dialog");
    await administrator.look("delegation-end");
    await dialog.getByRole("button", { name: t("web.delegations.endYes") }).click();
    await page.getByText(stand.name).first().waitFor({ state: "detached" });
    await page.getByLabel(t("web.parts.filterState")).selectOption("all");
    await page.getByText(t("web.delegations.states.ended")).first().waitFor();
    await administrator.look("delegations-all");
  });

  it("a call centre's administrator invites its people, and ends a role after asking", async () => {
    const name = `Pusat Layanan Pelanggan, Pengaduan, dan Informasi Terpadu Nusantara Sejahtera (${options.locale ?? "id"})`;
    const centre = await openCallCentre(portal, { name });
    const administrator = await comes(centre.operator);
    const { page, t } = administrator;
    const email = `${"agen.yang.alamat.surelnya.sangat.panjang.".repeat(3)}${options.locale ?? "id"}@pusat.invalid`;
    const agent = t("roles.operator-agent");
    await administrator.open("/layanan/orang");
    await title(administrator, "web.centrePeople.title").waitFor();
    await page.getByText(t("web.centrePeople.alone")).waitFor();
    await page.getByText(t("web.centrePeople.noneInvited")).waitFor();
    await page.getByText(t("web.centrePeople.last")).first().waitFor();
    await administrator.look("centre-alone");
    await page.getByRole("button", { name: t("web.centrePeople.invite") }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("web.invitations.email")).fill("bukan alamat");
    await dialog.getByRole("button", { name: t("web.invitations.invite") }).press("Enter");
    await dialog.getByRole("alert").getByText(t("web.parts.email")).waitFor();
    await administrator.look("centre-invite-wrong");
    await dialog.getByLabel(t("web.invitations.email")).fill(email);
    await dialog.getByRole("button", { name: t("web.invitations.invite") }).press("Enter");
    await page.getByRole("button", { name: t("web.invitations.againTo", { email }) }).waitFor();
    await administrator.look("centre-invited");
    const guest = await comes();
    await guest.open(`/undangan/${await mailedToken(portal.kit, email, "/undangan/")}`);
    await guest.page.getByText(name).waitFor();
    await guest.look("centre-invitation");
    await guest.page.getByLabel(t("web.people.name")).fill("Kencana Purnamasari Wulandari");
    await guest.page.getByLabel(t("web.people.newPassword")).fill(PASSWORD);
    // The first response is lost: the page retries, and receives the same response.
    let asked = 0;
    await guest.page.route("**/api/invitations/new-person", async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      await route.fetch();
      return route.fulfill({ status: 503, body: "" });
    });
    await guest.page.getByRole("button", { name: t("web.links.acceptNew") }).click();
    await guest.page
      .getByRole("button", { name: t("web.shell.account", { name: "Kencana Purnamasari Wulandari" }) })
      .waitFor();
    await administrator.open("/layanan/orang");
    const of = { name: "Kencana Purnamasari Wulandari", role: agent };
    await page.getByRole("button", { name: t("web.centrePeople.endOf", of) }).waitFor();
    await administrator.look("centre-people");
    await page.getByRole("button", { name: t("web.centrePeople.endOf", of) }).press("Enter");
    await administrator.look("centre-ending");
    await dialog.getByRole("button", { name: t("web.centrePeople.end") }).press("Enter");
    await page.getByText(t("web.centrePeople.alone")).waitFor();
    const reader = await portal.officer("administrator");
    const looks = (key: string, params?: Record<string, string>) => t(`web.centrePeople.looks.${key}`, params);
    await page.getByRole("button", { name: looks("grant") }).press("Enter");
    await dialog.getByLabel(looks("email")).fill("tiada@siapa.invalid");
    await dialog.getByLabel(looks("reason")).fill("Rekaman 24 November tidak terdengar oleh penyelia");
    await dialog.getByRole("button", { name: looks("give") }).press("Enter");
    await dialog.getByText(t("errors.grantee-unfit")).first().waitFor();
    await administrator.look("centre-look-refused");
    await dialog.getByLabel(looks("email")).fill(reader.email);
    await dialog.getByRole("button", { name: looks("give") }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    await reader.client.get("/api/service/calls");
    await administrator.open("/layanan/orang");
    await page.getByText("/api/service/calls").waitFor();
    await administrator.look("centre-looks");
    await page.getByRole("button", { name: looks("endOf", { name: reader.name }) }).press("Enter");
    await administrator.look("centre-look-ending");
    await dialog.getByRole("button", { name: looks("end") }).press("Enter");
    await page.getByText(looks("over"), { exact: true }).waitFor();
    await page.route("**/api/centre-people", (route) => route.fulfill({ status: 403, body: "" }));
    await administrator.open("/layanan/orang");
    await page.getByRole("alert").first().waitFor();
    await administrator.look("centre-fault");
  });

  it("a call centre's administrator answers a request about personal data", async () => {
    const centre = await openCallCentre(portal, { name: `Pusat Data (${options.locale ?? "id"})` });
    await keepCalls(portal.kit.db, centre.tenantId, [{ caller: "+628123456789", at: "2026-11-20T03:00:00Z" }]);
    const administrator = await comes(centre.operator);
    const { page, t } = administrator;
    const says = (key: string, params?: Record<string, string>) => t(`web.personalData.${key}`, params);
    await administrator.open("/layanan/data-pribadi");
    await page.getByText(says("noneTitle")).waitFor();
    await administrator.look("personal-none");
    await page.getByRole("button", { name: says("open") }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(says("kind")).selectOption("delete");
    await dialog.getByLabel(says("number")).fill("101");
    await dialog
      .getByLabel(says("identified"))
      .fill("Ditelepon balik, menyebut nomor pelanggan dan alamat terakhirnya");
    await dialog.getByRole("button", { name: says("openYes") }).press("Enter");
    await dialog.getByText(t("errors.personal-number-unfit")).first().waitFor();
    await administrator.look("personal-wrong");
    await dialog.getByLabel(says("number")).fill("0812 3456 789");
    await dialog.getByRole("button", { name: says("openYes") }).press("Enter");
    await page.getByRole("heading", { level: 1, name: says("requestOf", { number: "08123456789" }) }).waitFor();
    await page.getByText(says("classes.calls"), { exact: true }).waitFor();
    await administrator.look("personal-held");
    await page.getByRole("button", { name: says("delete") }).press("Enter");
    await administrator.look("personal-deleting");
    await dialog.getByRole("button", { name: says("delete") }).press("Enter");
    await page.getByText(says("underWay")).waitFor();
    await administrator.look("personal-under-way");
    await administrator.open("/layanan/data-pribadi");
    await page.getByText(says("states.deleting")).waitFor();
    await administrator.look("personal-requests");
    const tells = (key: string) => t(`web.personalBreach.${key}`);
    await page.getByRole("link", { name: says("toBreaches") }).press("Enter");
    await page.getByText(tells("noneTitle")).waitFor();
    await page.getByRole("button", { name: tells("open") }).press("Enter");
    await dialog.getByLabel(tells("what"), { exact: true }).fill("Rekaman satu hari terbuka di internet");
    await dialog.getByLabel(tells("happenedAt")).fill("2026-11-23T09:00");
    await dialog.getByLabel(tells("knownAt")).fill("2026-11-24T09:00");
    await administrator.look("breach-opening");
    await dialog.getByRole("button", { name: tells("openYes") }).press("Enter");
    await page.getByText(tells("noHistory")).waitFor();
    await page.getByRole("button", { name: tells("kinds.notice") }).press("Enter");
    await dialog.getByLabel(tells("fields.toldAt")).fill("2026-11-24T12:00");
    await dialog.getByLabel(tells("fields.way")).fill("Surat tercatat");
    await dialog.getByLabel(tells("fields.text")).fill("Rekaman Anda terbuka selama dua jam; sekarang sudah ditutup.");
    await administrator.look("breach-notice");
    await dialog.getByRole("button", { name: tells("keep") }).press("Enter");
    await page.getByText(tells("entries.notice"), { exact: true }).waitFor();
    await administrator.look("breach");
    await administrator.open("/layanan/insiden-data");
    await page.getByText(tells("states.open"), { exact: true }).waitFor();
    await administrator.look("breaches");
  });

  it("shows nothing a careful eye would be ashamed of on the way", () => {
    expect(faults()).toEqual([]);
  });
});
