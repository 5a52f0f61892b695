import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  knownNib,
  readyCompanies,
  SIMULATOR_KEY_TYPE,
  type Simulator,
  startSimulator,
  troubledNib,
} from "../../../simulators/oss/index.ts";
import { startTestServer, type TestServer, testLog } from "../../../testkit/database.ts";
import { permissionsOf } from "../../identity/index.ts";
import { companyTeller, endMembership, endMembershipsOf, insertMembership } from "../../identity/wire.ts";
import { readSettings } from "../../platform/config/index.ts";
import { type OpenDatabase, openDatabase } from "../../platform/database/index.ts";
import { openFolderStore } from "../../platform/files/index.ts";
import { type Caller, type Http, openHttp, openLiveStreams, SESSION_COOKIE } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { createOssClient, type OssClient } from "../../platform/oss-client/index.ts";
import { openMetrics } from "../../platform/telemetry/index.ts";
import { openTexts } from "../../platform/texts/index.ts";
import { createRuntimeContext } from "../../platform/world/index.ts";
import { addOrganisationRoutes, addVerificationRoutes } from "./wire.ts";

const ORIGIN = "https://sambung.example";
const BEGUN_MS = Date.parse("2026-11-25T09:00:00+07:00");
const DAY_MS = 86_400_000;

let server: TestServer;
let database: OpenDatabase;
let simulator: Simulator;
let oss: OssClient;
let app: Http;
let kit: Kit;
let folder: string;
let nowMs = BEGUN_MS;
const tokens = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-organisations-"));
  database = openDatabase({ access: server.access, role: "app", max: 10, log: testLog });
  const settings = readSettings({});
  if (!settings.ok) throw new Error("settings");
  const metrics = openMetrics();
  const news = { announce: () => undefined, listen: () => () => undefined, close: async () => undefined };
  kit = {
    ids: createRuntimeContext().ids,
    clock: { nowMs: () => nowMs },
    settings: settings.value,
    database,
    db: database.db,
    changeFeed: news,
    log: testLog,
    metrics,
    texts: openTexts(),
    files: openFolderStore(folder),
    live: openLiveStreams(metrics),
    publicUrl: () => ORIGIN,
  };
  simulator = await startSimulator({ port: 0, username: "sambung", password: "simulator", nowMs: () => nowMs });
  oss = createOssClient({
    baseUrl: `http://127.0.0.1:${simulator.port}/v1/kl/rba`,
    username: "sambung",
    password: "simulator",
    keyType: SIMULATOR_KEY_TYPE,
    clock: kit.clock,
    random: () => 0,
  });
  const people = { insertMembership, endMembership, endMembershipsOf, forgetCallers: () => undefined };
  const options = { kit, oss, people, tellCompany: companyTeller(kit) };
  app = await openHttp(
    {
      ...kit,
      publicOrigin: ORIGIN,
      isLocal: true,
      trustedProxies: [],
      tls: undefined,
      sessions: { authenticate: callerOf, isRecognised: () => false },
    },
    {
      web: { folder, routes: [] },
      addRoutes: (http) => {
        addOrganisationRoutes(http, options);
        addVerificationRoutes(http, options);
      },
    },
  );
});

