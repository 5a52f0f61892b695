import { readFile } from "node:fs/promises";
import path from "node:path";
import { pureGlobs, rooms as roomFolders, rows } from "../../architecture.mjs";
import { type Check, type Finding, type Outcome, together } from "./finding.ts";
import { filesBelow } from "./tree.ts";

interface BiomeOverride {
  readonly includes?: readonly string[];
  readonly linter?: { readonly rules?: { readonly style?: { readonly noRestrictedGlobals?: unknown } } };
}

function roomOf(file: string): string | null {
  const [, row, room] = file.split("/");
  const known = rows.find(({ name }) => name === row);
  if (known === undefined) return null;
  return known.rooms === null ? known.name : `${known.name}/${room ?? ""}`;
}

function strangers(files: readonly string[]): readonly Finding[] {
  return files
    .filter((file) => !roomFolders.includes(roomOf(file) ?? ""))
    .map((file) => ({ file, message: "stands in no room that architecture.mjs names" }));
}

function roomsWithoutDoor(files: readonly string[]): readonly Finding[] {
  const used = new Set(files.map(roomOf).filter((room) => room !== null && roomFolders.includes(room)));
  return [...used]
    .filter((room) => room !== "processes" && !files.includes(`src/${room}/index.ts`))
    .map((room) => ({ file: `src/${room}`, message: "has no index.ts, so no other room can use it" }));
}

async function deniedGlobals(root: string): Promise<Outcome> {
  const file = "biome.json";
  const config = JSON.parse(await readFile(path.join(root, file), "utf8")) as {
    readonly overrides?: readonly BiomeOverride[];
  };
  const guarding = (config.overrides ?? []).filter(
    ({ linter }) => linter?.rules?.style?.noRestrictedGlobals !== undefined,
  );
  const expected = JSON.stringify(pureGlobs);
  const isGuarded = guarding.some(({ includes }) => JSON.stringify(includes) === expected);
  if (isGuarded) return { seen: 1, findings: [] };
  return { seen: 1, findings: [{ file, message: `denied globals must cover the pure files: ${expected}` }] };
}

/** Every source stands in a room that `architecture.mjs` names, rooms have doors, and Biome knows the pure ones. */
export const roomsKnown: Check = {
  name: "rooms",
  asks: "the folders are those of architecture.mjs",
  async run(root) {
    const files = (await filesBelow(root)).filter((file) => file.startsWith("src/") && file.endsWith(".ts"));
    const folders: Outcome = { seen: files.length, findings: [...strangers(files), ...roomsWithoutDoor(files)] };
    return together([folders, await deniedGlobals(root)]);
  },
};
