import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, TestClient } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import {
  attachDocument,
  commandLicence,
  declareNone,
  done,
  type LicenceView,
  returnedWith,
  submittedLicenceFor,
  takenLicenceFor,
} from "../../../testkit/licence-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { PHRASES_MAX } from "./messages/licence-phrases.store.ts";

interface Phrases {
  readonly items: {
    readonly id: string;
    readonly note: string;
    readonly isShared: boolean;
    readonly mayDrop: boolean;
  }[];
}

let portal: TestPortal;
let evaluator: Guest;
let other: Guest;
let coordinator: Guest;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  [evaluator, other] = [await portal.officer("evaluator", "licensing"), await portal.officer("evaluator", "licensing")];
  coordinator = await portal.officer("coordinator", "licensing");
});
afterAll(() => portal.close());

const keep = (client: TestClient, requirement: string, note: string, isShared = false): Promise<Answer<Phrases>> =>
  client.put<Phrases>("/api/licence-phrases", { requirement, note, remedy: "Unggah lagi.", rule: "D07", isShared });
const notesOf = async ({ client }: Guest, requirement: string) =>
  (await client.get<Phrases>(`/api/licence-phrases?requirement=${requirement}`)).body.items.map(({ note }) => note);

describe("sentences that officers keep for a requirement", () => {
  it("are an officer's own, newest first, and the same one comes once", async () => {
    for (const note of ["Kabur.", "Tanpa cap.", "Kabur."])
      expect((await keep(evaluator.client, "D07", note)).status).toBe(200);
    expect(await notesOf(evaluator, "D07")).toEqual(["Kabur.", "Tanpa cap."]);
    expect(await notesOf(other, "D07")).toEqual([]);
    expect(await notesOf(evaluator, "D08")).toEqual([]);
  });

  it("are shared with the team where that is asked, and dropped by their writer or a coordinator", async () => {
    await keep(evaluator.client, "D09", "Untuk semua.", true);
    expect(await notesOf(other, "D09")).toEqual(["Untuk semua."]);
    const [shared] = (await other.client.get<Phrases>("/api/licence-phrases?requirement=D09")).body.items;
    expect([shared?.isShared, shared?.mayDrop]).toEqual([true, false]);
    const path = `/api/licence-phrases/${shared?.id ?? ""}`;
    expect((await other.client.delete(path)).status).toBe(404);
    expect((await coordinator.client.delete(path)).status).toBe(204);
    expect(await notesOf(evaluator, "D09")).toEqual([]);
  });

  it("are so many and no more, the oldest giving way, also when two windows keep at once", async () => {
    for (let nth = 0; nth < PHRASES_MAX; nth += 1) await keep(evaluator.client, "D10", `Kalimat ${nth}`);
    const both = ["satu", "dua", "satu", "dua"];
    await Promise.all(both.map((note) => keep(evaluator.client, "D10", note)));
    const notes = await notesOf(evaluator, "D10");
    expect(notes).toHaveLength(PHRASES_MAX);
    expect(new Set(notes).size).toBe(PHRASES_MAX);
    expect(notes).toEqual(expect.arrayContaining(["satu", "dua"]));
    expect(notes).not.toContain("Kalimat 0");
  });

  it("are the licensing team's alone", async () => {
    const numbering = await portal.officer("evaluator", "numbering");
    expect((await numbering.client.get("/api/licence-phrases?requirement=D07")).status).toBe(403);
    expect((await keep(numbering.client, "D07", "Halo.")).status).toBe(403);
    expect((await keep((await portal.company()).owner.client, "D07", "Halo.")).status).toBe(403);
  });
});