afterAll(async () => {
  await app.close();
  oss.close();
  await simulator.close();
  await database.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Replaces the authentication: a token is a person, whose roles are read from the database. */
async function callerOf(token: string): Promise<Caller | undefined> {
  const personId = tokens.get(token);
  if (personId === undefined) return undefined;
  const person = await kit.db.selectFrom("person").selectAll().where("id", "=", personId).executeTakeFirstOrThrow();
  const rows = await kit.db
    .selectFrom("membership")
    .select(["id", "role", "team", "organisationId"])
    .where("personId", "=", personId)
    .where("endedAt", "is", null)
    .execute();
  const own = {
    organisationName: null,
    tenantId: null,
    acting: null,
    actingForPersonId: null,
    actingForName: null,
    validToMs: null,
  };
  const memberships = rows.map((row) => ({ ...row, ...own }));
  const { name, email } = person;
  return {
    personId,
    sessionId: personId,
    name,
    email,
    locale: "id",
    isEmailConfirmed: true,
    isDemo: false,
    secondFactor: "given",
    memberships,
    permissions: permissionsOf(memberships),
  };
}

interface Person {
  readonly id: string;
  readonly token: string;
}

async function makePerson(role?: string, organisationId: string | null = null): Promise<Person> {
  const id = kit.ids.next();
  const email = `${id}@example.test`;
  const at = new Date(nowMs);
  await kit.db
    .insertInto("person")
    .values({ id, email, emailKey: email, name: `Orang ${id.slice(-4)}`, passwordHash: "-", createdAt: at })
    .execute();
  if (role !== undefined) {
    const row = { id: kit.ids.next(), personId: id, role, team: null, organisationId, grantedBy: null, grantedAt: at };
    await insertMembership(kit.db, row);
  }
  const token = Buffer.from(id.replaceAll("-", "")).toString("base64url").slice(-43);
  tokens.set(token, id);
  return { id, token };
}

async function makeDeed(person: Person, purpose = "deed", sha256 = "0".repeat(64)): Promise<string> {
  const id = kit.ids.next();
  const file = { purpose, sha256, bytes: 10, mediaType: "application/pdf", originalName: "akta.pdf" };
  await kit.db
    .insertInto("storedFile")
    .values({ id, ...file, uploadedBy: person.id, uploadedAt: new Date(nowMs) })
    .execute();
  return id;
}

/** The fields of responses that these tests use. */
interface AnswerBody {
  readonly id: string;
  readonly total: number;
  readonly items: readonly object[];
  readonly alreadyRegistered: boolean;
  readonly mayDecide: boolean;
  readonly promise: object;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields: readonly { readonly path: string; readonly code: string }[];
  };
}

interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
  readonly headers: Readonly<Record<string, unknown>>;
}

async function call(
  person: Person | undefined,
  method: "GET" | "POST" | "PUT",
  url: string,
  payload?: object,
): Promise<Answer> {
  const response = await app.inject({
    method,
    url,
    headers: { origin: ORIGIN, "accept-language": "en" },
    ...(payload === undefined ? {} : { payload }),
    ...(person === undefined ? {} : { cookies: { [SESSION_COOKIE]: person.token } }),
  });
  return { status: response.statusCode, body: response.json<AnswerBody>(), headers: response.headers };
}

const ready = readyCompanies().map(({ nib, npwp }) => ({ nib, npwp }));
let taken = 0;
const nextCompany = () => {
  const company = ready[taken];
  taken += 1;
  if (company === undefined) throw new Error("no more companies");
  return company;
};

function formFor(company: { readonly nib: string; readonly npwp: string }, deedFileId: string) {
  const personInCharge = {
    name: "Ratna Kusumawati",
    position: "Direktur",
    email: "ratna@example.test",
    phone: "0812 555 0101",
  };
  return { ...company, deedFileId, phone: "(021) 555.0101", personInCharge };
}

async function registered() {
  const owner = await makePerson();
  const company = nextCompany();
  const form = formFor(company, await makeDeed(owner));
  const answer = await call(owner, "POST", "/api/organisations", form);
  expect(answer).toMatchObject({ status: 201, body: { state: "submitted" } });
  return { owner, form, id: answer.body.id };
}

/** Decides on the present version, unless the body names one. */
const decide = async (verifier: Person, id: string, body: object) => {
  const now = await kit.db.selectFrom("organisation").select("version").where("id", "=", id).executeTakeFirst();
  return call(verifier, "POST", `/api/verifications/${id}/decision`, { expectedVersion: now?.version ?? 1, ...body });
};
const fieldsOf = (answer: Answer) => answer.body.error.fields.map(({ path: at, code }) => `${at} ${code}`);

