import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyCompanies, troubledNib } from "../../../simulators/oss/index.ts";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { draftFor, holdCode, succeeded, TINY_PDF } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { addCompany } from "../../../testkit/users.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";

const DAY_MS = 86_400_000;
const virtualContext = createVirtualContext();
let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
});

afterAll(() => portal.close());

async function upload(guest: Guest, purpose: string): Promise<string> {
  const file = { name: "berkas.pdf", bytes: TINY_PDF };
  return succeeded(await guest.client.upload<{ id: string }>(`/api/files?purpose=${purpose}`, file), "a file").id;
}

const codeOf = (answer: Answer<unknown>) => (answer as Answer<ProblemBody>).body.error.code;
const statuses = (answers: readonly Answer[]) =>
  answers.map(({ status }) => status).sort((left, right) => left - right);
const DAYS = { validFrom: "2026-11-01", validTo: "2026-12-31" };

async function offered(company: {
  readonly nib: string;
}): Promise<{ readonly id: string; readonly consultant: Guest }> {
  const consultant = await portal.person();
  const letter = { nib: company.nib, fileId: await upload(consultant, "authority"), scope: "Penomoran", ...DAYS };
  const { id } = succeeded(
    await consultant.client.post<{ id: string }>("/api/letters-of-authority", letter),
    "a letter",
  );
  return { id, consultant };
}

async function consultantOf(company: GuestCompany) {
  const letter = await offered(company);
  const answer = { expectedVersion: 1, verdict: "accept" };
  succeeded(await company.owner.client.post(`/api/letters-of-authority/${letter.id}/answer`, answer), "an answer");
  return letter;
}

/** The consultant's session as that of the company they act for. */
const asCompany = (company: GuestCompany, owner: Guest): GuestCompany => ({ ...company, owner });

async function claimOn(company: { readonly nib: string }): Promise<{ readonly id: string; readonly claimant: Guest }> {
  const claimant = await portal.person();
  const { id } = succeeded(await claim(claimant, company), "a dispute");
  return { id, claimant };
}

async function claim(claimant: Guest, { nib }: { readonly nib: string }): Promise<Answer<{ id: string }>> {
  const why = {
    ground: "former-claimant",
    reason: "Direksi lama sudah berhenti.",
    position: "Direktur",
    phone: "0215550001",
  };
  const evidenceFileId = await upload(claimant, "evidence");
  return claimant.client.post("/api/disputes", { nib, ...why, evidenceFileId });
}

const mailsTo = async (guest: Guest) =>
  portal.kit.db.selectFrom("mailMessage").select("subject").where("toPersonId", "=", guest.id).orderBy("id").execute();

