import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, copyFile, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase, startEmbeddedServer } from "../../src/platform/database/index.ts";
import { openLocalAuthority } from "../../src/platform/signing/index.ts";
import { COOKIE } from "../../testkit/client.ts";
import { testLog } from "../../testkit/database.ts";
import { AUTHORITY_NAMES } from "../../testkit/demonstration-authority.ts";
import { addNumberingOfficers, command, proposedFor, TINY_PDF } from "../../testkit/numbering-case.ts";
import { makeQuickFolder } from "../../testkit/quick-folder.ts";
import { toneShare } from "../../testkit/sound.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { LEFT_HZ, RIGHT_HZ, storeToneRecording } from "../../testkit/tone-recording.ts";

const CLI = path.resolve(import.meta.dirname, "../../src/processes/cli.ts");
const WAIT_MS_MAX = 60_000;

let system: TestSystem;
let root: string;
let decreeFile: string;

beforeAll(async () => {
  root = await makeQuickFolder("backup");
  system = await startTestSystem();
  decreeFile = await publishedDecree();
});

afterAll(async () => {
  await system.close();
  await rm(root, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

function begin(dataFolder: string, words: readonly string[]): ChildProcess {
  const env = { ...process.env, SAMBUNG_DATA: dataFolder, SAMBUNG_LOG_LEVEL: "silent", DATABASE_URL: "" };
  return spawn(process.execPath, [CLI, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
}

async function sambung(dataFolder: string, ...words: readonly string[]): Promise<Ended> {
  const child = begin(dataFolder, words);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said };
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await delay(20);
  }
}

/** One decree, rendered and signed, as the file its company receives. */
async function publishedDecree(): Promise<string> {
  const company = await system.company();
  const desk = await addNumberingOfficers(system);
  const { id } = await proposedFor(company, { code: "1500777", desk });
  await command(desk.director.client, id, { command: "decide", outcome: "approve", reason: "" });
  const find = () =>
    system.kit.db.selectFrom("storedFile").select("sha256").where("purpose", "=", "decree").executeTakeFirst();
  await until("the decree is published", async () => (await find()) !== undefined);
  const { sha256 } = (await find()) ?? { sha256: "" };
  const file = path.join(root, "decree.pdf");
  await copyFile(path.join(system.dataFolder, "files", sha256.slice(0, 2), sha256), file);
  return file;
}

/** Users who upload letters in sequence until stopped. */
function openWriters(count: number) {
  const sent: string[] = [];
  let isOver = false;
  const write = async () => {
    while (!isOver) {
      const { client, id } = await system.person();
      const bytes = Buffer.concat([TINY_PDF, Buffer.from(`% ${id}\n`)]);
      const answer = await client.upload<{ readonly id: string }>("/api/files?purpose=letter", {
        name: "a.pdf",
        bytes,
      });
      if (answer.status === 201) sent.push(answer.body.id);
    }
  };
  const done = Promise.all(Array.from({ length: count }, write));
  return {
    sent: (): readonly string[] => [...sent],
    stop: async () => {
      isOver = true;
      await done;
    },
  };
}

const filesOf = (db: Database) => db.selectFrom("storedFile").selectAll().orderBy("id").execute();

/** Tables of current processes, not of history. */
const ALIVE = new Set(["job_worker"]);

/** One hash of all rows for each table. */
async function hashesOf(db: Database): Promise<Readonly<Record<string, string>>> {
  const tables = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'
    and tableowner = 'sambung_owner' order by 1`.execute(db);
  const hashes: Record<string, string> = {};
  for (const { name } of tables.rows.filter((row) => !ALIVE.has(row.name))) {
    const found = await sql<{ hash: string | null }>`select count(*) || ':' ||
      coalesce(encode(sha256(convert_to(string_agg(t::text, E'\n' order by t::text), 'UTF8')), 'hex'), '') as hash
      from ${sql.table(name)} t`.execute(db);
    hashes[name] = found.rows[0]?.hash ?? "";
  }
  return hashes;
}

/** Opens the database of a data folder whose system is stopped. */
async function inside<Value>(dataFolder: string, look: (db: Database) => Promise<Value>): Promise<Value> {
  const server = await startEmbeddedServer({ dataFolder, log: testLog });
  const { db, close } = openDatabase({ access: server.access, role: "owner", max: 1, log: testLog });
  try {
    return await look(db);
  } finally {
    await close();
    await server.stop();
  }
}

describe("a backup made while people go on writing", () => {
  it("comes back with everything acknowledged before it, nothing changed, and goes on working", async () => {
    const writers = openWriters(4);
    await until("letters are there", async () => writers.sent().length >= 20);
    const before = writers.sent();
    const backup = path.join(root, "under-load");
    const made = await sambung(system.dataFolder, "backup", "--to", backup);
    const during = writers.sent().length - before.length;
    await writers.stop();
    expect(made).toMatchObject({ code: 0 });
    expect(during).toBeGreaterThan(0);

    const folder = path.join(root, "restored");
    const restored = await sambung(folder, "restore", "--from", backup);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.said).toContain("Audit log: intact");
    expect(restored.said).toContain("Documents: all there, all unchanged");

    const original = new Map((await filesOf(system.kit.db)).map((row) => [row.id, row]));
    const second = await startTestSystem({}, folder);
    try {
      const rows = await filesOf(second.kit.db);
      for (const row of rows) expect(row).toEqual(original.get(row.id));
      const ids = new Set(rows.map((row) => row.id));
      expect(before.filter((id) => !ids.has(id))).toEqual([]);
      expect((await second.anonymous.get("/validasi-sk")).status).toBe(200);
      const { client } = await second.person();
      const file = { name: "later.pdf", bytes: TINY_PDF };
      expect((await client.upload("/api/files?purpose=letter", file)).status).toBe(201);
      expect(await sambung(folder, "audit", "verify")).toMatchObject({ code: 0 });
    } finally {
      await second.close();
    }
  });

  it("plays a recorded call as it was, and names what it left out", async () => {
    const tenant = await system.kit.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow();
    const { kit, dataFolder } = system;
    const place = { db: kit.db, dataFolder, tenantId: tenant.id, ids: kit.ids };
    const id = await storeToneRecording(place, { state: "kept", pieces: [30_000, 9_000] });
    const backup = path.join(root, "recorded");
    const made = await sambung(dataFolder, "backup", "--to", backup);
    expect(made.said).toContain("2 of them of recorded calls");
    const leftOut = /^Left out[^:]*: (.*)$/m.exec(made.said)?.[1]?.split(", ") ?? [];
    expect(leftOut.filter((name) => !/^(?:run|webrtc|media\/(?:control\.sock|answers))$/.test(name))).toEqual([]);
    const folder = path.join(root, "played");
    expect(await sambung(folder, "restore", "--from", backup)).toMatchObject({ code: 0 });
    const second = await startTestSystem({}, folder);
    try {
      const { token } = await second.officer("operator-administrator");
      const headers = { cookie: `${COOKIE}=${token}` };
      const answer = await fetch(`${second.url}/api/service/recordings/${id}/audio`, { headers });
      const sound = Buffer.from(await answer.arrayBuffer());
      expect(answer.status).toBe(200);
      expect(toneShare(sound, LEFT_HZ, 0)).toBeGreaterThan(0.95);
      expect(toneShare(sound, RIGHT_HZ, 1)).toBeGreaterThan(0.95);
    } finally {
      await second.close();
    }
  });

  it("made while nobody writes, comes back with the same hash of every table, every file and every key", async () => {
    const backup = path.join(root, "at-rest");
    await until("all is sealed and sent", async () => (await openWork(system.kit.db)) === 0);
    expect(await sambung(system.dataFolder, "backup", "--to", backup)).toMatchObject({ code: 0 });
    const owner = openDatabase({ access: system.access, role: "owner", max: 1, log: testLog });
    const wanted = await hashesOf(owner.db);
    await owner.close();
    const folder = path.join(root, "same");
    expect(await sambung(folder, "restore", "--from", backup)).toMatchObject({ code: 0 });
    expect(await inside(folder, hashesOf)).toEqual(wanted);
    expect(Object.keys(wanted).length).toBeGreaterThan(15);
    for (const part of ["files", "keys", "secrets", "media/recordings"]) {
      const names = (await readdir(path.join(system.dataFolder, part), { recursive: true })).filter(
        (name) => !name.startsWith("incoming"),
      );
      for (const name of names) {
        const [left, right] = [path.join(system.dataFolder, part, name), path.join(folder, part, name)];
        if (!(await stat(left)).isFile()) continue;
        expect(await readFile(right)).toEqual(await readFile(left));
        expect((await stat(right)).mode).toBe((await stat(left)).mode);
        if (part === "secrets") expect((await stat(right)).mode & 0o777).toBe(0o600);
      }
    }
    expect(await sambung(folder, "verify", decreeFile, "--english")).toMatchObject({ code: 0 });
  });

  const openWork = async (db: Database) => {
    const waiting = await sql<{ count: number }>`select (select count(*) from outbox where done_at is null)
      + (select count(*) from audit_entry e where not exists (select 1 from audit_seal s where s.entry_id = e.id)) as count`.execute(
      db,
    );
    return waiting.rows[0]?.count ?? 1;
  };
});

describe("a backup that was killed in the middle", () => {
  it("is known as a half one, harms nobody, and the next one into a new folder is whole", async () => {
    const half = path.join(root, "half");
    const child = begin(system.dataFolder, ["backup", "--to", half]);
    const ended = new Promise((resolve) => child.once("close", resolve));
    await until(
      "it copies the database",
      async () => (await readdir(path.join(half, "postgres")).catch(() => [])).length > 3,
    );
    child.kill("SIGKILL");
    await ended;
    const again = await sambung(system.dataFolder, "backup", "--to", half);
    expect([again.code, again.said]).toEqual([1, expect.stringContaining("never finished")]);
    const refused = await sambung(path.join(root, "nothing"), "restore", "--from", half);
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining("never finished")]);
    expect(await readdir(path.join(root, "nothing")).catch(() => [])).toEqual([]);
    const next = path.join(root, "next");
    expect(await sambung(system.dataFolder, "backup", "--to", next)).toMatchObject({ code: 0 });
    expect(await sambung(root, "restore", "--from", next, "--check")).toMatchObject({ code: 0 });
    const slots = await sql<{ count: number }>`select count(*) from pg_replication_slots`.execute(system.kit.db);
    expect(slots.rows).toEqual([{ count: 0 }]);
  });
});

describe("a backup that is not what it was", () => {
  const damages = [
    [
      "a changed document",
      "file-changed",
      async (folder: string) => appendFile(path.join(folder, await anyFile(folder, "files")), "x"),
    ],
    [
      "a changed key",
      "file-changed",
      async (folder: string) => appendFile(path.join(folder, await anyFile(folder, "keys")), "x"),
    ],
    [
      "a missing file of the database",
      "file-missing",
      (folder: string) => rm(path.join(folder, "postgres/global/pg_control")),
    ],
    [
      "a file that was put in",
      "file-strange",
      (folder: string) => writeFile(path.join(folder, "postgres/recovery.signal"), ""),
    ],
    ["a changed manifest", "manifest", (folder: string) => appendFile(path.join(folder, "manifest.json"), " ")],
    [
      "a changed manifest and its checksum made anew",
      "signature",
      (folder: string) => rewriteManifest(folder, { madeAt: "2020-01-01T00:00:00Z" }),
    ],
    ["a missing signature", "no-signature", (folder: string) => rm(path.join(folder, "manifest.sig"))],
    ["an unknown format", "format", (folder: string) => rewriteManifest(folder, { format: 3, program: "9.1.0" })],
    // Format 1 has no signature, so only the version prevents the restore here.
    ["a newer program", "newer", (folder: string) => rewriteManifest(folder, { format: 1, program: "99.0.0" })],
  ] as const;
  const named = {
    "file-changed": /The file (files|keys)\/\S+ is not what was backed up/,
    "file-missing": /lacks the file postgres\/global\/pg_control/,
    "file-strange": /postgres\/recovery\.signal does not belong/,
    manifest: /manifest of this backup is damaged/,
    signature: /signature of the manifest \(manifest\.sig\) does not fit/,
    "no-signature": /lacks the file manifest\.sig/,
    format: /does not know backups of format 3, made by Sambung 9\.1\.0\. Install that version or a newer one/,
    newer: /made by a newer Sambung \(version 99\.0\.0\)\. Install that version/,
  };

  it.each(damages)("with %s is refused by name, and nothing is written", async (_what, says, damage) => {
    const copy = await mkdtemp(path.join(root, "damaged-"));
    await cp(path.join(root, "next"), copy, { recursive: true });
    await damage(copy);
    const target = path.join(copy, "..", `target-${path.basename(copy)}`);
    const refused = await sambung(target, "restore", "--from", copy);
    expect([refused.code, refused.said]).toEqual([1, expect.stringMatching(named[says])]);
    expect(await readdir(target).catch(() => [])).toEqual([]);
    await rm(copy, { recursive: true });
  });

  async function anyFile(folder: string, part: string): Promise<string> {
    const names = await readdir(path.join(folder, part), { recursive: true, withFileTypes: true });
    const file = names.find((entry) => entry.isFile());
    if (file === undefined) throw new Error(`no file in ${part}`);
    return path.relative(folder, path.join(file.parentPath, file.name));
  }
});

/** Changes a manifest and recomputes its checksum, as an attacker without the keys of the installation can. */
async function rewriteManifest(folder: string, changes: object): Promise<void> {
  const file = path.join(folder, "manifest.json");
  const text = `${JSON.stringify({ ...(JSON.parse(await readFile(file, "utf8")) as object), ...changes })}\n`;
  await writeFile(file, text);
  const sum = createHash("sha256").update(text).digest("hex");
  await writeFile(path.join(folder, "manifest.sha256"), `${sum}  manifest.json\n`);
}

describe("an encrypted backup", () => {
  let backup: string;
  let passphrase: string;
  let anchor: string;

  beforeAll(async () => {
    [backup, passphrase] = [path.join(root, "encrypted"), path.join(root, "passphrase")];
    anchor = path.join(system.dataFolder, "keys/authority/root.crt");
    await writeFile(passphrase, "kata sandi cadangan yang panjang\n");
    const made = await sambung(system.dataFolder, "backup", "--to", backup, "--passphrase-file", passphrase);
    if (made.code !== 0 || !made.said.includes("It is encrypted")) throw new Error(made.said);
  });

  it("holds no document, key or row that can be read, and comes back whole", async () => {
    const files = path.relative(system.dataFolder, await storedFile(decreeFile));
    expect(await readFile(path.join(system.dataFolder, files), "latin1")).toMatch(/^%PDF/);
    expect(await readFile(path.join(backup, files), "latin1")).not.toContain("%PDF");
    const secret = await readFile(path.join(system.dataFolder, "keys/service.key"));
    expect((await readFile(path.join(backup, "keys/service.key"))).includes(secret)).toBe(false);
    expect(await readFile(path.join(backup, "postgres/backup_label"), "latin1")).not.toContain("START WAL");
    const folder = path.join(root, "decrypted");
    const named = ["--passphrase-file", passphrase, "--anchor", anchor];
    const restored = await sambung(folder, "restore", "--from", backup, ...named);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.said).toContain("Audit log: intact");
    expect(restored.said).toContain("Documents: all there, all unchanged");
    expect(await readFile(path.join(folder, "keys/service.key"))).toEqual(secret);
  });

  it("is refused without its passphrase, with another one, and under another installation's certificate", async () => {
    const target = path.join(root, "not-decrypted");
    const wrong = path.join(root, "wrong-passphrase");
    await writeFile(wrong, "kata sandi lain yang juga panjang");
    const stranger = path.join(root, "stranger.crt");
    const authority = await openLocalAuthority(path.join(root, "stranger"), AUTHORITY_NAMES, Date.now());
    await writeFile(stranger, authority.anchorPem);
    const refusals = [
      [[], "is encrypted"],
      [["--passphrase-file", wrong], "does not open this backup"],
      [["--passphrase-file", passphrase, "--anchor", stranger], "signed by another installation"],
    ] as const;
    for (const [named, words] of refusals) {
      const refused = await sambung(target, "restore", "--from", backup, ...named);
      expect([refused.code, refused.said]).toEqual([1, expect.stringContaining(words)]);
    }
    expect(await readdir(target).catch(() => [])).toEqual([]);
  });

  it("cannot be passed off as one that is not encrypted, nor be signed anew without its passphrase", async () => {
    const copy = await mkdtemp(path.join(root, "forged-"));
    await cp(backup, copy, { recursive: true });
    const target = path.join(root, "not-forged");
    const restore = async () => {
      const { code, said } = await sambung(target, "restore", "--from", copy, "--passphrase-file", passphrase);
      return [code, said];
    };
    await rewriteManifest(copy, { encryption: undefined });
    expect(await restore()).toEqual([1, expect.stringContaining("is not encrypted, although")]);
    await cp(path.join(backup, "manifest.json"), path.join(copy, "manifest.json"));
    await rewriteManifest(copy, { madeAt: "2020-01-01T00:00:00Z" });
    expect(await restore()).toEqual([1, expect.stringContaining("does not fit")]);
    expect(await readdir(target).catch(() => [])).toEqual([]);
  });

  /** The path of the stored file with the bytes of another one. */
  async function storedFile(like: string): Promise<string> {
    const sha256 = createHash("sha256")
      .update(await readFile(like))
      .digest("hex");
    return path.join(system.dataFolder, "files", sha256.slice(0, 2), sha256);
  }
});

describe("neither backup nor restore writes over anything", () => {
  it.each([
    [
      "a backup into a folder with something in it",
      () => sambung(system.dataFolder, "backup", "--to", root),
      "is not empty",
    ],
    [
      "a backup into the data folder",
      () => sambung(system.dataFolder, "backup", "--to", path.join(system.dataFolder, "b")),
      "inside the data folder",
    ],
    [
      "a restore into a data folder in use",
      () => sambung(system.dataFolder, "restore", "--from", path.join(root, "next")),
      "is not empty",
    ],
    [
      "a restore from a folder without a backup",
      () => sambung(path.join(root, "none"), "restore", "--from", path.join(root, "restored-nothing")),
      "holds no backup",
    ],
    [
      "a backup without a data folder",
      () => sambung(path.join(root, "no-data"), "backup", "--to", path.join(root, "no-backup")),
      "There is no",
    ],
  ])("%s is refused in words", async (_what, act, words) => {
    const refused = await act();
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining(words)]);
  });
});
