import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../testkit/guests.ts";
import {
  addTestOfficers,
  answerAll,
  authenticatorOf,
  begunTest,
  commandTest,
  doneOnTest,
  mailedSigningCode,
  proposedSklo,
  reportedTest,
  requestedTest,
  scheduledTest,
  signedTest,
  skloDigest,
  type TestOfficers,
  type TestView,
  uploadTestDocument,
} from "../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { canonicalJson } from "../../kernel/index.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: TestOfficers;
let companies: readonly GuestCompany[];
/** Tests of the three companies, all begun on one day. */
let tests: readonly string[];

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "signing tests" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addTestOfficers(portal);
  const days = ["2026-12-03", "2026-12-04", "2026-12-07"];
  const made: { readonly company: GuestCompany; readonly id: string }[] = [];
  for (const wishedDate of days) {
    const company = await portal.company();
    const { id } = await requestedTest(portal, company, { wishedDate });
    await scheduledTest(desk, id);
    made.push({ company, id });
  }
  virtualContext.advance(12 * DAY_MS);
  const again = async <Key extends keyof TestOfficers>(key: Key) => [key, await portal.again(desk[key])] as const;
  const people = await Promise.all((Object.keys(desk) as (keyof TestOfficers)[]).map(again));
  desk = Object.fromEntries(people) as unknown as TestOfficers;
  companies = await Promise.all(
    made.map(async ({ company }) => ({ ...company, owner: await portal.again(company.owner) })),
  );
  tests = made.map(({ id }) => id);
  for (const id of tests) await begunTest(desk, id);
});
afterAll(() => portal.close());

const codeOf = (answer: { readonly body: unknown }) =>
  (answer.body as { readonly error?: { readonly code: string } }).error?.code;

function at(nth: number): { readonly id: string; readonly company: GuestCompany } {
  const [id, company] = [tests[nth], companies[nth]];
  if (id === undefined || company === undefined) throw new Error("three tests were begun");
  return { id, company };
}

describe("evidence that an instrument has signed", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");

  it("becomes answers once its key is believed, is taken in once, and is refused with a changed value", async () => {
    const { id } = at(0);
    const view = (await desk.lead.client.get<TestView>(`/api/tests/${id}`)).body;
    const deviceRowId = view.items.find(({ device }) => device !== null)?.device?.rowId ?? "";
    const said = {
      format: "sambung-test-evidence",
      formatVersion: 1,
      test: view.number,
      deviceListSha256: view.deviceDigest ?? "",
      catalogueVersion: view.catalogueVersion,
      startedAt: "2026-12-07T01:00:00Z",
      endedAt: "2026-12-07T02:00:00Z",
      instrument: { name: "Hammer Call Analyzer", serial: "HCA-200" },
      calibration: { number: "KAL-2026-0117", validUntil: "2027-06-30" },
      parameters: [{ item: "grade-of-service", deviceRowId, value: 0.5, unit: "percent" }],
    };
    const value = sign(null, Buffer.from(canonicalJson(said)), privateKey).toString("base64");
    const document = { ...said, signature: { algorithm: "Ed25519", publicKey: raw, value } };
    const bring = (body: unknown) =>
      desk.lead.client.post<{ readonly answers: readonly unknown[] }>(`/api/tests/${id}/evidence`, { document: body });
    expect(codeOf(await bring(document))).toBe("evidence-instrument-unknown");
    const key = { name: "HCA-200 Kelayakan", publicKey: raw };
    expect((await desk.coordinator.client.post("/api/test-instruments", key)).status).toBe(201);
    const changed = { ...document, parameters: [{ ...said.parameters[0], value: 0.4 }] };
    expect(codeOf(await bring(changed))).toBe("evidence-signature-wrong");
    const taken = await bring(document);
    expect([taken.status, taken.body.answers.length]).toEqual([201, 1]);
    expect(codeOf(await bring(document))).toBe("evidence-known");
    const { standing } = (
      await desk.lead.client.get<{ readonly standing: readonly { readonly item: string; readonly outcome: string }[] }>(
        `/api/tests/${id}/answers`,
      )
    ).body;
    expect(standing.find(({ item }) => item === "grade-of-service")?.outcome).toBe("pass");
  });
});