describe("an acceptance", () => {
  const read = async ({ client }: Guest, id: string) => (await client.get<LicenceView>(`/api/licences/${id}`)).body;
  const item = ({ items }: LicenceView, key: string) => items.find((one) => one.key === key);
  const undo = { command: "undo-acceptance", requirement: "D05" };
  const codeOf = ({ body }: Answer) => (body as { readonly error?: { readonly code: string } }).error?.code;

  it("is taken back by whoever gave it, while the applicant knows nothing of it, and leaves him nothing to see", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, { evaluator });
    const before = await read(company.owner, id);
    const accepted = await done(evaluator, id, { command: "accept-item", requirement: "D05" });
    expect(item(accepted, "D05")).toMatchObject({ verdict: "accepted", locked: true, mayUndo: true });
    const undone = await done(evaluator, id, undo);
    expect(item(undone, "D05")).toMatchObject({ verdict: "open", locked: false, mayUndo: false });
    expect(codeOf(await commandLicence(evaluator.client, id, undo))).toBe("licence-item-not-accepted");
    const after = await read(company.owner, id);
    expect([after.version, after.events, after.items]).toEqual([before.version, before.events, before.items]);
    expect(undone.events.map(({ type }) => type).slice(-2)).toEqual(["accept-item", "undo-acceptance"]);
  });

  it("of somebody else stands, and so does one of which the applicant has been told", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, { evaluator });
    await done(evaluator, id, { command: "accept-item", requirement: "D05" });
    await done(evaluator, id, { command: "unassign" });
    await declareNone(other, id);
    await done(other, id, { command: "take" });
    expect(codeOf(await commandLicence(other.client, id, undo))).toBe("licence-acceptance-stands");
    await returnedWith(other, id, ["D12"]);
    await attachDocument(company.owner.client, id, { slot: "D12", name: `${id} lagi` });
    await done(company.owner, id, { command: "resubmit" });
    for (const requirement of ["D05", "D01"])
      expect(codeOf(await commandLicence(other.client, id, { ...undo, requirement }))).toBe(
        "licence-acceptance-stands",
      );
  });

  it("that is taken back brings the findings it had settled up again, to be repeated or settled", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, { evaluator });
    await returnedWith(evaluator, id, ["D12"]);
    await attachDocument(company.owner.client, id, { slot: "D12", name: `${id} baru` });
    await done(company.owner, id, { command: "resubmit" });
    const settled = await done(evaluator, id, { command: "accept-item", requirement: "D12" });
    expect(settled.findings.map(({ state }) => state)).toEqual(["settled"]);
    const undone = await done(evaluator, id, { ...undo, requirement: "D12" });
    expect(undone.findings.map(({ state }) => state)).toEqual(["answered"]);
  });

  it("that a coordinator reopens says to both sides when that was, and why", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, { evaluator });
    await done(evaluator, id, { command: "accept-item", requirement: "D05" });
    await declareNone(coordinator, id);
    await done(coordinator, id, { command: "reopen-item", requirement: "D05", reason: "Nomor pengaduan tidak aktif." });
    for (const reader of [company.owner, evaluator]) {
      const view = await read(reader, id);
      expect(item(view, "D05")?.reopened).toMatchObject({ reason: "Nomor pengaduan tidak aktif." });
      expect(item(view, "D01")?.reopened).toBeNull();
    }
  });
});

describe("the queue as a file", () => {
  it("holds the rows, the order and the columns that are shown, and harms no spreadsheet", async () => {
    const company = await portal.company();
    await portal.kit.db
      .updateTable("organisation")
      .set({ name: "=Rumus; Jahat" })
      .where("id", "=", company.id)
      .execute();
    const first = await submittedLicenceFor(portal, company);
    await declareNone(evaluator, first.id);
    await done(evaluator, first.id, { command: "take" });
    const second = await submittedLicenceFor(portal, await portal.company());
    const sheet = async (query: string) => {
      const answer = await evaluator.client.get(`/api/licences/export?${query}`);
      expect(answer.headers.get("content-disposition")).toContain("permohonan-izin.csv");
      return answer.text.trim().split("\n");
    };
    const all = await sheet("sort=submitted&language=id");
    expect(all[0]).toBe("Nomor;Perusahaan;NIB;Konfigurasi;Status;Diajukan;Target selesai;Evaluator");
    const numbers = all.map((line) => line.split(";")[0] ?? "").slice(1);
    expect(numbers.slice(-2)).toEqual([first.number, second.number]);
    expect(numbers).toEqual(numbers.toSorted());
    expect(all.at(-2)).toContain("'=Rumus; Jahat");
    const some = await sheet("state=submitted&columns=state,number&sort=-submitted&language=en");
    expect(some[0]).toBe("Number,Status");
    expect(some[1]?.startsWith(`${second.number},`)).toBe(true);
    expect(some.join("\n")).not.toContain(first.number ?? "–");
  });
});
