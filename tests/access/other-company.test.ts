import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alertAttempts } from "../../testkit/alert-attempts.ts";
import { GOOD_AGENT, GOOD_QUEUE } from "../../testkit/call-centre.ts";
import { callbackAttempts } from "../../testkit/callback-attempts.ts";
import type { Answer } from "../../testkit/client.ts";
import { consoleAttempts } from "../../testkit/console-attempts.ts";
import { cpaasAttempts, ERROR_PAGES, ROUTES_BY_TOKEN, ROUTES_OF_BROWSERS } from "../../testkit/cpaas-attempts.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { HOURS_FORM } from "../../testkit/hours-form.ts";
import { GOOD_LINES, spreadsheetFile, uploadSheets } from "../../testkit/import-sheets.ts";
import { informationAttempts } from "../../testkit/information-attempts.ts";
import { evaluationAttempts, wallboardAttempts } from "../../testkit/judging-attempts.ts";
import {
  addLicenceOfficers,
  beginLicenceFor,
  type LicenceView,
  submittedLicenceFor,
} from "../../testkit/licence-case.ts";
import { fileObjection, type ObjectionView, rejectedLicenceFor } from "../../testkit/licence-objection.ts";
import { type CaseView, draftFor, holdCode, submittedFor, succeeded, TINY_PDF } from "../../testkit/numbering-case.ts";
import { requestedTest, type TestView, uploadTestDocument } from "../../testkit/operational-test.ts";
import { installationBreachAttempts, personalAttempts } from "../../testkit/personal-attempts.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { ROUTES_BY_KEY } from "../../testkit/program-attempts.ts";
import { routesOf } from "../../testkit/route-list.ts";
import { conversationAttempts, smsAttemptsOfTenant } from "../../testkit/sms-attempts.ts";
import { tenantAttempts } from "../../testkit/tenant-attempts.ts";
import { testAttempts } from "../../testkit/test-attempts.ts";
import { ticketAttempts } from "../../testkit/ticket-attempts.ts";
import { webhookAttempts } from "../../testkit/webhook-attempts.ts";
import { WIDGETS_PUBLIC, widgetAttempts } from "../../testkit/widget-attempts.ts";

/** Every resource of the first company that has an id. */
interface Belongings {
  readonly organisation: string;
  readonly hold: string;
  readonly draft: CaseView;
  readonly application: CaseView;
  readonly letter: string;
  readonly looseFile: string;
  readonly person: string;
  readonly membership: string;
  readonly savedView: string;
  readonly authority: string;
  readonly dispute: string;
  /** A code that the first company holds. */
  readonly activeCode: string;
  readonly invitation: string;
  readonly session: string;
  readonly message: string;
  readonly import: string;
  /** A submitted and an unsubmitted licence application. */
  readonly licence: LicenceView;
  readonly licenceDraft: LicenceView;
  /** A licence in force. */
  readonly record: string;
  /** An objection of a third company, and the rejected application that it is about. */
  readonly objection: ObjectionView;
  readonly test: TestView;
}

let portal: TestPortal;
let first: GuestCompany;
let draftCompany: GuestCompany;
let second: GuestCompany;
let secondDraft: CaseView;
let secondLicence: LicenceView;
let theirs: Belongings;
let secondPaper: string;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  [first, draftCompany, second] = [await portal.company(), await portal.company(), await portal.company()];
  const application = await submittedFor(first, "1500801");
  const draft = await draftFor(draftCompany, "1500802");
  const membership = await portal.kit.db
    .selectFrom("membership")
    .select("id")
    .where("personId", "=", first.owner.id)
    .executeTakeFirstOrThrow();
  theirs = {
    organisation: first.id,
    hold: (await holdCode(first, "1500803")).body.id,
    draft,
    application,
    letter: String(application.form["letterFileId"]),
    looseFile: await upload(first.owner, "letter"),
    person: first.owner.id,
    membership: membership.id,
    savedView: await saveView(first.owner),
    authority: await letterFor(first),
    dispute: await claimOn(first),
    activeCode: await holdsByImport(first, "1500806"),
    invitation: await invitationOf(first),
    session: await newest("session"),
    message: await newest("mailMessage"),
    import: await importNaming(first),
    licence: await submittedLicenceFor(portal, first),
    licenceDraft: await beginLicenceFor(portal, draftCompany),
    record: await recordOf(first),
    objection: await objectionOf(await portal.company()),
    test: await requestedTest(portal, first, { wishedDate: await dayForTest() }),
  };
  secondLicence = await beginLicenceFor(portal, second);
  secondDraft = await draftFor(second, "1500804");
  secondPaper = await uploadTestDocument(second.owner.client);
});

afterAll(() => portal.close());

/** The first day that the public calendar offers. */
async function dayForTest(): Promise<string> {
  const from = new Date(portal.kit.clock.nowMs()).toISOString().slice(0, 10);
  const calendar = await portal.anonymous.get<{ earliestDate: string }>(`/api/test-calendar?from=${from}&to=${from}`);
  return succeeded(calendar, "the calendar of tests").earliestDate;
}

/** A code that a company holds by a decree from before Sambung was introduced. */
async function holdsByImport(company: GuestCompany, code: string): Promise<string> {
  const change = JSON.stringify({ name: "import", by: null, role: null });
  await sql`update access_code set state = 'active', holder_organisation_id = ${company.id}, change = ${change}::jsonb
    where code = ${code}`.execute(portal.kit.db);
  return code;
}