describe("looking up a NIB", () => {
  it("fills in what OSS knows, however the NIB is grouped", async () => {
    const person = await makePerson();
    const answer = await call(person, "POST", "/api/nib-lookups", { nib: "7700-0000 00001" });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        nib: knownNib.ready,
        name: "PT Gemawicara Contoh Siap",
        city: "Kota Jakarta Selatan",
        province: "DKI Jakarta",
        nibStatus: "active",
        kbli: [{ code: "82200", title: "Aktivitas Call Centre", risk: "high" }],
        alreadyRegistered: false,
        faults: [],
      },
    });
    const entry = await kit.db.selectFrom("auditEntry").selectAll().where("actorPersonId", "=", person.id).execute();
    expect(entry).toMatchObject([{ action: "nib.looked-up", subjectId: knownNib.ready }]);
  });

  it("says in words why a NIB cannot go on", async () => {
    const person = await makePerson();
    const codeOf = async (nib: string) => {
      const { status, body } = await call(person, "POST", "/api/nib-lookups", { nib });
      expect(body.error.message).not.toContain("errors.");
      return `${status} ${body.error.code}`;
    };
    expect(await codeOf("12")).toBe("400 nib-format");
    expect(await codeOf(knownNib.unknown)).toBe("404 nib-unknown");
    expect(await codeOf(knownNib.frozen)).toBe("409 nib-frozen");
    expect(await codeOf(knownNib.revoked)).toBe("409 nib-revoked");
    expect(await codeOf(knownNib.notYetActive)).toBe("409 nib-not-active");
    expect(await codeOf(troubledNib.malformed)).toBe("502 oss-malformed");
  });

  it("names the missing KBLI before anything is typed", async () => {
    const answer = await call(await makePerson(), "POST", "/api/nib-lookups", { nib: knownNib.withoutKbli });
    expect(answer).toMatchObject({ status: 200, body: { faults: [{ code: "kbli-missing" }] } });
  });

  it("is told to come back when OSS is out, and is for people who signed in", async () => {
    const answer = await call(await makePerson(), "POST", "/api/nib-lookups", { nib: troubledNib["error-500"] });
    expect(answer).toMatchObject({
      status: 503,
      headers: { "retry-after": "15" },
      body: { error: { code: "oss-unavailable" } },
    });
    expect((await call(undefined, "POST", "/api/nib-lookups", { nib: knownNib.ready })).status).toBe(401);
  });
});

describe("registering a company", () => {
  it("makes the submitter its owner and begins the promise of three working days", async () => {
    nowMs = BEGUN_MS;
    const { owner, form, id } = await registered();
    const mine = await call(owner, "GET", "/api/organisations/mine");
    expect(mine.body.items).toMatchObject([
      {
        id,
        state: "submitted",
        nib: form.nib,
        npwp: `0${form.npwp}`,
        deedFileId: form.deedFileId,
        promise: { workingDays: 3, dueDate: "2026-11-30", state: "running", holder: "ministry" },
      },
    ]);
    const roles = await kit.db
      .selectFrom("membership")
      .select(["role", "organisationId"])
      .where("personId", "=", owner.id)
      .execute();
    expect(roles).toEqual([{ role: "applicant-owner", organisationId: id }]);
    const again = await call(owner, "POST", "/api/nib-lookups", { nib: form.nib });
    expect(again.body.alreadyRegistered).toBe(true);
    const sentAgain = await call(owner, "POST", "/api/organisations", form);
    expect(sentAgain).toMatchObject({ status: 409, body: { error: { code: "nib-already-yours" } } });
  });

  it("names every fault at its field", async () => {
    const person = await makePerson();
    const answer = await call(person, "POST", "/api/organisations", {
      ...formFor({ nib: knownNib.withoutKbli, npwp: "0991111111111000" }, kit.ids.next()),
    });
    expect(answer).toMatchObject({
      status: 409,
      body: { error: { code: "kbli-missing", rule: { id: "service-kbli" } } },
    });
    expect(fieldsOf(answer)).toEqual(["nib kbli-missing", "npwp npwp-differs", "deedFileId deed-missing"]);
  });

  it("takes only a deed that the submitter uploaded as a deed", async () => {
    const person = await makePerson();
    const company = nextCompany();
    for (const deedFileId of [await makeDeed(await makePerson()), await makeDeed(person, "letter"), kit.ids.next()]) {
      const answer = await call(person, "POST", "/api/organisations", formFor(company, deedFileId));
      expect(fieldsOf(answer)).toEqual(["deedFileId deed-missing"]);
    }
    expect(await kit.db.selectFrom("organisation").select("id").where("nib", "=", company.nib).execute()).toEqual([]);
  });

  it("lets one of twenty win who register the same NIB at once", async () => {
    const company = nextCompany();
    const people = await Promise.all(Array.from({ length: 20 }, () => makePerson()));
    const answers = await Promise.all(
      people.map(async (person) =>
        call(person, "POST", "/api/organisations", formFor(company, await makeDeed(person))),
      ),
    );
    const won = answers.filter(({ status }) => status === 201);
    expect(won).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer).toMatchObject({ status: 409, body: { error: { code: "nib-already-registered" } } });
    }
    const owners = await kit.db
      .selectFrom("membership")
      .select("id")
      .where("organisationId", "=", won[0]?.body.id ?? "")
      .execute();
    expect(owners).toHaveLength(1);
  });

  it("gives one deed to one company only, also when two are sent at once", async () => {
    const person = await makePerson();
    const deed = await makeDeed(person);
    const answers = await Promise.all(
      [nextCompany(), nextCompany()].map((company) =>
        call(person, "POST", "/api/organisations", formFor(company, deed)),
      ),
    );
    expect(answers.map(({ status }) => status).sort((left, right) => left - right)).toEqual([201, 400]);
  });
});

