import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../platform/config/index.ts";
import { chooseStart, type DataFolderFacts } from "./start-choice.ts";

const EMPTY: DataFolderFacts = { hasInstallation: false, isReal: false };
const WITH_DEMO_ACCOUNTS: DataFolderFacts = { hasInstallation: true, isReal: false };
const MARKED_REAL: DataFolderFacts = { hasInstallation: false, isReal: true };
const REAL: DataFolderFacts = { hasInstallation: true, isReal: true };
const PUBLIC = { SAMBUNG_PUBLIC_URL: "https://sambung.example" };

const demonstration = "demonstration";
const newReal = { kind: "installation", demoAccounts: false, marksReal: true };
const real = { kind: "installation", demoAccounts: false, marksReal: false };
const withAccounts = { kind: "installation", demoAccounts: true, marksReal: false };

function choiceFor(env: Readonly<Record<string, string>>, facts: DataFolderFacts) {
  const read = readSettings({ SAMBUNG_DATA: "/srv/sambung", ...env });
  if (!read.ok) throw new Error(read.refusal.lines.join("; "));
  const choice = chooseStart(read.value, facts);
  return choice.kind === "demonstration" ? demonstration : choice;
}

describe("sambung start", () => {
  it.each([
    ["an empty folder, nothing set", {}, EMPTY, demonstration],
    [
      "an empty folder, a loopback address for the public",
      { SAMBUNG_PUBLIC_URL: "http://localhost:8080" },
      EMPTY,
      demonstration,
    ],
    ["an empty folder, SAMBUNG_DEMO=on", { SAMBUNG_DEMO: "on" }, EMPTY, withAccounts],
    ["an empty folder, SAMBUNG_DEMO=off", { SAMBUNG_DEMO: "off" }, EMPTY, newReal],
    ["an empty folder, production", { NODE_ENV: "production" }, EMPTY, newReal],
    ["an empty folder, a public address", PUBLIC, EMPTY, newReal],
    ["an empty folder, a public address and SAMBUNG_DEMO=on", { ...PUBLIC, SAMBUNG_DEMO: "on" }, EMPTY, newReal],
    ["an empty folder, a trusted proxy", { SAMBUNG_TRUSTED_PROXY: "127.0.0.1" }, EMPTY, newReal],
    ["an empty folder, a database elsewhere", { DATABASE_URL: "postgres://u:p@db/sambung" }, EMPTY, newReal],
    ["an empty folder, no licensing", { SAMBUNG_LICENSING: "off" }, EMPTY, newReal],
    ["an empty folder, an OSS RBA elsewhere", { SAMBUNG_OSS_URL: "https://oss.example" }, EMPTY, newReal],
    ["a folder with demo accounts, nothing set", {}, WITH_DEMO_ACCOUNTS, withAccounts],
    ["a folder with demo accounts, SAMBUNG_DEMO=on", { SAMBUNG_DEMO: "on" }, WITH_DEMO_ACCOUNTS, withAccounts],
    ["a folder with demo accounts, SAMBUNG_DEMO=off", { SAMBUNG_DEMO: "off" }, WITH_DEMO_ACCOUNTS, real],
    ["a folder with demo accounts, a public address", PUBLIC, WITH_DEMO_ACCOUNTS, real],
    ["a folder marked as real whose first start failed", {}, MARKED_REAL, real],
    ["a real installation, nothing set", {}, REAL, real],
    ["a real installation, SAMBUNG_DEMO=off", { SAMBUNG_DEMO: "off" }, REAL, real],
    ["a real installation, SAMBUNG_DEMO=on", { SAMBUNG_DEMO: "on" }, REAL, demonstration],
    ["a real installation, production and SAMBUNG_DEMO=on", { NODE_ENV: "production", SAMBUNG_DEMO: "on" }, REAL, real],
    ["a real installation, a public address and SAMBUNG_DEMO=on", { ...PUBLIC, SAMBUNG_DEMO: "on" }, REAL, real],
    [
      "a real installation, a trusted proxy and SAMBUNG_DEMO=on",
      { SAMBUNG_TRUSTED_PROXY: "127.0.0.1", SAMBUNG_DEMO: "on" },
      REAL,
      real,
    ],
  ] as const)("chooses for %s", (_what, env, facts, expected) => {
    expect(choiceFor(env, facts)).toEqual(expected);
  });

  it("keeps the demonstration in a folder inside the data folder", () => {
    const read = readSettings({ SAMBUNG_DATA: "/srv/sambung" });
    const choice = read.ok ? chooseStart(read.value, EMPTY) : undefined;
    expect(choice).toEqual({ kind: "demonstration", dataFolder: path.join("/srv/sambung", "demo") });
  });
});
