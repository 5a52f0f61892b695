import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knownNib, readyCompanies, troubledNib } from "../../simulators/oss/index.ts";
import type { Answer, ProblemBody } from "../../testkit/client.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { succeeded, TINY_PDF } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";

/** The companies, disputes, letters and users that the attempts use, and that a refused attempt must leave unchanged. */
interface Fixture {
  readonly portal: TestPortal;
  readonly person: Guest;
  readonly company: GuestCompany;
  /** A company without a dispute. */
  readonly undisputed: GuestCompany;
  readonly verifier: Guest;
  /** A registration that waits for the verifier. */
  readonly waiting: { readonly id: string; readonly owner: Guest };
  /** A dispute about `company`, whose holder has not been asked, with its claimant. */
  readonly dispute: { readonly id: string; readonly claimant: Guest };
  /** A letter of authority offered to `company`, with its consultant. */
  readonly letter: { readonly id: string; readonly consultant: Guest };
  /** A letter that its company has refused. */
  readonly refused: { readonly id: string; readonly consultant: Guest; readonly owner: Guest };
  /** A dispute whose holder was asked and has responded. */
  readonly heard: { readonly id: string; readonly holder: Guest };
  /** A dispute withdrawn by its claimant. */
  readonly over: { readonly id: string; readonly claimant: Guest; readonly holder: Guest };
}

interface Row {
  readonly sends: string;
  readonly attempt: (fixture: Fixture) => Promise<Answer>;
  readonly status: number;
  readonly code: string;
  /** The field of the error, if any. */
  readonly at?: string;
}

let fixture: Fixture;

beforeAll(async () => {
  const portal = await openTestPortal({ works: false });
  const company = await portal.company();
  const verifier = await portal.officer("account-verifier");
  const owner = await portal.person();
  const id = succeeded(await register(owner, businessForm(await files(owner))), "a registration").id;
  const claimant = await portal.person();
  const claim = await claimant.client.post<{ id: string }>("/api/disputes", await claimForm(claimant, company.nib));
  const consultant = await portal.person();
  const offer = await consultant.client.post<{ id: string }>(
    "/api/letters-of-authority",
    await letterForm(consultant, company.nib),
  );
  fixture = {
    portal,
    company,
    verifier,
    waiting: { id, owner },
    person: await portal.person(),
    undisputed: await portal.company(),
    dispute: { id: succeeded(claim, "a dispute").id, claimant },
    letter: { id: succeeded(offer, "a letter").id, consultant },
    refused: await refusedLetter(portal),
    heard: await heardDispute(portal, verifier),
    over: await abandonedDispute(portal),
  };
});

async function refusedLetter(portal: TestPortal): Promise<Fixture["refused"]> {
  const { owner, nib } = await portal.company();
  const consultant = await portal.person();
  const form = await letterForm(consultant, nib);
  const { id } = succeeded(await consultant.client.post<{ id: string }>("/api/letters-of-authority", form), "a letter");
  const answer = { expectedVersion: 1, verdict: "refuse", reason: "Tidak dikenal." };
  succeeded(await owner.client.post(`/api/letters-of-authority/${id}/answer`, answer), "a refusal");
  return { id, consultant, owner };
}

async function openedDispute(portal: TestPortal) {
  const { owner: holder, nib } = await portal.company();
  const claimant = await portal.person();
  const form = await claimForm(claimant, nib);
  const { id } = succeeded(await claimant.client.post<{ id: string }>("/api/disputes", form), "a dispute");
  return { id, claimant, holder };
}

async function heardDispute(portal: TestPortal, verifier: Guest): Promise<Fixture["heard"]> {
  const { id, holder } = await openedDispute(portal);
  succeeded(await verifier.client.post(`/api/dispute-desk/${id}/question`, { expectedVersion: 1 }), "a question");
  succeeded(await holder.client.post(`/api/disputes/${id}/statement`, { text: "Saya pemilik." }), "a statement");
  return { id, holder };
}

async function abandonedDispute(portal: TestPortal): Promise<Fixture["over"]> {
  const dispute = await openedDispute(portal);
  succeeded(await dispute.claimant.client.post(`/api/disputes/${dispute.id}/withdrawal`), "a withdrawal");
  return dispute;
}

afterAll(() => fixture.portal.close());