describe("verification", () => {
  const reasons = [{ field: "deedFileId", text: "Halaman 3 tidak terbaca." }];

  it("returns with reasons, gets a correction, accepts, and tells the company each time", async () => {
    nowMs = BEGUN_MS;
    const { owner, form, id } = await registered();
    const verifier = await makePerson("account-verifier");
    const detail = await call(verifier, "GET", `/api/verifications/${id}`);
    expect(detail.body).toMatchObject({
      id,
      mayDecide: true,
      notices: [],
      oss: { nib: form.nib, nibStatus: "active" },
    });

    expect(await decide(verifier, id, { verdict: "return", reasons: [] })).toMatchObject({
      status: 400,
      body: { error: { code: "reasons-missing" } },
    });
    const returned = await decide(verifier, id, { verdict: "return", reasons });
    expect(returned.body).toMatchObject({
      state: "returned",
      returnedReasons: reasons,
      promise: { state: "paused", holder: "applicant" },
    });

    nowMs += 9 * DAY_MS;
    const corrected = { ...form, deedFileId: await makeDeed(owner), phone: "021-5550202" };
    expect(await call(owner, "PUT", `/api/organisations/${id}`, corrected)).toMatchObject({
      status: 200,
      body: { state: "submitted" },
    });
    const mine = await call(owner, "GET", `/api/organisations/${id}`);
    expect(mine.body).toMatchObject({
      phone: "+62215550202",
      deedFileId: corrected.deedFileId,
      returnedReasons: [],
      promise: { state: "running", usedDays: 0, restarts: 1, dueDate: "2026-12-09" },
    });

    expect((await decide(verifier, id, { verdict: "accept" })).body).toMatchObject({
      state: "verified",
      promise: { state: "kept" },
    });
    expect(await decide(verifier, id, { verdict: "return", reasons })).toMatchObject({
      status: 409,
      body: { error: { code: "already-decided" } },
    });
    const mails = await kit.db
      .selectFrom("mailMessage")
      .select(["subject", "bodyText"])
      .where("toPersonId", "=", owner.id)
      .orderBy("id")
      .execute();
    expect(mails.map(({ subject }) => /perlu diperbaiki|sudah terverifikasi/.exec(subject)?.[0])).toEqual([
      "perlu diperbaiki",
      "sudah terverifikasi",
    ]);
    expect(mails[0]?.bodyText).toContain("- Halaman 3 tidak terbaca.");
    const actions = await kit.db
      .selectFrom("auditEntry")
      .select("action")
      .where("subjectId", "=", id)
      .orderBy("id")
      .execute();
    expect(actions.map(({ action }) => action)).toEqual([
      "organisation.submitted",
      "organisation.returned",
      "organisation.resubmitted",
      "organisation.verified",
    ]);
  });

  it("does not begin anew with a correction in which nothing differs, unless it was asked for outside the form", async () => {
    const { owner, form, id } = await registered();
    const verifier = await makePerson("account-verifier");
    const back = [{ field: "deed", text: "Halaman 3 tidak terbaca." }];
    const returned = (await decide(verifier, id, { verdict: "return", reasons: back })).body;
    const send = (body: object) => call(owner, "PUT", `/api/organisations/${id}`, { ...form, ...body });
    for (const body of [{}, { deedFileId: await makeDeed(owner) }]) {
      const answer = await send(body);
      expect(answer).toMatchObject({ status: 409, body: { error: { code: "registration-unchanged" } } });
      expect(fieldsOf(answer)).toEqual(["deedFileId registration-unchanged"]);
    }
    const still = (await call(owner, "GET", `/api/organisations/${id}`)).body;
    expect(still).toMatchObject({ state: "returned", promise: returned.promise });
    const other = await makeDeed(owner, "deed", "1".repeat(64));
    expect((await send({ deedFileId: other })).status).toBe(200);
    const phone = { field: "phone", text: "Nomor tidak dapat dihubungi." };
    expect((await decide(verifier, id, { verdict: "return", reasons: [phone] })).status).toBe(200);
    expect((await send({ deedFileId: other })).status).toBe(200);
    expect((await decide(verifier, id, { verdict: "return", reasons: [phone, ...back] })).status).toBe(200);
    expect((await send({ deedFileId: other })).body.error.code).toBe("registration-unchanged");
  });

  it("is never done by somebody who belongs to the company", async () => {
    const { owner, id } = await registered();
    const at = new Date(nowMs);
    const row = { id: kit.ids.next(), personId: owner.id, role: "account-verifier", team: null, organisationId: null };
    await insertMembership(kit.db, { ...row, grantedBy: null, grantedAt: at });
    expect(await decide(owner, id, { verdict: "accept" })).toMatchObject({
      status: 403,
      body: { error: { code: "own-organisation" } },
    });
    expect((await call(owner, "GET", `/api/verifications/${id}`)).body.mayDecide).toBe(false);
  });

  it("is decided once when two verifiers decide at the same time", async () => {
    const { id } = await registered();
    const verifiers = await Promise.all([makePerson("account-verifier"), makePerson("account-verifier")]);
    const answers = await Promise.all(verifiers.map((verifier) => decide(verifier, id, { verdict: "accept" })));
    expect(answers.map(({ status }) => status).sort((left, right) => left - right)).toEqual([200, 409]);
  });

  it("is not decided unseen when the company has mended it meanwhile", async () => {
    const { owner, form, id } = await registered();
    const verifier = await makePerson("account-verifier");
    const reasons = [{ field: "phone", text: "Nomor tidak dapat dihubungi." }];
    expect((await decide(verifier, id, { verdict: "return", reasons })).status).toBe(200);
    expect((await call(owner, "PUT", `/api/organisations/${id}`, form)).status).toBe(200);
    const stale = await decide(verifier, id, { verdict: "accept", expectedVersion: 1 });
    expect(stale).toMatchObject({ status: 409, body: { error: { code: "registration-changed" } } });
    expect((await decide(verifier, id, { verdict: "accept" })).status).toBe(200);
  });

  it("is closed to others: strangers see nothing, staff do not rewrite, readers do not decide", async () => {
    const { form, id } = await registered();
    const stranger = await makePerson();
    const staff = await makePerson("applicant-staff", id);
    const frontDesk = await makePerson("front-desk");
    expect((await call(stranger, "GET", `/api/organisations/${id}`)).status).toBe(404);
    expect((await call(stranger, "GET", "/api/verifications")).status).toBe(403);
    expect((await call(staff, "GET", `/api/organisations/${id}`)).status).toBe(200);
    expect((await call(staff, "PUT", `/api/organisations/${id}`, form)).status).toBe(404);
    expect((await decide(frontDesk, id, { verdict: "accept" })).status).toBe(403);
    const other = await registered();
    expect(await call(other.owner, "PUT", `/api/organisations/${id}`, form)).toMatchObject({ status: 404 });
  });

  it("is not rewritten by an owner of one company who is only staff of another", async () => {
    const { form, id } = await registered();
    const other = await registered();
    const row = {
      id: kit.ids.next(),
      personId: other.owner.id,
      role: "applicant-staff",
      team: null,
      organisationId: id,
    };
    await insertMembership(kit.db, { ...row, grantedBy: null, grantedAt: new Date(nowMs) });
    expect((await call(other.owner, "PUT", `/api/organisations/${id}`, form)).status).toBe(404);
  });

  it("lists the queue by due date, searched by name and NIB, with marks taken as they are", async () => {
    const { form, id } = await registered();
    const verifier = await makePerson("account-verifier");
    const find = async (query: string) => (await call(verifier, "GET", `/api/verifications?${query}`)).body;
    expect(await find(`search=${form.nib}`)).toMatchObject({ total: 1, items: [{ id }] });
    expect(await find(`search=${encodeURIComponent("%")}`)).toMatchObject({ total: 0 });
    const page = await find("state=submitted&sort=due&pageSize=2");
    expect(page.items).toHaveLength(2);
    expect(page.total).toBeGreaterThan(2);
    expect(await find("state=verified&sort=-submitted&pageSize=2")).toMatchObject({
      items: [{ state: "verified" }, { state: "verified" }],
    });
  });
});