/** A licence of a company from before Sambung was introduced. */
async function recordOf(company: GuestCompany): Promise<string> {
  const id = portal.kit.ids.next();
  const row = { number: "8120999", grantedOn: "2024-01-02", kbli: "82200", service: "Jasa", standing: "active" };
  await portal.kit.db
    .insertInto("licence")
    .values({ ...row, id, organisationId: company.id, source: "imported" })
    .execute();
  return id;
}

/** An objection to a rejection, just filed. */
async function objectionOf(company: GuestCompany): Promise<ObjectionView> {
  const { id } = await rejectedLicenceFor(portal, company, await addLicenceOfficers(portal));
  return succeeded(await fileObjection(company.owner.client, id), "an objection");
}

/** A letter of authority that a consultant has offered to a company. */
async function letterFor(company: GuestCompany): Promise<string> {
  const consultant = await portal.person();
  const year = new Date(portal.kit.clock.nowMs()).getUTCFullYear();
  const days = { validFrom: `${year}-01-01`, validTo: `${year + 1}-12-31` };
  const body = { nib: company.nib, scope: "Penomoran", ...days };
  const fileId = await upload(consultant, "authority");
  const offer = await consultant.client.post<{ id: string }>("/api/letters-of-authority", { ...body, fileId });
  return succeeded(offer, "a letter of authority").id;
}

/** A claim to a company's account by another person, to which the account's owner has been asked to respond. */
async function claimOn(company: GuestCompany): Promise<string> {
  const claimant = await portal.person();
  const claim = await claimant.client.post<{ id: string }>("/api/disputes", {
    nib: company.nib,
    ground: "former-claimant",
    reason: "Pemegang lama sudah keluar.",
    position: "Direktur",
    phone: "021-5550000",
    evidenceFileId: await upload(claimant, "evidence"),
  });
  const { id } = succeeded(claim, "a dispute");
  const verifier = await portal.officer("account-verifier");
  succeeded(await verifier.client.post(`/api/dispute-desk/${id}/question`, { expectedVersion: 1 }), "a question");
  return id;
}

async function invitationOf({ id: organisationId, owner }: GuestCompany): Promise<string> {
  const body = { organisationId, email: "diundang@uji.invalid", role: "applicant-staff" };
  return succeeded(await owner.client.post<{ id: string }>("/api/company-invitations", body), "an invitation").id;
}