async function upload(guest: Guest, purpose: string): Promise<string> {
  const file = { name: "berkas.pdf", bytes: TINY_PDF };
  return succeeded(await guest.client.upload<{ id: string }>(`/api/files?purpose=${purpose}`, file), "a file").id;
}

async function files(guest: Guest) {
  return { deedFileId: await upload(guest, "deed") };
}

const [first, second] = readyCompanies();
const registeredNib = first?.nib ?? "";
const freeNib = second?.nib ?? "";
const freeNpwp = second?.npwp ?? "";
const PERSON = {
  name: "Ratna Kusumawati",
  position: "Direktur",
  email: "ratna@uji.invalid",
  phone: "0812 555 0101",
  standing: "director",
};
const FACTS = {
  name: "Dinas Contoh",
  companyKind: "city-government",
  address: "Jalan Uji 1",
  city: "Kota Depok",
  province: "Jawa Barat",
};
const BASIS = { kind: "regional-regulation", number: "7", year: 2016, subject: "Pembentukan perangkat daerah" };

function businessForm(changes: Readonly<Record<string, unknown>>) {
  const numbers = { nib: registeredNib, npwp: first?.npwp, phone: "021-5550101" };
  return { kind: "business", ...numbers, personInCharge: PERSON, ...changes };
}

const free = (changes: Readonly<Record<string, unknown>>) => businessForm({ nib: freeNib, npwp: freeNpwp, ...changes });

async function bodyForm(guest: Guest, changes: Readonly<Record<string, unknown>> = {}) {
  const numbers = { kind: "government", npwp: "0012345678901000", phone: "021-5550102" };
  const papers = {
    legalBasisFileId: await upload(guest, "legal-basis"),
    assignmentFileId: await upload(guest, "assignment"),
  };
  return { ...numbers, ...papers, facts: FACTS, legalBasis: BASIS, personInCharge: PERSON, ...changes };
}

const register = (guest: Guest, form: object) => guest.client.post<{ id: string }>("/api/organisations", form);

const thisYear = new Date().getUTCFullYear();

async function letterForm(guest: Guest, nib: string, changes: Readonly<Record<string, unknown>> = {}) {
  const days = { validFrom: `${thisYear}-01-01`, validTo: `${thisYear + 1}-06-30` };
  return { nib, fileId: await upload(guest, "authority"), scope: "Penomoran", ...days, ...changes };
}

async function claimForm(guest: Guest, nib: string, changes: Readonly<Record<string, unknown>> = {}) {
  const why = {
    ground: "former-claimant",
    reason: "Direksi sudah berganti.",
    position: "Direktur",
    phone: "021-5550103",
  };
  return { nib, ...why, evidenceFileId: await upload(guest, "evidence"), ...changes };
}

const decide = (guest: Guest, id: string, body: object) =>
  guest.client.post(`/api/verifications/${id}/decision`, { expectedVersion: 1, ...body });

const NO_LETTER = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";