describe("a consultant with a letter of authority", () => {
  it("sees nothing of the company before its owner accepts, and works for it from then on", async () => {
    const company = await portal.company();
    const letter = await offered(company);
    const { client } = letter.consultant;
    expect((await client.get(`/api/organisations/${company.id}`)).status).toBe(404);
    const seen = (
      await company.owner.client.get<{ items: { id: string; mayDecide: boolean }[] }>("/api/letters-of-authority")
    ).body;
    expect(seen.items).toMatchObject([{ id: letter.id, side: "company", mayDecide: true }]);
    const answer = { expectedVersion: 1, verdict: "accept" };
    await company.owner.client.post(`/api/letters-of-authority/${letter.id}/answer`, answer);
    expect((await client.get(`/api/organisations/${company.id}`)).status).toBe(200);
    expect((await holdCode(asCompany(company, letter.consultant), "1500201")).status).toBe(201);
    const mine = (await client.get<{ items: object[] }>("/api/letters-of-authority")).body;
    expect(mine.items).toMatchObject([{ side: "consultant", state: "accepted", isInForce: true }]);
    expect((await mailsTo(letter.consultant)).map(({ subject }) => subject)).toEqual([
      `${company.name} menerima surat kuasa Anda`,
    ]);
  });

  it("changes neither the registration nor who acts for the company", async () => {
    const company = await portal.company();
    const { consultant } = await consultantOf(company);
    const registration = { nib: company.nib, npwp: "9000000000000001", phone: "0215550001", deedFileId: null };
    const personInCharge = { name: "Lain", position: "Direktur", email: "lain@uji.invalid", phone: "0215550001" };
    const put = await consultant.client.put(`/api/organisations/${company.id}`, { ...registration, personInCharge });
    expect([403, 404]).toContain(put.status);
    const other = await offered(company);
    const answer = { expectedVersion: 1, verdict: "accept" };
    expect((await consultant.client.post(`/api/letters-of-authority/${other.id}/answer`, answer)).status).toBe(403);
  });

  it("acts for several companies, and for each only by its own letter", async () => {
    const [one, two] = [await portal.company(), await portal.company()];
    const { consultant } = await consultantOf(one);
    const mine = async () =>
      (await consultant.client.get<{ items: { id: string }[] }>("/api/organisations/mine")).body.items.map(
        ({ id }) => id,
      );
    expect(await mine()).toEqual([one.id]);
    const letter = { nib: two.nib, fileId: await upload(consultant, "authority"), scope: "Penomoran", ...DAYS };
    const { id } = (await consultant.client.post<{ id: string }>("/api/letters-of-authority", letter)).body;
    await two.owner.client.post(`/api/letters-of-authority/${id}/answer`, { expectedVersion: 1, verdict: "accept" });
    expect((await mine()).toSorted()).toEqual([one.id, two.id].toSorted());
    await one.owner.client.post(`/api/letters-of-authority/${(await lettersOf(consultant)).at(-1)}/end`, {});
    expect(await mine()).toEqual([two.id]);
  });

  it("loses the role with the end of the letter's last day", async () => {
    const company = await portal.company();
    const { consultant } = await consultantOf(company);
    virtualContext.advance(40 * DAY_MS);
    const late = await portal.again(consultant);
    expect((await late.client.get(`/api/organisations/${company.id}`)).status).toBe(404);
    expect((await holdCode(asCompany(company, late), "1500202")).status).toBe(403);
    virtualContext.advance(-40 * DAY_MS);
  });

  it("submits before the letter is taken back or not at all, however the two fall together", async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      const company = await portal.company();
      const letter = await consultantOf(company);
      const draft = await draftFor(asCompany(company, letter.consultant), `150030${round}`);
      const submit = { command: "submit", expectedVersion: draft.version };
      const [sent, ended] = await Promise.all([
        letter.consultant.client.post(`/api/applications/${draft.id}/commands`, submit),
        company.owner.client.post(`/api/letters-of-authority/${letter.id}/end`, {}),
      ]);
      expect(ended.status).toBe(200);
      const { state } = await portal.kit.db
        .selectFrom("numberingApplication")
        .select("state")
        .where("id", "=", draft.id)
        .executeTakeFirstOrThrow();
      expect([sent.status < 300, state !== "draft"]).toEqual([state !== "draft", sent.status < 300]);
      outcomes.add(state);
      const again = await letter.consultant.client.post(`/api/applications/${draft.id}/commands`, submit);
      expect([403, 404]).toContain(again.status);
    }
    expect([...outcomes].every((state) => state === "draft" || state === "submitted")).toBe(true);
  });

  it("may register a company that has no account; the verifier accepts the letter with the registration", async () => {
    const consultant = await portal.person();
    const [, , , company] = readyCompanies();
    const form = {
      nib: company?.nib,
      npwp: company?.npwp,
      phone: "0215550001",
      deedFileId: await upload(consultant, "deed"),
      personInCharge: { name: "Ratna", position: "Direktur", email: "ratna@uji.invalid", phone: "0215550002" },
      authority: { fileId: await upload(consultant, "authority"), scope: "Penomoran", ...DAYS },
    };
    const { id } = succeeded(
      await consultant.client.post<{ id: string }>("/api/organisations", form),
      "a registration",
    );
    const verifier = await portal.officer("account-verifier");
    const seen = (await verifier.client.get<{ version: number }>(`/api/verifications/${id}`)).body;
    expect(seen).toMatchObject({
      authority: { state: "offered", personName: consultant.name, isWithRegistration: true },
    });
    const decision = {
      expectedVersion: seen.version,
      verdict: "return",
      reasons: [{ field: "phone", text: "Salah." }],
    };
    expect((await verifier.client.post(`/api/verifications/${id}/decision`, decision)).status).toBe(200);
    const renewed = { ...form, authority: { ...form.authority, fileId: await upload(consultant, "authority") } };
    expect((await consultant.client.put(`/api/organisations/${id}`, renewed)).status).toBe(200);
    const { version } = (await verifier.client.get<{ version: number }>(`/api/verifications/${id}`)).body;
    const accept = { expectedVersion: version, verdict: "accept" };
    expect((await verifier.client.post(`/api/verifications/${id}/decision`, accept)).status).toBe(200);
    const { items } = (await consultant.client.get<{ items: object[] }>("/api/letters-of-authority")).body;
    // Both letters were offered at the same instant of the stopped clock; the later one is still listed first.
    expect(items).toMatchObject([
      { state: "accepted", isInForce: true },
      { state: "withdrawn", isInForce: false },
    ]);
    const roles = await portal.kit.db
      .selectFrom("membership")
      .select("role")
      .where("organisationId", "=", id)
      .where("endedAt", "is", null)
      .execute();
    expect(roles).toEqual([{ role: "consultant" }]);
  });
});