/** The newest session or message of the first company's owner. */
async function newest(table: "session" | "mailMessage"): Promise<string> {
  const column = table === "session" ? sql`person_id` : sql`to_person_id`;
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table === "session" ? table : "mail_message")}
    where ${column} = ${first.owner.id}::uuid order by created_at desc limit 1`.execute(portal.kit.db);
  return rows[0]?.id ?? "";
}

/** An import of the ministry's spreadsheets that names a company, checked by an administrator. */
async function importNaming({ nib }: GuestCompany): Promise<string> {
  const administrator = await portal.officer("administrator");
  const file = spreadsheetFile("codes", [{ ...GOOD_LINES.codes, nib }]);
  return succeeded(await uploadSheets(administrator.client, [file]), "a look").id;
}

async function upload(guest: Guest, purpose: "deed" | "letter" | "authority" | "evidence"): Promise<string> {
  const file = { name: "berkas.pdf", bytes: TINY_PDF };
  return succeeded(await guest.client.upload<{ id: string }>(`/api/files?purpose=${purpose}`, file), "a file").id;
}

async function saveView(guest: Guest): Promise<string> {
  const list = "applications";
  await guest.client.put("/api/saved-views", { list, name: "Milik orang lain", query: "" });
  const views = await guest.client.get<{ items: { id: string }[] }>(`/api/saved-views?list=${list}`);
  return succeeded(views, "a saved view").items[0]?.id ?? "";
}

/** All rows of the two other companies, as one text. */
async function picture(): Promise<string> {
  const ids = sql`${`{${first.id},${draftCompany.id}}`}::uuid[]`;
  const rows = await sql<{ picture: string }>`select jsonb_build_array(
    (select jsonb_agg(o order by o.id) from organisation o where o.id = any(${ids})),
    (select jsonb_agg(l order by l.id) from letter_of_authority l where l.organisation_id = any(${ids})),
    (select jsonb_agg(d order by d.id) from ownership_dispute d where d.organisation_id = any(${ids})),
    (select jsonb_agg(h order by h.id) from code_hold h where h.organisation_id = any(${ids})),
    (select jsonb_agg(a order by a.id) from numbering_application a where a.organisation_id = any(${ids})),
    (select jsonb_agg(a order by a.id) from licence_application a where a.organisation_id = any(${ids})),
    (select jsonb_agg(p order by p.application_id, p.key) from licence_part p
      join licence_application a on a.id = p.application_id where a.organisation_id = any(${ids})),
    (select jsonb_agg(s order by s.application_id, s.slot) from licence_slot s
      join licence_application a on a.id = s.application_id where a.organisation_id = any(${ids})),
    (select count(*) from licence_message m join licence_application a on a.id = m.application_id
      where a.organisation_id = any(${ids})),
    (select jsonb_agg(t order by t.id) from operational_test t where t.organisation_id = any(${ids})),
    (select count(*) from test_event e join operational_test t on t.id = e.test_id where t.organisation_id = any(${ids})),
    (select count(*) from test_answer e join operational_test t on t.id = e.test_id where t.organisation_id = any(${ids})),
    (select jsonb_agg(f order by f.id) from stored_file f where f.organisation_id = any(${ids}) or f.uploaded_by = ${first.owner.id}::uuid),
    (select jsonb_agg(m order by m.id) from membership m where m.organisation_id = any(${ids})),
    (select jsonb_agg(i order by i.id) from invitation i where i.organisation_id = any(${ids})),
    (select jsonb_agg(jsonb_build_array(s.id, s.ended_at) order by s.id) from session s where s.person_id = ${first.owner.id}::uuid),
    (select jsonb_agg(jsonb_build_array(n.id, n.read_at) order by n.id) from mail_message n where n.to_person_id = ${first.owner.id}::uuid),
    (select jsonb_agg(v order by v.id) from saved_view v where v.person_id = ${first.owner.id}::uuid),
    (select jsonb_agg(c order by c.code) from access_code c where c.holder_organisation_id = any(${ids})),
    (select count(*) from application_event e join numbering_application a on a.id = e.application_id where a.organisation_id = any(${ids}))
  )::text as picture`.execute(portal.kit.db);
  return rows.rows[0]?.picture ?? "";
}

const person = { name: "Orang Lain", position: "Direktur", email: "lain@uji.invalid", phone: "+62811111111" };

/** A company has no calls: every call resource is refused, whatever its tenant (`calls.test.ts` covers tenants). */
function callAttempts(client: Guest["client"]): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const id = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
  const routes = ["calls/:id", "calls/:id/recheck", "calls/:id/trace", "calls/:id/trace/text"];
  const sounds = ["recordings/:id/audio", "recordings/:id/download"];
  return Object.fromEntries(
    [...routes, ...sounds].map((route) => [
      `GET /api/service/${route}`,
      [() => client.get(`/api/service/${route.replace(":id", id)}`)],
    ]),
  );
}

/** Requests of the second company's owner on the first company's resources, by route. */
function attempts(): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { client } = second.owner;
  const cases = [theirs.application, theirs.draft];
  const registration = { nib: first.nib, npwp: "9000000000000001", phone: "+62215550000", personInCharge: person };
  const { form, version, id: ownDraft } = secondDraft;
  return {
    "GET /api/organisations/:id": [() => client.get(`/api/organisations/${theirs.organisation}`)],
    "PUT /api/organisations/:id": [
      async () =>
        client.put(`/api/organisations/${theirs.organisation}`, {
          ...registration,
          deedFileId: await upload(second.owner, "deed"),
        }),
    ],
    "GET /api/organisations/:id/affairs": [() => client.get(`/api/organisations/${theirs.organisation}/affairs`)],
    "GET /api/verifications/:organisationId": [() => client.get(`/api/verifications/${theirs.organisation}`)],
    "POST /api/verifications/:organisationId/decision": [
      () =>
        client.post(`/api/verifications/${theirs.organisation}/decision`, {
          expectedVersion: 1,
          verdict: "accept",
          reasons: [],
        }),
    ],
    "GET /api/verifications/:organisationId/oss-reading": [
      () => client.get(`/api/verifications/${theirs.organisation}/oss-reading`),
    ],
    "POST /api/verifications/:organisationId/oss-record": [
      () => client.post(`/api/verifications/${theirs.organisation}/oss-record`, { expectedVersion: 1 }),
    ],
    "POST /api/letters-of-authority/:id/answer": ["accept", "refuse"].map(
      (verdict) => () =>
        client.post(`/api/letters-of-authority/${theirs.authority}/answer`, { expectedVersion: 1, verdict }),
    ),
    "POST /api/letters-of-authority/:id/end": [
      () => client.post(`/api/letters-of-authority/${theirs.authority}/end`, { reason: "Bukan milik saya." }),
    ],
    "POST /api/disputes/:id/statement": [
      () => client.post(`/api/disputes/${theirs.dispute}/statement`, { text: "Bukan saya." }),
    ],
    "POST /api/disputes/:id/withdrawal": [() => client.post(`/api/disputes/${theirs.dispute}/withdrawal`)],
    "GET /api/dispute-desk/:disputeId": [() => client.get(`/api/dispute-desk/${theirs.dispute}`)],
    "POST /api/dispute-desk/:disputeId/question": [
      () => client.post(`/api/dispute-desk/${theirs.dispute}/question`, { expectedVersion: 1 }),
    ],
    "POST /api/dispute-desk/:disputeId/decision": [
      () =>
        client.post(`/api/dispute-desk/${theirs.dispute}/decision`, {
          expectedVersion: 2,
          verdict: "transfer",
          reason: "Milik saya.",
        }),
    ],
    "GET /api/files/:id": [theirs.letter, theirs.looseFile].map((id) => () => client.get(`/api/files/${id}`)),
    "DELETE /api/saved-views/:id": [() => client.delete(`/api/saved-views/${theirs.savedView}`)],
    "GET /api/holds": [() => client.get(`/api/holds?organisationId=${theirs.organisation}`)],
    "POST /api/holds": [() => client.post("/api/holds", { organisationId: theirs.organisation, code: "1500805" })],
    "DELETE /api/holds/:id": [() => client.delete(`/api/holds/${theirs.hold}`)],
    "POST /api/applications": [
      () => client.post("/api/applications", { organisationId: theirs.organisation, holdId: theirs.hold }),
      () => client.post("/api/applications", { organisationId: second.id, holdId: theirs.hold }),
    ],
    "GET /api/own-codes": [() => client.get(`/api/own-codes?organisationId=${theirs.organisation}`)],
    "POST /api/code-cases": ["change", "return"].flatMap((kind) => [
      () => client.post("/api/code-cases", { organisationId: theirs.organisation, code: theirs.activeCode, kind }),
      () => client.post("/api/code-cases", { organisationId: second.id, code: theirs.activeCode, kind }),
    ]),
    "GET /api/kind-proposals": [() => client.get(`/api/kind-proposals?organisationId=${theirs.organisation}`)],
    "GET /api/applications/:id": cases.map(
      ({ id }) =>
        () =>
          client.get(`/api/applications/${id}`),
    ),
    "GET /api/applications/:id/oss": cases.map(
      ({ id }) =>
        () =>
          client.get(`/api/applications/${id}/oss`),
    ),
    "PUT /api/applications/:id/oss-license": [...cases, secondDraft].map(
      ({ id }) =>
        () =>
          client.put(`/api/applications/${id}/oss-license`, { licenseId: "I-of-somebody-else" }),
    ),
    "POST /api/oss/reports/:applicationId/retry": cases.map(
      ({ id }) =>
        () =>
          client.post(`/api/oss/reports/${id}/retry`),
    ),
    "POST /api/oss/companies/:nib/inquiry": [() => client.post(`/api/oss/companies/${first.nib}/inquiry`)],
    "GET /api/applications/:id/pre-check": cases.map(
      ({ id }) =>
        () =>
          client.get(`/api/applications/${id}/pre-check`),
    ),
    "PUT /api/applications/:id/form": [
      ...cases.map(
        (view) => () =>
          client.put(`/api/applications/${view.id}/form`, { expectedVersion: view.version, form: view.form }),
      ),
      ...[theirs.letter, theirs.looseFile].map(
        (letterFileId) => () =>
          client.put(`/api/applications/${ownDraft}/form`, {
            expectedVersion: version,
            form: { ...form, letterFileId },
          }),
      ),
    ],
    "POST /api/applications/:id/commands": cases.flatMap((view) =>
      ["submit", "withdraw", "take", "resubmit"].map(
        (command) => () =>
          client.post(`/api/applications/${view.id}/commands`, { command, expectedVersion: view.version }),
      ),
    ),
    "GET /api/live/applications/:id": cases.map(
      ({ id }) =>
        () =>
          client.get(`/api/live/applications/${id}`),
    ),
    "POST /api/decrees/:id/retry": [() => client.post(`/api/decrees/${theirs.application.id}/retry`)],
    "POST /api/people/:id/memberships": [
      () => client.post(`/api/people/${theirs.person}/memberships`, { role: "director", team: null }),
    ],
    "DELETE /api/people/:id/second-factor": [() => client.delete(`/api/people/${theirs.person}/second-factor`)],
    "DELETE /api/delegations/:id": [() => client.delete(`/api/delegations/${theirs.membership}`)],
    "GET /api/inventory/codes/:code/record": [() => client.get("/api/inventory/codes/1500801/record")],
    "POST /api/inventory/codes/:code/end-quarantine": [
      () => client.post(`/api/inventory/codes/${theirs.activeCode}/end-quarantine`, { reason: "Saya mau kode itu." }),
    ],
    "POST /api/inventory/codes/:code/release": [
      () => client.post("/api/inventory/codes/1500803/release", { reason: "Ingin kode ini" }),
    ],
    "GET /api/inventory/orders/:id": [() => client.get(`/api/inventory/orders/${theirs.membership}`)],
    "POST /api/inventory/orders/:id/undo": [
      () =>
        client.post(`/api/inventory/orders/${theirs.membership}/undo`, {
          expectedVersion: 1,
          reason: "Ingin kode ini",
        }),
    ],
    "POST /api/authority-proposals/:id/confirmation": [
      () => client.post(`/api/authority-proposals/${theirs.membership}/confirmation`),
    ],
    "DELETE /api/authority-proposals/:id": [() => client.delete(`/api/authority-proposals/${theirs.membership}`)],
    "POST /api/mandates/:id/end": [
      () =>
        client.post(`/api/mandates/${theirs.membership}/end`, {
          lastDay: "2099-01-01",
          reason: "Ingin menandatangani",
        }),
    ],
    "GET /api/colleagues": [() => client.get(`/api/colleagues?organisationId=${theirs.organisation}`)],
    "DELETE /api/colleagues/:membershipId": [() => client.delete(`/api/colleagues/${theirs.membership}`)],
    ...personalAttempts(client, { personal: theirs.membership, breach: theirs.membership }),
    ...installationBreachAttempts(client, theirs.membership),
    "DELETE /api/content-grants/:id": [() => client.delete(`/api/content-grants/${theirs.membership}`)],
    "DELETE /api/centre-people/:membershipId": [() => client.delete(`/api/centre-people/${theirs.membership}`)],
    "POST /api/centre-invitations/:id/again": [() => client.post(`/api/centre-invitations/${theirs.invitation}/again`)],
    "DELETE /api/centre-invitations/:id": [() => client.delete(`/api/centre-invitations/${theirs.invitation}`)],
    "POST /api/company-invitations": [
      () =>
        client.post("/api/company-invitations", {
          organisationId: theirs.organisation,
          email: "saya@uji.invalid",
          role: "applicant-owner",
        }),
    ],
    "POST /api/company-invitations/:id/again": [
      () => client.post(`/api/company-invitations/${theirs.invitation}/again`),
    ],
    "DELETE /api/company-invitations/:id": [() => client.delete(`/api/company-invitations/${theirs.invitation}`)],
    "POST /api/officer-invitations/:id/again": [
      () => client.post(`/api/officer-invitations/${theirs.invitation}/again`),
    ],
    "DELETE /api/officer-invitations/:id": [() => client.delete(`/api/officer-invitations/${theirs.invitation}`)],
    "DELETE /api/account/sessions/:id": [() => client.delete(`/api/account/sessions/${theirs.session}`)],
    "POST /api/notices/:id/read": [() => client.post(`/api/notices/${theirs.message}/read`)],
    "POST /api/mails/:id/again": [() => client.post(`/api/mails/${theirs.message}/again`)],
    ...callAttempts(client),
    ...importAttempts(client),
    ...licenceAttempts(client),
    ...testAttempts(client, { test: theirs.test, ownFileId: secondPaper, person: theirs.person }),
    ...serviceAttempts(client),
    "DELETE /api/memberships/:id": [() => client.delete(`/api/memberships/${theirs.membership}`)],
  };
}

function licenceAttempts(client: Guest["client"]): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const cases = [theirs.licence, theirs.licenceDraft];
  const each = (attempt: (view: LicenceView, path: string) => Promise<Answer>) =>
    cases.map((view) => () => attempt(view, `/api/licences/${view.id}`));
  const [theirFile] = theirs.licence.documents;
  const stated = { number: "", issuedOn: "", validUntil: "" };
  return {
    "POST /api/licences": [
      () => client.post("/api/licences", { organisationId: theirs.organisation }),
      () => client.post("/api/licences", { organisationId: theirs.organisation, copyOf: secondLicence.id }),
    ],
    "GET /api/licences/:id": each((_view, path) => client.get(path)),
    "GET /api/licences/:id/rounds/:round": each((_view, path) => client.get(`${path}/rounds/0`)),
    "PUT /api/licences/:id/parts/:part": each((_view, path) =>
      client.put(`${path}/parts/commitment`, { version: 0, value: { rows: [] } }),
    ),
    "PUT /api/licences/:id/documents/:slot": [
      ...each((_view, path) => client.put(`${path}/documents/D07`, { version: 0, fileId: null, stated })),
      () =>
        client.put(`/api/licences/${secondLicence.id}/documents/D07`, {
          version: 0,
          fileId: theirFile?.fileId,
          stated,
        }),
    ],
    "POST /api/licences/:id/commands": ["submit", "withdraw", "take", "resubmit"].flatMap((command) =>
      each(({ version }, path) => client.post(`${path}/commands`, { version, command: { command } })),
    ),
    "GET /api/licences/:id/messages": each((_view, path) => client.get(`${path}/messages`)),
    "POST /api/licences/:id/messages": each((_view, path) => client.post(`${path}/messages`, { text: "Halo" })),
    "GET /api/licences/:id/documents/:slot/page/:picture": each((_view, path) =>
      client.get(`${path}/documents/D07/page/1.png`),
    ),
    "GET /api/licences/:id/devices/sheet": each((_view, path) => client.get(`${path}/devices/sheet`)),
    "POST /api/licences/:id/devices/sheet": each((_view, path) =>
      client.upload(`${path}/devices/sheet`, { name: "perangkat.csv", bytes: new TextEncoder().encode("lokasi") }),
    ),
    "GET /api/licences/:id/diagram.svg": each((_view, path) => client.get(`${path}/diagram.svg`)),
    "GET /api/licences/:id/templates/:requirement": each((_view, path) => client.get(`${path}/templates/D07`)),
    "GET /api/licences/:id/file.pdf": each((_view, path) => client.get(`${path}/file.pdf`)),
    "GET /api/licences/:id/file.zip": each((_view, path) => client.get(`${path}/file.zip`)),
    "GET /api/licences/:id/oss-handover": each((_view, path) => client.get(`${path}/oss-handover`)),
    "POST /api/licences/:id/oss-handover/uploaded": each((_view, path) => client.post(`${path}/oss-handover/uploaded`)),
    "GET /api/licences/:id/oss-package": each((_view, path) => client.get(`${path}/oss-package`)),
    "GET /api/licences/:id/oss-package.zip": each((_view, path) => client.get(`${path}/oss-package.zip`)),
    "POST /api/oss/handovers/:id/look": [() => client.post(`/api/oss/handovers/${theirs.licence.id}/look`)],
    "POST /api/oss/waiting-licenses/:licenseId/case": [
      () => client.post("/api/oss/waiting-licenses/I-none/case", { applicationId: theirs.licence.id }),
    ],
    "POST /api/oss/handovers/:id/izin": [
      () =>
        client.post(`/api/oss/handovers/${theirs.licence.id}/izin`, {
          number: "8120000000000002",
          grantedOn: "2026-01-05",
          fileId: secondPaper,
        }),
    ],
    "POST /api/oss/handovers/:id/izin/decision": [
      () => client.post(`/api/oss/handovers/${theirs.licence.id}/izin/decision`, { verdict: "confirm" }),
    ],
    "GET /api/licence-records/:id": [() => client.get(`/api/licence-records/${theirs.record}`)],
    "GET /api/licence-records/:id/file": [() => client.get(`/api/licence-records/${theirs.record}/file`)],
    "POST /api/licence-records/:id/commands": [
      () =>
        client.post(`/api/licence-records/${theirs.record}/commands`, {
          act: "revoke",
          expectedVersion: 1,
          reason: "Ingin pasar ini",
        }),
    ],
    "GET /api/live/licences/:id": each((_view, path) => client.get(path.replace("/api", "/api/live"))),
    "DELETE /api/licence-phrases/:id": [() => client.delete(`/api/licence-phrases/${theirs.organisation}`)],
    ...objectionAttempts(client),
  };
}

function objectionAttempts(client: Guest["client"]): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { id, licence, version } = theirs.objection;
  const commands = [
    { command: "withdraw" },
    { command: "take" },
    { command: "grant", reason: "Ya." },
    { command: "declare-interest", hasInterest: false, note: "" },
  ];
  return {
    "POST /api/licences/:id/objections": [
      () => client.post(`/api/licences/${licence.id}/objections`, { text: "Kami keberatan." }),
      () => client.post(`/api/licences/${theirs.licence.id}/objections`, { text: "Kami keberatan." }),
    ],
    "GET /api/objections/:id": [() => client.get(`/api/objections/${id}`)],
    "GET /api/objections/:id/reviewers": [() => client.get(`/api/objections/${id}/reviewers`)],
    "POST /api/objections/:id/commands": commands.map(
      (command) => () => client.post(`/api/objections/${id}/commands`, { version, command }),
    ),
  };
}

function importAttempts(client: Guest["client"]): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const path = `/api/imports/${theirs.import}`;
  const step = { expectedVersion: 1 };
  return {
    "GET /api/imports/:id": [() => client.get(path)],
    "GET /api/imports/:id/faults": [() => client.get(`${path}/faults`)],
    "GET /api/imports/:id/report": [() => client.get(`${path}/report`)],
    "GET /api/imports/:id/files/:place": [() => client.get(`${path}/files/1`)],
    "POST /api/imports/:id/look": [() => client.post(`${path}/look`, step)],
    "POST /api/imports/:id/carry-out": [() => client.post(`${path}/carry-out`, step)],
    "POST /api/imports/:id/undo": [() => client.post(`${path}/undo`, { ...step, reason: "Ingin kode ini" })],
    "GET /api/import-templates/:sheet": [() => client.get("/api/import-templates/codes")],
  };
}

/** Call centres have tenants (see `other-tenant.test.ts`); every route of theirs is refused to a company. */
function serviceAttempts(client: Guest["client"]): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const id = theirs.membership;
  const step = { expectedVersion: 1 };
  const number = { label: "", ringSeconds: 30, isRecorded: true, phoneIds: [], papers: null };
  return {
    "PUT /api/service/trunks/:id": [() => client.put(`/api/service/trunks/${id}`, step)],
    "PUT /api/service/trunks/:id/state": [
      () => client.put(`/api/service/trunks/${id}/state`, { ...step, isOn: false }),
    ],
    "DELETE /api/service/trunks/:id": [() => client.delete(`/api/service/trunks/${id}`)],
    "POST /api/service/phones/:id/password": [() => client.post(`/api/service/phones/${id}/password`, step)],
    "DELETE /api/service/phones/:id": [() => client.delete(`/api/service/phones/${id}`)],
    "PUT /api/service/numbers/:code": [() => client.put("/api/service/numbers/1500806", { ...step, ...number })],
    "DELETE /api/service/numbers/:code": [() => client.delete("/api/service/numbers/1500806")],
    "POST /api/service/numbers/:code/test-calls": [
      () => client.post("/api/service/numbers/1500806/test-calls", { idempotencyKey: "percobaan" }),
    ],
    "GET /api/service/numbers/:code/test-windows": [() => client.get("/api/service/numbers/1500806/test-windows")],
    "POST /api/service/numbers/:code/test-windows": [
      () => client.post("/api/service/numbers/1500806/test-windows", {}),
    ],
    "DELETE /api/service/test-windows/:id": [() => client.delete(`/api/service/test-windows/${id}`)],
    "GET /api/service/test-calls/:id": [() => client.get(`/api/service/test-calls/${id}`)],
    "PUT /api/service/phones/:id/name": [
      () => client.put(`/api/service/phones/${id}/name`, { name: "Curian", expectedVersion: 1 }),
    ],
    "PUT /api/service/phones/:id/encryption": [
      () => client.put(`/api/service/phones/${id}/encryption`, { isEncrypted: true, expectedVersion: 1 }),
    ],
    "POST /api/service/calls/:id/acts": [
      () => client.post(`/api/service/calls/${id}/acts`, { act: { act: "hold" }, idempotencyKey: "curian" }),
    ],
    "POST /api/service/calls/:id/supervision": [
      () =>
        client.post(`/api/service/calls/${id}/supervision`, {
          wish: { act: "leave-supervision" },
          idempotencyKey: "curian",
        }),
    ],
    "POST /api/service/calls/:id/end": [() => client.post(`/api/service/calls/${id}/end`, {})],
    ...flowAttempts(client, id),
    ...queueAttempts(client, id),
    ...evaluationAttempts(client, id),
    ...deskAttempts(client, id),
    ...informationAttempts({ writer: client, agent: client, article: id, miss: id, contact: id, list: id }),
    ...smsAttemptsOfTenant(client, id),
    ...webhookAttempts(client, { webhook: id, webhookEvent: id }),
    ...cpaasAttempts(client, { application: id, code: "1500806", signingKey: id, tenant: id }),
    ...consoleAttempts(client, { request: id, exchange: id, call: id }),
    ...conversationAttempts(client, id),
    ...alertAttempts(client, { alert: id, alertEvent: id, webhook: id, queue: id, person: id, hours: id }),
    ...ticketAttempts({ client, agent: client, ticket: id, category: id, contact: id, hours: id, wish: id }),
    ...callbackAttempts({ leader: client, agent: client, callback: id, contact: id, queue: id }),
    ...widgetAttempts({
      client,
      agent: client,
      widget: id,
      block: id,
      callerBlock: id,
      contact: id,
      queue: id,
      hours: id,
    }),
    ...tenantAttempts(client, { tenant: id, organisation: second.id }),
  };
}

/** Requests on a queue, an agent and a contact. */
function queueAttempts(
  client: Guest["client"],
  id: string,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const agent = `/api/service/agents/${id}`;
  const expectedVersion = 1;
  return {
    "PUT /api/service/queues/:id": [
      () => client.put(`/api/service/queues/${id}`, { ...GOOD_QUEUE, name: "Curian", expectedVersion }),
    ],
    "DELETE /api/service/queues/:id": [() => client.delete(`/api/service/queues/${id}`)],
    "PUT /api/service/agents/:id": [() => client.put(agent, { ...GOOD_AGENT, name: "Curian", expectedVersion })],
    "DELETE /api/service/agents/:id": [() => client.delete(agent)],
    "POST /api/service/agents/:id/acts": [
      () => client.post(`${agent}/acts`, { act: { act: "ready" }, idempotencyKey: "percobaan" }),
    ],
    "GET /api/service/agents/:id/acts/:actId": [() => client.get(`${agent}/acts/${id}`)],
    "POST /api/service/contacts/:id/acts": [
      () =>
        client.post(`/api/service/contacts/${id}/acts`, {
          act: { act: "send", queueId: id },
          idempotencyKey: "curian",
        }),
    ],
    "GET /api/service/contacts/:id/acts/:actId": [() => client.get(`/api/service/contacts/${id}/acts/${id}`)],
    "GET /api/service/contacts/:id": [() => client.get(`/api/service/contacts/${id}`)],
  };
}

/** Requests on lists of names, and on resources for agents only. */
function deskAttempts(
  client: Guest["client"],
  id: string,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const change = { name: "Curian", expectedVersion: 1 };
  const contact = `/api/service/desk/contacts/${id}`;
  return {
    "PUT /api/service/pause-reasons/:id": [
      () => client.put(`/api/service/pause-reasons/${id}`, { ...change, digit: 9 }),
    ],
    "DELETE /api/service/pause-reasons/:id": [() => client.delete(`/api/service/pause-reasons/${id}`)],
    "PUT /api/service/dispositions/:id": [() => client.put(`/api/service/dispositions/${id}`, change)],
    "DELETE /api/service/dispositions/:id": [() => client.delete(`/api/service/dispositions/${id}`)],
    ...wallboardAttempts(client, id),
    "GET /api/service/desk/acts/:id": [() => client.get(`/api/service/desk/acts/${id}`)],
    "POST /api/service/desk/sittings/:id/renewal": [() => client.post(`/api/service/desk/sittings/${id}/renewal`, {})],
    "DELETE /api/service/desk/sittings/:id": [() => client.delete(`/api/service/desk/sittings/${id}`)],
    "GET /api/service/queues/:id/script": [() => client.get(`/api/service/queues/${id}/script`)],
    "PUT /api/service/queues/:id/script": [
      () => client.put(`/api/service/queues/${id}/script`, { script: "Curian", expectedVersion: 0 }),
    ],
    "GET /api/service/desk/contacts/:id/customer": [() => client.get(`${contact}/customer`)],
    "PUT /api/service/desk/contacts/:id/customer": [
      () => client.put(`${contact}/customer`, { name: "Curian", values: {}, expectedVersion: 0 }),
    ],
    "GET /api/service/desk/contacts/:id": [() => client.get(contact)],
    "POST /api/service/desk/contacts/:id/notes": [
      () => client.post(`${contact}/notes`, { id, note: "Curian", dispositionId: null }),
    ],
  };
}

/** Requests on a flow, on named hours, and on prompt recordings. */
function flowAttempts(
  client: Guest["client"],
  id: string,
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const path = `/api/service/flows/${id}`;
  const draft = { languages: ["id"], start: null, steps: [] };
  return {
    "GET /api/service/flows/:id": [() => client.get(path)],
    "PUT /api/service/flows/:id/draft": [
      () => client.put(`${path}/draft`, { expectedVersion: 1, name: "Curian", draft }),
    ],
    "DELETE /api/service/flows/:id": [() => client.delete(path)],
    "GET /api/service/flows/:id/findings": [() => client.get(`${path}/findings`)],
    "GET /api/service/flows/:id/changes": [() => client.get(`${path}/changes`)],
    "GET /api/service/flows/:id/versions": [() => client.get(`${path}/versions`)],
    "GET /api/service/flows/:id/versions/:number": [() => client.get(`${path}/versions/1`)],
    "POST /api/service/flows/:id/versions": [() => client.post(`${path}/versions`, { expectedVersion: 1, note: "" })],
    "POST /api/service/flows/:id/versions/:number/restoration": [
      () => client.post(`${path}/versions/1/restoration`, { note: "" }),
    ],
    "PUT /api/service/flows/:id/numbers/:code": [() => client.put(`${path}/numbers/1500806`, { from: null })],
    "DELETE /api/service/flows/:id/numbers/:code": [() => client.delete(`${path}/numbers/1500806`)],
    "GET /api/service/hours/:id": [() => client.get(`/api/service/hours/${id}`)],
    "GET /api/service/hours/:id/opening": [() => client.get(`/api/service/hours/${id}/opening`)],
    "PUT /api/service/hours/:id": [
      () => client.put(`/api/service/hours/${id}`, { ...HOURS_FORM, expectedVersion: 1, closesNow: true }),
    ],
    "DELETE /api/service/hours/:id": [() => client.delete(`/api/service/hours/${id}`)],
    "GET /api/service/prompts/:name/:language/audio": [() => client.get("/api/service/prompts/welcome/id/audio")],
    "PUT /api/service/prompts/:name/:language": [() => client.put("/api/service/prompts/welcome/id?words=Halo", {})],
    "PUT /api/service/prompts/:name/:language/speech": [
      () => client.put("/api/service/prompts/welcome/id/speech", { words: "Halo" }),
    ],
    "DELETE /api/service/prompts/:name/:language": [() => client.delete("/api/service/prompts/welcome/id")],
  };
}

/** Public routes with an id: the register and the inventory. */
const PUBLIC: readonly string[] = [
  ...[...ROUTES_BY_KEY, ...ROUTES_BY_TOKEN, ...ROUTES_OF_BROWSERS, ...ERROR_PAGES],
  ...WIDGETS_PUBLIC,
  "GET /api/inventory/codes/:code",
  "GET /api/inventory/codes/:code/history",
  "GET /api/decrees/:id/file",
  "GET /formulir/:version/:file",
  "GET /formulir/izin/:version/:file",
  "GET /peta/:picture",
  "GET /validasi-sk/:id",
  "GET /status/:number",
  "POST /validasi-sk/:id",
  "GET /api/ticket-pages/:page",
  "GET /api/ticket-pages/:page/logo",
  "POST /api/ticket-pages/:page/ticket",
  "POST /api/ticket-pages/:page/replies",
];

describe("the owner of another company", () => {
  it("is tried on every route that takes an id", () => {
    const routes = routesOf(portal.app.http.printRoutes({ commonPrefix: false }));
    const withId = routes.filter(({ method, path }) => path.includes(":") && method !== "HEAD");
    const names = withId.map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((name) => !PUBLIC.includes(name) && attempts()[name] === undefined)).toEqual([]);
  });

  it("is refused with 403 or 404 whatever he tries with the real ids of the first, and nothing changes", async () => {
    const before = await picture();
    const wrong: string[] = [];
    for (const [route, tries] of Object.entries(attempts())) {
      for (const attempt of tries) {
        const { status, text } = await attempt();
        if (status !== 403 && status !== 404) wrong.push(`${route}: ${status} ${text.slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await picture()).toBe(before);
  });

  it("sees nothing of the first in any list of his own", async () => {
    const { client } = second.owner;
    const lists = [
      "/api/organisations/mine",
      "/api/applications?scope=mine",
      "/api/notices",
      "/api/session",
      "/api/letters-of-authority",
      "/api/disputes",
      "/api/account",
      "/api/account/sessions",
      `/api/colleagues?organisationId=${second.id}`,
    ];
    const seen = await Promise.all(lists.map((path) => client.get(path)));
    expect(seen.map(({ status }) => status)).toEqual(lists.map(() => 200));
    const everything = seen.map(({ text }) => text).join("\n");
    for (const secret of [first.id, first.name, first.nib, theirs.application.id, theirs.hold, draftCompany.name]) {
      expect(everything).not.toContain(secret);
    }
    expect(everything).toContain(second.name);
  });

  it("leaves the first able to read and use all of it", async () => {
    const { client } = first.owner;
    expect((await client.get(`/api/files/${theirs.letter}`)).status).toBe(200);
    expect((await client.get(`/api/applications/${theirs.application.id}`)).status).toBe(200);
    expect((await client.delete(`/api/holds/${theirs.hold}`)).status).toBe(204);
  });
});

describe("the ministry", () => {
  it("does not see a company's draft before it is sent", async () => {
    const evaluator = await portal.officer("evaluator", "numbering");
    expect((await evaluator.client.get(`/api/applications/${theirs.draft.id}`)).status).toBe(404);
    const queue = await evaluator.client.get("/api/applications?scope=queue&pageSize=200");
    expect(queue.text).toContain(theirs.application.id);
    expect(queue.text).not.toContain(theirs.draft.id);
  });

  it("reads a company's letter once it is sent, and every reading is recorded", async () => {
    const evaluator = await portal.officer("evaluator", "numbering");
    expect((await evaluator.client.get(`/api/files/${theirs.letter}`)).status).toBe(200);
    const readings = await portal.kit.db
      .selectFrom("auditEntry")
      .select("actorPersonId")
      .where("action", "=", "file.read")
      .where("subjectId", "=", theirs.letter)
      .execute();
    expect(readings.map(({ actorPersonId }) => actorPersonId)).toContain(evaluator.id);
    expect((await evaluator.client.get(`/api/files/${theirs.looseFile}`)).status).toBe(404);
  });
});