const REGISTRATIONS: readonly Row[] = [
  {
    sends: "a NIB of twelve digits",
    attempt: async ({ person }) => register(person, free({ nib: "123456789012", ...(await files(person)) })),
    status: 400,
    code: "nib-format",
    at: "nib",
  },
  {
    sends: "a NIB that OSS does not know",
    attempt: async ({ person }) => register(person, free({ nib: knownNib.unknown, ...(await files(person)) })),
    status: 404,
    code: "nib-unknown",
    at: "nib",
  },
  {
    sends: "a frozen NIB",
    attempt: async ({ person }) => register(person, free({ nib: knownNib.frozen, ...(await files(person)) })),
    status: 409,
    code: "nib-frozen",
    at: "nib",
  },
  {
    sends: "a revoked NIB",
    attempt: async ({ person }) => register(person, free({ nib: knownNib.revoked, ...(await files(person)) })),
    status: 409,
    code: "nib-revoked",
    at: "nib",
  },
  {
    sends: "a NIB that another person has registered",
    attempt: async ({ person }) => register(person, businessForm(await files(person))),
    status: 409,
    code: "nib-already-registered",
    at: "nib",
  },
  {
    sends: "his own registration a second time",
    attempt: async ({ waiting }) => register(waiting.owner, businessForm(await files(waiting.owner))),
    status: 409,
    code: "nib-already-yours",
    at: "nib",
  },
  {
    sends: "an NPWP of fourteen digits",
    attempt: async ({ person }) => register(person, free({ npwp: "12345678901234", ...(await files(person)) })),
    status: 400,
    code: "npwp-format",
    at: "npwp",
  },
  {
    sends: "the NPWP of another company",
    attempt: async ({ person }) => register(person, free({ npwp: "0991111111111000", ...(await files(person)) })),
    status: 409,
    code: "npwp-differs",
    at: "npwp",
  },
  {
    sends: "a telephone number without its area code",
    attempt: async ({ person }) => register(person, free({ phone: "1234", ...(await files(person)) })),
    status: 400,
    code: "phone-format",
    at: "phone",
  },
  {
    sends: "a person in charge whose telephone is a word",
    attempt: async ({ person }) =>
      register(person, free({ personInCharge: { ...PERSON, phone: "kantor pusat" }, ...(await files(person)) })),
    status: 400,
    code: "phone-format",
    at: "personInCharge.phone",
  },
  {
    sends: "a business without its deed",
    attempt: ({ person }) => register(person, free({})),
    status: 400,
    code: "deed-missing",
    at: "deedFileId",
  },
  {
    sends: "a letter in the place of the deed",
    attempt: async ({ person }) => register(person, free({ deedFileId: await upload(person, "letter") })),
    status: 400,
    code: "deed-missing",
    at: "deedFileId",
  },
  {
    sends: "somebody who is no director, without a letter of assignment",
    attempt: async ({ person }) =>
      register(person, free({ personInCharge: { ...PERSON, standing: "assigned" }, ...(await files(person)) })),
    status: 400,
    code: "assignment-missing",
    at: "assignmentFileId",
  },
  {
    sends: "a typed company while OSS answers",
    attempt: async ({ person }) => {
      const typed = { source: "stated", facts: FACTS, nibFileId: await upload(person, "nib") };
      return register(person, free({ ...typed, ...(await files(person)) }));
    },
    status: 409,
    code: "oss-answers",
    at: "source",
  },
  {
    sends: "a typed company without its NIB document while OSS is out",
    attempt: async ({ person }) => {
      const typed = { nib: troubledNib["error-500"], source: "stated", facts: FACTS };
      return register(person, free({ ...typed, ...(await files(person)) }));
    },
    status: 400,
    code: "nib-document-missing",
    at: "nibFileId",
  },
  {
    sends: "a government body without name and address",
    attempt: async ({ person }) => register(person, await bodyForm(person, { facts: null })),
    status: 400,
    code: "facts-missing",
    at: "facts",
  },
  {
    sends: "a government body without its legal basis",
    attempt: async ({ person }) => register(person, await bodyForm(person, { legalBasis: null })),
    status: 400,
    code: "legal-basis-missing",
    at: "legalBasis",
  },
  {
    sends: "a law of a year to come",
    attempt: async ({ person }) =>
      register(person, await bodyForm(person, { legalBasis: { ...BASIS, year: thisYear + 1 } })),
    status: 400,
    code: "legal-basis-year",
    at: "legalBasis.year",
  },
  {
    sends: "a government body without the text of its law",
    attempt: async ({ person }) => register(person, await bodyForm(person, { legalBasisFileId: null })),
    status: 400,
    code: "legal-basis-file-missing",
    at: "legalBasisFileId",
  },
  {
    sends: "a government body whose person in charge shows no letter of assignment",
    attempt: async ({ person }) => register(person, await bodyForm(person, { assignmentFileId: null })),
    status: 400,
    code: "assignment-missing",
    at: "assignmentFileId",
  },
  {
    sends: "a correction that nobody has asked for",
    attempt: async ({ waiting }) =>
      waiting.owner.client.put(`/api/organisations/${waiting.id}`, businessForm(await files(waiting.owner))),
    status: 409,
    code: "not-returned",
  },
];

const DECISIONS: readonly Row[] = [
  {
    sends: "a return without a reason",
    attempt: ({ verifier, waiting }) => decide(verifier, waiting.id, { verdict: "return", reasons: [] }),
    status: 400,
    code: "reasons-missing",
    at: "reasons",
  },
  {
    sends: "a decision on another version than was looked at",
    attempt: ({ verifier, waiting }) => decide(verifier, waiting.id, { verdict: "accept", expectedVersion: 7 }),
    status: 409,
    code: "registration-changed",
  },
  {
    sends: "a company that is not waiting for a verifier",
    attempt: ({ verifier, company }) => decide(verifier, company.id, { verdict: "accept" }),
    status: 409,
    code: "already-decided",
  },
];