async function lettersOf(guest: Guest): Promise<readonly string[]> {
  const { items } = (await guest.client.get<{ items: { id: string }[] }>("/api/letters-of-authority")).body;
  return items.map(({ id }) => id);
}

describe("a dispute about an account", () => {
  it("moves it to the claimant once the holder was heard; codes, holds and drafts stay", async () => {
    const company = await portal.company();
    const { consultant } = await consultantOf(company);
    const draft = await draftFor(company, "1500401");
    const { id, claimant } = await claimOn(company);
    const verifier = await portal.officer("account-verifier");
    const { client } = verifier;
    const evidence = (await client.get<{ evidenceFileId: string }>(`/api/dispute-desk/${id}`)).body.evidenceFileId;
    expect((await client.get(`/api/files/${evidence}`)).status).toBe(200);
    expect((await company.owner.client.get(`/api/files/${evidence}`)).status).toBe(404);
    expect((await client.post(`/api/dispute-desk/${id}/question`, { expectedVersion: 1 })).status).toBe(200);
    const asked = (await company.owner.client.get<{ items: object[] }>("/api/disputes")).body.items;
    expect(asked).toMatchObject([{ id, side: "holder", state: "asked", statementDueDate: "2026-12-02" }]);
    const statement = { text: "Saya masih direktur." };
    expect((await company.owner.client.post(`/api/disputes/${id}/statement`, statement)).status).toBe(200);
    const before = (await client.get<{ version: number }>(`/api/dispute-desk/${id}`)).body;
    expect(before).toMatchObject({ statement: statement.text, mayDecide: true, mayTransfer: true });
    const decision = { expectedVersion: before.version, verdict: "transfer", reason: "Akta terbaru menyebut pemohon." };
    expect((await client.post(`/api/dispute-desk/${id}/decision`, decision)).status).toBe(200);

    expect((await company.owner.client.get(`/api/organisations/${company.id}`)).status).toBe(404);
    expect((await consultant.client.get(`/api/organisations/${company.id}`)).status).toBe(404);
    const taken = (await claimant.client.get<object>(`/api/organisations/${company.id}`)).body;
    expect(taken).toMatchObject({ state: "verified", personInCharge: { name: claimant.name, phone: "+62215550001" } });
    expect((await claimant.client.get(`/api/applications/${draft.id}`)).status).toBe(200);
    const { items } = (await claimant.client.get<{ items: object[] }>(`/api/holds?organisationId=${company.id}`)).body;
    expect(items).toMatchObject([{ code: "1500401" }]);
    const former = await company.owner.client.get<{ items: { id: string; side: string; state: string }[] }>(
      "/api/disputes",
    );
    expect(former.body.items).toMatchObject([{ id, side: "holder", state: "transferred" }]);
    const subjects = (await mailsTo(claimant)).map(({ subject }) => subject).sort();
    expect(subjects).toEqual([
      `Akun ${company.name} sekarang milik Anda`,
      `Klaim Anda atas akun ${company.name} telah diterima`,
    ]);
    expect(await mailsTo(company.owner)).toContainEqual({ subject: `Akun ${company.name} telah dialihkan` });
  });

  it("goes on without a holder who keeps silent, once his last day has passed", async () => {
    const company = await portal.company();
    const { id } = await claimOn(company);
    const verifier = await portal.officer("account-verifier");
    await verifier.client.post(`/api/dispute-desk/${id}/question`, { expectedVersion: 1 });
    const decision = { expectedVersion: 2, verdict: "transfer", reason: "Tidak ada tanggapan." };
    expect(codeOf(await verifier.client.post(`/api/dispute-desk/${id}/decision`, decision))).toBe("holder-not-heard");
    virtualContext.advance(8 * DAY_MS);
    const later = await portal.again(verifier);
    expect((await later.client.post(`/api/dispute-desk/${id}/decision`, decision)).status).toBe(200);
    virtualContext.advance(-8 * DAY_MS);
  });

  it("is decided once when two verifiers decide at the same time, and the second is told so", async () => {
    const company = await portal.company();
    const { id } = await claimOn(company);
    const verifiers = [await portal.officer("account-verifier"), await portal.officer("account-verifier")];
    const answers = await Promise.all(
      verifiers.map(({ client }) =>
        client.post(`/api/dispute-desk/${id}/decision`, {
          expectedVersion: 1,
          verdict: "reject",
          reason: "Kurang bukti.",
        }),
      ),
    );
    expect(statuses(answers)).toEqual([200, 409]);
    expect(codeOf(answers.find(({ status }) => status === 409) as Answer)).toBe("dispute-over");
    expect(await mailsTo(company.owner)).toHaveLength(1);
  });

  it("is one at a time, also when three people claim at once", async () => {
    const company = await portal.company();
    const claimants = [await portal.person(), await portal.person(), await portal.person()];
    const answers = await Promise.all(claimants.map((claimant) => claim(claimant, company)));
    expect(statuses(answers)).toEqual([201, 409, 409]);
  });
});

