import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLog } from "../../../testkit/database.ts";
import { completeDemonstration, markReal, prepareDemonstration, readDataFolder } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";

const RESULT = {
  people: [{ role: "officer", email: "evaluator@demo.invalid" }],
  accountSid: "AC1",
  authToken: "token",
  verifyUrl: "http://127.0.0.1:8080/validasi-sk/1",
} as const;

let data: string;
const inDemo = (name: string) => path.join(data, "demo", name);
const prepare = () => prepareDemonstration(data, testLog);
const facts = (databaseUrl?: string) => readDataFolder({ dataFolder: data, databaseUrl });

beforeEach(async () => {
  data = await mkdtemp(path.join(os.tmpdir(), "sambung-data-folder-"));
});
afterEach(() => rm(data, { recursive: true, force: true }));

describe("a data folder", () => {
  it("holds an installation once it has a database, a cut-off restore, or keys beside a database elsewhere", async () => {
    expect(await facts()).toEqual({ hasInstallation: false, isReal: false });
    await mkdir(path.join(data, "keys", "authority"), { recursive: true });
    expect(await facts()).toEqual({ hasInstallation: false, isReal: false });
    expect(await facts("postgres://u:p@db/sambung")).toEqual({ hasInstallation: true, isReal: false });
    await mkdir(path.join(data, "postgres"));
    expect(await facts()).toEqual({ hasInstallation: true, isReal: false });
  });

  it("is real once it is marked, before anything else is in it", async () => {
    await markReal(data);
    expect(await facts()).toEqual({ hasInstallation: false, isReal: true });
    expect((await stat(path.join(data, "secrets", "real-installation"))).mode & 0o777).toBe(0o600);
  });

  it("holds no installation because of the demonstration inside it", async () => {
    await prepare();
    await mkdir(inDemo("postgres"));
    expect(await facts()).toEqual({ hasInstallation: false, isReal: false });
  });
});

describe("the folder of the demonstration", () => {
  it("is made for a first build, and gives the result of a finished one without touching it", async () => {
    expect(await prepare()).toBeNull();
    await writeFile(inDemo("decree.pdf"), "made up");
    await completeDemonstration(data, RESULT);
    expect((await stat(inDemo("demonstration.json"))).mode & 0o777).toBe(0o600);
    expect(await prepare()).toEqual(RESULT);
    expect(await readFile(inDemo("decree.pdf"), "utf8")).toBe("made up");
  });

  it("is emptied after a build that was cut off; nothing beside it is", async () => {
    await prepare();
    await mkdir(inDemo("postgres"));
    await writeFile(inDemo("postgres/PG_VERSION"), "18");
    await writeFile(path.join(data, "mine.txt"), "mine");
    expect(await prepare()).toBeNull();
    expect((await readdir(path.join(data, "demo"))).toSorted()).toEqual(["demonstration.json", "run"]);
    expect(await readdir(data)).toContain("mine.txt");
  });

  it("is refused where something else made it, and nothing in it is deleted", async () => {
    await mkdir(path.join(data, "demo"));
    await writeFile(inDemo("thesis.txt"), "years of work");
    await expect(prepare()).rejects.toThrow("was not made by a demonstration");
    await writeFile(inDemo("demonstration.json"), '{"purpose":"a game","result":null}');
    await expect(prepare()).rejects.toThrow("was not made by a demonstration");
    expect(await readFile(inDemo("thesis.txt"), "utf8")).toBe("years of work");
  });

  it("is refused while another start builds in it", async () => {
    await prepare();
    await writeFile(inDemo("decree.pdf"), "half");
    const lock = await lockFolder(path.join(data, "demo"));
    await expect(prepare()).rejects.toThrow("already runs");
    expect(await readFile(inDemo("decree.pdf"), "utf8")).toBe("half");
    await lock?.close();
  });

  it("is never emptied through a link", async () => {
    await prepare();
    const other = path.join(data, "other");
    await mkdir(other);
    await writeFile(path.join(other, "demonstration.json"), await readFile(inDemo("demonstration.json")));
    await writeFile(path.join(other, "photo.jpg"), "x");
    await rm(path.join(data, "demo"), { recursive: true });
    await symlink(other, path.join(data, "demo"));
    await expect(prepare()).rejects.toThrow();
    expect(await readdir(other)).toContain("photo.jpg");
  });
});