const LETTERS: readonly Row[] = [
  {
    sends: "a letter to a company that is not registered",
    attempt: async ({ person }) =>
      person.client.post("/api/letters-of-authority", await letterForm(person, knownNib.readyCv)),
    status: 404,
    code: "company-not-registered",
  },
  {
    sends: "a letter whose last day comes before its first",
    attempt: async ({ person, company }) => {
      const days = { validFrom: `${thisYear + 1}-02-01`, validTo: `${thisYear + 1}-01-01` };
      return person.client.post("/api/letters-of-authority", await letterForm(person, company.nib, days));
    },
    status: 400,
    code: "authority-period",
    at: "validTo",
  },
  {
    sends: "a letter that has run out",
    attempt: async ({ person, company }) => {
      const days = { validFrom: "2025-01-01", validTo: "2025-12-31" };
      return person.client.post("/api/letters-of-authority", await letterForm(person, company.nib, days));
    },
    status: 400,
    code: "authority-over",
    at: "validTo",
  },
  {
    sends: "a letter for ten years",
    attempt: async ({ person, company }) => {
      const days = { validTo: `${thisYear + 10}-01-01` };
      return person.client.post("/api/letters-of-authority", await letterForm(person, company.nib, days));
    },
    status: 400,
    code: "authority-too-long",
    at: "validTo",
  },
  {
    sends: "a deed in the place of the letter",
    attempt: async ({ person, company }) => {
      const fileId = await upload(person, "deed");
      return person.client.post("/api/letters-of-authority", await letterForm(person, company.nib, { fileId }));
    },
    status: 400,
    code: "authority-file-missing",
    at: "fileId",
  },
  {
    sends: "a second letter while the first is open",
    attempt: async ({ letter, company }) =>
      letter.consultant.client.post("/api/letters-of-authority", await letterForm(letter.consultant, company.nib)),
    status: 409,
    code: "authority-open",
  },
  {
    sends: "a letter to his own company",
    attempt: async ({ company }) =>
      company.owner.client.post("/api/letters-of-authority", await letterForm(company.owner, company.nib)),
    status: 409,
    code: "authority-own-company",
  },
  {
    sends: "an end to a letter that is not his",
    attempt: ({ person, letter }) => person.client.post(`/api/letters-of-authority/${letter.id}/end`, {}),
    status: 404,
    code: "no-such-letter",
  },
  {
    sends: "an answer to a letter that does not exist",
    attempt: ({ company }) =>
      company.owner.client.post(`/api/letters-of-authority/${NO_LETTER}/answer`, {
        expectedVersion: 1,
        verdict: "accept",
      }),
    status: 404,
    code: "no-such-letter",
  },
];

const DISPUTES: readonly Row[] = [
  {
    sends: "a claim on a NIB that nobody has registered",
    attempt: async ({ person }) => person.client.post("/api/disputes", await claimForm(person, knownNib.readyCv)),
    status: 404,
    code: "company-not-registered",
  },
  {
    sends: "a claim on his own company",
    attempt: async ({ company }) =>
      company.owner.client.post("/api/disputes", await claimForm(company.owner, company.nib)),
    status: 409,
    code: "dispute-own-company",
  },
  {
    sends: "a claim on an account that is disputed already",
    attempt: async ({ person, company }) => person.client.post("/api/disputes", await claimForm(person, company.nib)),
    status: 409,
    code: "dispute-open",
  },
  {
    sends: "a claim with a letter in the place of the evidence",
    attempt: async ({ person, undisputed }) => {
      const evidenceFileId = await upload(person, "letter");
      return person.client.post("/api/disputes", await claimForm(person, undisputed.nib, { evidenceFileId }));
    },
    status: 400,
    code: "evidence-missing",
    at: "evidenceFileId",
  },
  {
    sends: "a statement before anybody asked for it",
    attempt: ({ company, dispute }) =>
      company.owner.client.post(`/api/disputes/${dispute.id}/statement`, { text: "Saya pemilik yang sah." }),
    status: 409,
    code: "dispute-not-asked",
  },
  {
    sends: "a transfer before the holder was heard",
    attempt: ({ verifier, dispute }) =>
      verifier.client.post(`/api/dispute-desk/${dispute.id}/decision`, {
        expectedVersion: 1,
        verdict: "transfer",
        reason: "Akta terbaru.",
      }),
    status: 409,
    code: "holder-not-heard",
  },
  {
    sends: "a rejection without a reason",
    attempt: ({ verifier, dispute }) =>
      verifier.client.post(`/api/dispute-desk/${dispute.id}/decision`, {
        expectedVersion: 1,
        verdict: "reject",
        reason: " ",
      }),
    status: 400,
    code: "decision-reason-missing",
    at: "reason",
  },
  {
    sends: "a decision on another version than was looked at",
    attempt: ({ verifier, dispute }) =>
      verifier.client.post(`/api/dispute-desk/${dispute.id}/question`, { expectedVersion: 9 }),
    status: 409,
    code: "dispute-changed",
  },
  {
    sends: "somebody else's claim back",
    attempt: ({ person, dispute }) => person.client.post(`/api/disputes/${dispute.id}/withdrawal`),
    status: 404,
    code: "no-such-dispute",
  },
];