describe("an imported operator that nobody acts for", () => {
  const formFor = async (guest: Guest, company: { readonly nib: string; readonly npwp?: string }) => ({
    nib: company.nib,
    npwp: company.npwp,
    phone: "0215550001",
    deedFileId: await upload(guest, "deed"),
    personInCharge: { name: "Ratna", position: "Direktur", email: "ratna@uji.invalid", phone: "0215550002" },
  });

  it("is claimed by registering its NIB, by one of five who try at once; its codes are shown to the verifier", async () => {
    const imported = await addCompany(portal.kit);
    const [, , company] = readyCompanies();
    await portal.kit.db
      .updateTable("organisation")
      .set({ nib: company?.nib ?? "" })
      .where("id", "=", imported.id)
      .execute();
    const people = await Promise.all(Array.from({ length: 5 }, () => portal.person()));
    const forms = await Promise.all(people.map((person) => formFor(person, { nib: "", ...company })));
    const answers = await Promise.all(
      people.map((person, index) => {
        const { nib, npwp, phone, deedFileId, personInCharge } = forms[index] ?? {};
        return person.client.post<{ id: string }>("/api/organisations", {
          nib,
          npwp,
          phone,
          deedFileId,
          personInCharge,
        });
      }),
    );
    expect(statuses(answers)).toEqual([201, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 201)?.body.id).toBe(imported.id);
    const verifier = await portal.officer("account-verifier");
    const seen = (await verifier.client.get<object>(`/api/verifications/${imported.id}`)).body;
    expect(seen).toMatchObject({ state: "submitted", codes: [] });
  });
});