describe("photographs", () => {
  const PNG = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );

  it("are kept by their content for the team, shown to whoever sees the test, and refused from anybody else", async () => {
    const { id, company } = at(0);
    const path = `/api/tests/${id}/photos`;
    const kept = await desk.member.client.upload<{ readonly id: string; readonly type: string }>(path, {
      name: "rak 1.png",
      bytes: PNG,
    });
    expect([kept.status, kept.body.type]).toEqual([201, "image/png"]);
    const text = { name: "foto.png", bytes: new TextEncoder().encode("bukan gambar") };
    expect(codeOf(await desk.member.client.upload(path, text))).toBe("photo-unfit");
    expect(codeOf(await company.owner.client.upload(path, { name: "a.png", bytes: PNG }))).toBe("not-your-case");
    for (const { client } of [desk.member, desk.coordinator, company.owner]) {
      const seen = await client.send(`${path}/${kept.body.id}`, { method: "GET" });
      expect([seen.status, seen.headers.get("content-type")]).toEqual([200, "image/png"]);
    }
    const observed = (await desk.member.client.get<TestView>(`/api/tests/${id}`)).body.items.find(
      ({ kind }) => kind === "observed",
    );
    const answered = async (fileId: string) =>
      desk.member.client.post<{ readonly results: readonly { readonly code: string | null }[] }>(
        `/api/tests/${id}/answers`,
        {
          answers: [
            {
              id: portal.kit.ids.next(),
              item: observed?.key,
              replaces: [],
              answeredAt: "2026-12-07T03:00:00Z",
              value: {
                outcome: "pass",
                measurement: null,
                checks: {},
                serial: null,
                note: "",
                confirmedBecause: null,
                evidence: [fileId],
              },
            },
          ],
        },
      );
    expect((await answered(kept.body.id)).body.results.map(({ code }) => code)).toEqual([null]);
    const theirs = await uploadTestDocument(company.owner.client);
    expect((await answered(theirs)).body.results.map(({ code }) => code)).toEqual(["test-file-missing"]);
    const letter = (await company.owner.client.get<TestView>(`/api/tests/${id}`)).body.letter.fileId;
    expect((await desk.member.client.get(`${path}/${letter}`)).status).toBe(404);
  });
});

/** Resolves each conflict: the lead repeats the first of the conflicting answers, replacing all of them. */
async function settleConflicts(id: string): Promise<void> {
  const { answers, standing } = (
    await desk.lead.client.get<{
      readonly answers: readonly { readonly id: string; readonly item: string; readonly value: unknown }[];
      readonly standing: readonly { readonly item: string; readonly conflict: boolean }[];
    }>(`/api/tests/${id}/answers`)
  ).body;
  const conflicts = standing.filter(({ conflict }) => conflict).map(({ item }) => item);
  expect(conflicts).toContain("grade-of-service");
  const settled = conflicts.map((item) => {
    const said = answers.filter((one) => one.item === item);
    return {
      id: portal.kit.ids.next(),
      item,
      replaces: said.map((one) => one.id),
      value: said[0]?.value,
      answeredAt: "2026-12-07T03:00:00Z",
    };
  });
  await desk.lead.client.post(`/api/tests/${id}/answers`, { answers: settled });
}