/** Steps that come too late, or a second time. */
const ORDERS: readonly Row[] = [
  {
    sends: "a second answer to a letter",
    attempt: ({ refused }) =>
      refused.owner.client.post(`/api/letters-of-authority/${refused.id}/answer`, {
        expectedVersion: 2,
        verdict: "accept",
      }),
    status: 409,
    code: "letter-decided",
  },
  {
    sends: "an end to a letter that was refused",
    attempt: ({ refused }) => refused.consultant.client.post(`/api/letters-of-authority/${refused.id}/end`, {}),
    status: 409,
    code: "letter-ended",
  },
  {
    sends: "an answer to another version of a letter than was read",
    attempt: ({ letter, company }) =>
      company.owner.client.post(`/api/letters-of-authority/${letter.id}/answer`, {
        expectedVersion: 9,
        verdict: "accept",
      }),
    status: 409,
    code: "letter-changed",
  },
  {
    sends: "a second question to a holder",
    attempt: ({ verifier, heard }) =>
      verifier.client.post(`/api/dispute-desk/${heard.id}/question`, { expectedVersion: 3 }),
    status: 409,
    code: "dispute-asked-already",
  },
  {
    sends: "a second statement",
    attempt: ({ heard }) => heard.holder.client.post(`/api/disputes/${heard.id}/statement`, { text: "Sekali lagi." }),
    status: 409,
    code: "statement-given",
  },
  {
    sends: "a statement to a claim that was given up",
    attempt: ({ over }) => over.holder.client.post(`/api/disputes/${over.id}/statement`, { text: "Terlambat." }),
    status: 409,
    code: "dispute-over",
  },
  {
    sends: "a claim back for the second time",
    attempt: ({ over }) => over.claimant.client.post(`/api/disputes/${over.id}/withdrawal`),
    status: 409,
    code: "dispute-over",
  },
  {
    sends: "a decision of a claim that was given up",
    attempt: ({ verifier, over }) =>
      verifier.client.post(`/api/dispute-desk/${over.id}/decision`, {
        expectedVersion: 2,
        verdict: "reject",
        reason: "Terlambat.",
      }),
    status: 409,
    code: "dispute-over",
  },
  {
    sends: "a deed that somebody else has uploaded",
    attempt: async ({ person, waiting }) => register(person, free({ deedFileId: await upload(waiting.owner, "deed") })),
    status: 400,
    code: "deed-missing",
    at: "deedFileId",
  },
];

const send = ({ person }: Fixture, bytes: Uint8Array) =>
  person.client.upload("/api/files?purpose=deed", { name: "akta.pdf", bytes });
const ascii = (text: string) => new TextEncoder().encode(text);
const PDF_TEXT = new TextDecoder().decode(TINY_PDF);

