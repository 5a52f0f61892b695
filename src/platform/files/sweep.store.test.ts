import { randomUUID } from "node:crypto";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { succeeded } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";
import { findDamagedFile } from "./check-files.store.ts";
import { folderRemoval } from "./file-removal.effects.ts";
import { claimFile, findFile } from "./file-rows.store.ts";
import { FILE_REFERENCES, sweepUnclaimed } from "./sweep.store.ts";

const HOUR_MS = 3_600_000;
const KEPT_HOURS = 336;
const virtualContext = createVirtualContext({ seed: "sweep" });
let portal: TestPortal;
let company: GuestCompany;
let person: Guest;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  company = await portal.company();
  person = await portal.person();
});

afterAll(() => portal.close());

const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

async function upload(text: string): Promise<string> {
  const file = { name: "berkas.pdf", bytes: pdf(text) };
  return succeeded(await person.client.upload<{ id: string }>("/api/files?purpose=deed", file), "a file").id;
}

const remove = () => folderRemoval(path.join(path.resolve(portal.kit.settings.dataFolder), "files"));
const sweep = () => {
  const before = new Date(virtualContext.clock.nowMs() - KEPT_HOURS * HOUR_MS);
  return sweepUnclaimed(portal.kit.db, { before, remove: remove() });
};
const claim = (fileId: string) =>
  portal.kit.db
    .transaction()
    .execute((trx) => claimFile(trx, { fileId, personId: person.id, organisationId: company.id, purpose: "deed" }));
/** A mail that carries a file. */
async function attach(fileId: string): Promise<void> {
  const id = randomUUID();
  const at = new Date(virtualContext.clock.nowMs());
  const to = { toPersonId: null, toAddress: "uji@uji.invalid", locale: "id", createdAt: at };
  const text = { subject: "Uji", bodyText: "Uji", attachmentFileId: fileId };
  await portal.kit.db
    .insertInto("mailMessage")
    .values({ id, dedupeKey: `sweep ${id}`, ...to, ...text })
    .execute();
}

const isKept = async (fileId: string) => (await findFile(portal.kit.db, fileId)) !== undefined;
const damaged = () => findDamagedFile(portal.kit.db, portal.kit.files);

/** Backdates the uploads beyond the retention period. */
async function age(ids: readonly string[]): Promise<void> {
  const uploadedAt = new Date(virtualContext.clock.nowMs() - (KEPT_HOURS + 1) * HOUR_MS);
  await portal.kit.db.updateTable("storedFile").set({ uploadedAt }).where("id", "in", ids).execute();
}

describe("the sweep of uploads", () => {
  it("removes one that nobody has used, row and bytes, and keeps the others", async () => {
    const [old, young, used] = [await upload("lama"), await upload("baru"), await upload("dipakai")];
    await age([old, used]);
    expect(await claim(used)).toBe(true);
    const { sha256 } = (await findFile(portal.kit.db, old)) ?? { sha256: "" };
    expect(await sweep()).toEqual({ rows: 1, files: 1 });
    expect([await isKept(old), await isKept(young), await isKept(used)]).toEqual([false, true, true]);
    await expect(portal.kit.files.read(sha256)).rejects.toThrow();
    expect(await damaged()).toBe(null);
    expect(await sweep()).toEqual({ rows: 0, files: 0 });
  });

  it("keeps bytes that another file has too", async () => {
    const [unused, used] = [await upload("sama"), await upload("sama")];
    await age([unused]);
    await claim(used);
    expect(await sweep()).toEqual({ rows: 1, files: 0 });
    expect([await isKept(unused), await isKept(used)]).toEqual([false, true]);
    expect(await damaged()).toBe(null);
  });

  it("never takes a file that is put to use at the same moment", async () => {
    for (let round = 0; round < 8; round += 1) {
      const ids = await Promise.all(Array.from({ length: 4 }, (_, nth) => upload(`balap ${round} ${nth}`)));
      await age(ids);
      const [, ...claims] = await Promise.all([sweep(), ...ids.map(claim), sweep()]);
      const outcomes = claims.slice(0, ids.length);
      expect(await Promise.all(ids.map(isKept))).toEqual(outcomes);
    }
    expect(await damaged()).toBe(null);
  });

  it("never leaves a row without bytes when equal bytes are sent at the same moment", async () => {
    for (let round = 0; round < 8; round += 1) {
      const old = await upload(`kembar ${round}`);
      await age([old]);
      const file = { name: "berkas.pdf", bytes: pdf(`kembar ${round}`) };
      const [answer] = await Promise.all([
        person.client.upload<{ id?: string }>("/api/files?purpose=deed", file),
        sweep(),
      ]);
      expect([201, 503]).toContain(answer.status);
      if (answer.status === 201) expect(await isKept(answer.body.id ?? "")).toBe(true);
      expect(await damaged()).toBe(null);
    }
  });

  it("keeps a file that a row of another table names, whatever its own row says", async () => {
    const named = await upload("dinamai");
    await age([named]);
    await attach(named);
    expect(await sweep()).toEqual({ rows: 0, files: 0 });
    expect(await isKept(named)).toBe(true);
  });

  it("is not kept from its work by two hundred files that other rows name", async () => {
    const named = await upload("banyak");
    const { sha256, bytes } = (await findFile(portal.kit.db, named)) ?? { sha256: "", bytes: 0 };
    const old = new Date(virtualContext.clock.nowMs() - (KEPT_HOURS + 9) * HOUR_MS);
    const row = { purpose: "deed", sha256, bytes, mediaType: "application/pdf", originalName: "banyak.pdf" };
    const rows = Array.from({ length: 201 }, () => ({
      ...row,
      id: randomUUID(),
      uploadedBy: person.id,
      uploadedAt: old,
    }));
    await portal.kit.db.insertInto("storedFile").values(rows).execute();
    for (const { id } of rows) await attach(id);
    const unused = await upload("terakhir");
    await age([unused]);
    expect(await sweep()).toEqual({ rows: 1, files: 1 });
    expect(await isKept(unused)).toBe(false);
  });

  it("knows every foreign key to the stored files, a new one too", async () => {
    const { rows } = await sql<{ table: string; column: string; action: string }>`
      select c.conrelid::regclass::text as table, a.attname as column, c.confdeltype as action
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
      where c.contype = 'f' and c.confrelid = 'stored_file'::regclass order by 1, 2`.execute(portal.kit.db);
    expect(rows.map(({ table, column }) => [table, column])).toEqual(FILE_REFERENCES);
    // No foreign key may cascade or set null when its file is removed.
    expect(rows.filter(({ action }) => action !== "a" && action !== "r")).toEqual([]);
  });
});