describe("a company that types its data while OSS is out", () => {
  it("is seen as not confirmed, compared when OSS answers again, and confirmed by what OSS says", async () => {
    const person = await portal.person();
    const facts = {
      name: "Gemawicara Ketikan",
      companyKind: "pt",
      address: "Jalan Uji 1",
      city: "Kota Depok",
      province: "Jawa Barat",
    };
    const form = {
      source: "stated",
      nib: troubledNib["error-500"],
      npwp: "0012345678901000",
      facts,
      phone: "0215550001",
      deedFileId: await upload(person, "deed"),
      nibFileId: await upload(person, "nib"),
      personInCharge: { name: "Ratna", position: "Direktur", email: "ratna@uji.invalid", phone: "0215550002" },
    };
    const { id } = succeeded(await person.client.post<{ id: string }>("/api/organisations", form), "a registration");
    const verifier = await portal.officer("account-verifier");
    const { client } = verifier;
    const seen = (await client.get<{ version: number; notices: { code: string }[] }>(`/api/verifications/${id}`)).body;
    expect(seen).toMatchObject({ recordSource: "stated", name: "Gemawicara Ketikan" });
    expect(seen.notices.map(({ code }) => code)).toContain("notice-not-confirmed");
    expect((await client.get(`/api/verifications/${id}/oss-reading`)).body).toMatchObject({
      state: "unavailable",
      lines: [],
    });
    const adopt = () => client.post(`/api/verifications/${id}/oss-record`, { expectedVersion: seen.version });
    expect(codeOf(await adopt())).toBe("oss-not-read");

    const [, , , , known] = readyCompanies();
    await portal.kit.db
      .updateTable("organisation")
      .set({ nib: known?.nib ?? "" })
      .where("id", "=", id)
      .execute();
    const reading = (
      await client.get<{ lines: { line: string; verdict: string }[] }>(`/api/verifications/${id}/oss-reading`)
    ).body;
    const verdicts = Object.fromEntries(reading.lines.map(({ line, verdict }) => [line, verdict]));
    expect(verdicts).toMatchObject({ name: "differs", npwp: "differs", kbli: "match", nibStatus: "match" });
    expect((await adopt()).status).toBe(200);
    const confirmed = (await client.get(`/api/verifications/${id}`)).body;
    expect(confirmed).toMatchObject({ recordSource: "oss", oss: { nib: known?.nib } });
    expect(codeOf(await adopt())).toBe("registration-changed");
  });
});

describe("a government body", () => {
  const body = async (person: Guest) => ({
    kind: "government",
    npwp: "00.123.456.7-890.100",
    phone: "021 5550001",
    facts: {
      name: "Dinas Contoh",
      companyKind: "city-government",
      address: "Jalan Uji 1",
      city: "Kota Depok",
      province: "Jawa Barat",
    },
    legalBasis: { kind: "regional-regulation", number: "7", year: 2016, subject: "Perangkat daerah" },
    legalBasisFileId: await upload(person, "legal-basis"),
    assignmentFileId: await upload(person, "assignment"),
    personInCharge: {
      name: "Sari",
      position: "Kepala Bidang",
      email: "sari@uji.invalid",
      phone: "0811 555 1234",
      standing: "assigned",
    },
  });

  it("registers without a NIB, by the law it rests on, and is accepted", async () => {
    const person = await portal.person();
    const { id } = succeeded(
      await person.client.post<{ id: string }>("/api/organisations", await body(person)),
      "a body",
    );
    const verifier = await portal.officer("account-verifier");
    const seen = (await verifier.client.get<{ version: number }>(`/api/verifications/${id}`)).body;
    expect(seen).toMatchObject({
      kind: "government",
      nib: null,
      oss: null,
      npwp: "0001234567890100",
      legalBasis: { number: "7", year: 2016 },
    });
    const accept = { expectedVersion: seen.version, verdict: "accept" };
    expect((await verifier.client.post(`/api/verifications/${id}/decision`, accept)).status).toBe(200);
    const reading = (await verifier.client.get(`/api/verifications/${id}/oss-reading`)).body;
    expect(reading).toMatchObject({ state: "no-nib" });
  });

  it("is shown beside others with the same tax number, telephone and document", async () => {
    const people = [await portal.person(), await portal.person()];
    const ids = await Promise.all(
      people.map(
        async (person) =>
          succeeded(await person.client.post<{ id: string }>("/api/organisations", await body(person)), "a body").id,
      ),
    );
    const verifier = await portal.officer("account-verifier");
    const seen = (await verifier.client.get<{ lookAlikes: object[] }>(`/api/verifications/${ids[0]}`)).body;
    expect(seen.lookAlikes).toContainEqual(
      expect.objectContaining({ organisationId: ids[1], by: ["npwp", "phone", "document"] }),
    );
  });
});