/** Files that cannot be stored, and files that the user may not read. */
const FILES: readonly Row[] = [
  {
    sends: "no file at all",
    attempt: ({ person }) => person.client.post("/api/files?purpose=deed", {}),
    status: 400,
    code: "file-missing",
  },
  {
    sends: "an empty file",
    attempt: (where) => send(where, new Uint8Array()),
    status: 400,
    code: "file-empty",
  },
  {
    sends: "a text that is called akta.pdf",
    attempt: (where) => send(where, ascii("Ini bukan PDF, hanya teks yang diberi nama akta.pdf.")),
    status: 415,
    code: "file-not-pdf",
  },
  {
    sends: "a picture that is called akta.pdf",
    attempt: (where) => send(where, Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1])),
    status: 415,
    code: "file-not-pdf",
  },
  {
    sends: "a PDF that breaks off in the middle",
    attempt: (where) => send(where, TINY_PDF.slice(0, 40)),
    status: 415,
    code: "file-damaged",
  },
  {
    sends: "a PDF that is locked with a password",
    attempt: (where) => send(where, ascii(PDF_TEXT.replace("/Root 1 0 R", "/Root 1 0 R/Encrypt 5 0 R"))),
    status: 415,
    code: "file-encrypted",
  },
  {
    sends: "a PDF of more than five megabytes",
    attempt: (where) => send(where, Buffer.concat([TINY_PDF, Buffer.alloc(5_242_881)])),
    status: 413,
    code: "file-too-large",
  },
  {
    sends: "for a file that does not exist",
    attempt: ({ person }) => person.client.get(`/api/files/${NO_LETTER}`),
    status: 404,
    code: "no-such-file",
  },
  {
    sends: "for a file that somebody else has uploaded",
    attempt: async ({ person, waiting }) => person.client.get(`/api/files/${await upload(waiting.owner, "deed")}`),
    status: 404,
    code: "no-such-file",
  },
  {
    sends: "for a claimant's evidence, as the holder",
    attempt: async ({ company, portal, dispute }) => {
      const row = await portal.kit.db
        .selectFrom("ownershipDispute")
        .select("evidenceFileId")
        .where("id", "=", dispute.id)
        .executeTakeFirstOrThrow();
      return company.owner.client.get(`/api/files/${row.evidenceFileId}`);
    },
    status: 404,
    code: "no-such-file",
  },
];

/** All rows, and the owners of files, that a refused attempt must leave unchanged. */
async function picture(): Promise<string> {
  const { db } = fixture.portal.kit;
  const all = await Promise.all([
    db.selectFrom("organisation").select(["id", "version", "state", "createdBy"]).orderBy("id").execute(),
    db.selectFrom("membership").select(["id", "role", "endedAt"]).orderBy("id").execute(),
    db.selectFrom("letterOfAuthority").select(["id", "version", "state"]).orderBy("id").execute(),
    db.selectFrom("ownershipDispute").select(["id", "version", "state"]).orderBy("id").execute(),
    db
      .selectFrom("storedFile")
      .select(["id", "organisationId"])
      .where("organisationId", "is not", null)
      .orderBy("id")
      .execute(),
    db.selectFrom("mailMessage").select("id").orderBy("id").execute(),
  ]);
  return JSON.stringify(all);
}

async function judge({ attempt, ...row }: Row): Promise<void> {
  const before = await picture();
  const answer = (await attempt(fixture)) as Answer<ProblemBody>;
  const { error } = answer.body;
  expect({ status: answer.status, code: error.code }).toEqual({ status: row.status, code: row.code });
  if (row.at !== undefined) expect(error.fields.map(({ path }) => path)).toContain(row.at);
  for (const locale of ["id", "en"] as const) {
    expect(fixture.portal.kit.texts.has(locale, `errors.${row.code}`), `${locale} ${row.code}`).toBe(true);
  }
  expect(error.message.length).toBeGreaterThan(20);
  expect(await picture()).toBe(before);
}

describe("a registration is refused in words and loses nothing when a person sends", () => {
  it.each(REGISTRATIONS)("$sends", judge);
});

describe("a verifier is refused in words and decides nothing when he sends", () => {
  it.each(DECISIONS)("$sends", judge);
});

describe("a letter of authority is refused in words and gives nobody a role when somebody sends", () => {
  it.each(LETTERS)("$sends", judge);
});

describe("a dispute is refused in words and moves no account when somebody sends", () => {
  it.each(DISPUTES)("$sends", judge);
});

describe("a step out of order is refused in words and changes nothing when somebody sends", () => {
  it.each(ORDERS)("$sends", judge);
});

describe("a file is refused in words and nothing of it is kept when somebody sends", () => {
  it.each(FILES)("$sends", async (row) => {
    const folder = path.join(path.resolve(fixture.portal.kit.settings.dataFolder), "files", "incoming");
    await judge(row);
    expect(await readdir(folder).catch(() => [])).toEqual([]);
  });
});