describe("the one-time code", () => {
  const sent = (company: GuestCompany, id: string) =>
    desk.lead.client.post(`/api/tests/${id}/signing-codes`, { personId: company.owner.id });
  const onTablet = (view: TestView, code: string, personId: string) => ({
    command: "sign-report",
    reportDigest: view.reportDigest,
    remarks: "",
    proof: { kind: "one-time-code", code, personId },
  });

  it("signs on the team's tablet for whom it was mailed to, and dies after five wrong ones or a quarter of an hour", async () => {
    const { id, company } = at(0);
    await answerAll(portal, desk.lead, id);
    await settleConflicts(id);
    const view = await reportedTest(desk.lead, id);
    expect((await sent(company, id)).status).toBe(204);
    const code = await mailedSigningCode(portal, company.owner.id);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    const tryCode = (text: string) => commandTest(desk.lead.client, id, onTablet(view, text, company.owner.id));
    for (let nth = 0; nth < 5; nth += 1) expect(codeOf(await tryCode(wrong))).toBe("signing-proof-wrong");
    expect(codeOf(await tryCode(code))).toBe("signing-proof-wrong");
    expect((await sent(company, id)).status).toBe(204);
    const second = await mailedSigningCode(portal, company.owner.id);
    virtualContext.advance(15 * MINUTE_MS);
    expect(codeOf(await tryCode(second))).toBe("signing-proof-wrong");
    expect((await sent(company, id)).status).toBe(204);
    const third = await mailedSigningCode(portal, company.owner.id);
    const stranger = commandTest(desk.lead.client, id, onTablet(view, third, desk.director.id));
    expect(codeOf(await stranger)).toBe("test-signer-unfit");
    const done = await tryCode(third);
    expect(done.body.signatures.map(({ side, how, name }) => [side, how, name])).toEqual([
      ["applicant", "one-time-code", company.owner.name],
    ]);
    const hashes = await portal.kit.db.selectFrom("testSigningCode").select("codeHash").execute();
    expect(hashes.every(({ codeHash }) => codeHash.startsWith("$argon2id$"))).toBe(true);
    const plain = createHash("sha256").update(third).digest("hex");
    expect(hashes.some(({ codeHash }) => codeHash.includes(third) || codeHash.includes(plain))).toBe(false);
  });

  it("is not needed to refuse: the remarks stand in the report, and it closes with the lead's signature", async () => {
    const { id, company } = at(1);
    await answerAll(portal, desk.lead, id);
    const view = await reportedTest(desk.lead, id);
    const word = { command: "refuse-report", reportDigest: view.reportDigest, personId: null };
    const blank = await commandTest(company.owner.client, id, { ...word, remarks: " " });
    expect(blank.status).toBe(400);
    await doneOnTest(company.owner, id, { ...word, remarks: "Pengukuran blok diulang tanpa kami." });
    const code = (await authenticatorOf(portal, desk.lead.id))();
    const proof = { kind: "second-factor", code, personId: null };
    const closed = await doneOnTest(desk.lead, id, {
      command: "sign-report",
      reportDigest: view.reportDigest,
      remarks: "",
      proof,
    });
    expect([closed.state, closed.signatures.map(({ kind, remarks }) => [kind, remarks])]).toEqual([
      "passed",
      [
        ["refused", "Pengukuran blok diulang tanpa kami."],
        ["signed", ""],
      ],
    ]);
  });
});

describe("signing several SKLO at once", () => {
  it("signs what is as it was shown, refuses what changed, and uses the second factor up once", async () => {
    const third = at(2);
    await answerAll(portal, desk.lead, third.id);
    await reportedTest(desk.lead, third.id);
    await signedTest(portal, { desk, company: third.company }, third.id);
    const ids = [at(1).id, third.id];
    for (const id of ids) await proposedSklo(desk, id);
    const list = await desk.director.client.get<{ readonly items: readonly { readonly id: string }[] }>(
      "/api/tests?scope=queue&ball=sklo",
    );
    expect(list.body.items.map((row) => row.id).toSorted()).toEqual(ids.toSorted());
    const shown = await Promise.all(ids.map(async (id) => ({ id, factsDigest: await skloDigest(desk.director, id) })));
    // One company's address changes between reading and signature.
    await portal.kit.db
      .updateTable("organisation")
      .set({ address: "Jalan Baru 1" })
      .where("id", "=", third.company.id)
      .execute();
    const authenticator = await authenticatorOf(portal, desk.director.id);
    const batch = (code: string) =>
      desk.director.client.post<{
        readonly results: readonly { readonly id: string; readonly result: string; readonly code: string | null }[];
      }>("/api/tests/sklo-signatures", { items: shown, code });
    const wrong = String((Number(authenticator()) + 1) % 1_000_000).padStart(6, "0");
    expect((await batch(wrong)).body.results.map(({ code }) => code ?? "").toSorted()).toEqual([
      "signing-proof-wrong",
      "sklo-facts-changed",
    ]);
    const { results } = (await batch(authenticator())).body;
    expect(Object.fromEntries(results.map(({ id, code }) => [id, code]))).toEqual({
      [at(1).id]: null,
      [third.id]: "sklo-facts-changed",
    });
    const changed = await desk.director.client.get<{ readonly changed: readonly { readonly field: string }[] }>(
      `/api/tests/${third.id}/sklo`,
    );
    expect(changed.body.changed.map(({ field }) => field)).toEqual(["organisation"]);
    // A used code is invalid: another act needs a new second factor.
    const again = [{ id: third.id, factsDigest: await skloDigest(desk.director, third.id) }];
    const used = await desk.director.client.post<{ readonly results: readonly { readonly code: string | null }[] }>(
      "/api/tests/sklo-signatures",
      { items: again, code: authenticator() },
    );
    expect(used.body.results.map(({ code }) => code)).toEqual(["signing-proof-wrong"]);
  });
});
