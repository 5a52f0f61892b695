import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Check, Finding } from "./finding.ts";

const TABLE = "docs/decisions/dependencies.md";
const KINDS = ["dependencies", "optionalDependencies", "devDependencies"] as const;

type Manifest = Partial<Record<(typeof KINDS)[number], Readonly<Record<string, string>>>>;

/** The rows of the table: package name, and whether the row states the benefit and the replacement. */
function decidedIn(markdown: string): ReadonlyMap<string, boolean> {
  const rows = markdown.split("\n").flatMap((line): readonly (readonly [string, boolean])[] => {
    const [, name, saves, replacement] = line.split("|").map((cell) => cell.trim());
    const bare = /^`([^`]+)`$/.exec(name ?? "")?.[1];
    if (bare === undefined) return [];
    return [[bare, (saves ?? "").length > 3 && (replacement ?? "").length > 3]];
  });
  return new Map(rows);
}

/** Every dependency has a line with its benefit and its replacement; a line without a dependency is a fault. */
export const decidedDependencies: Check = {
  name: "decided-dependencies",
  asks: "every dependency has its decision",
  async run(root) {
    const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as Manifest;
    const decided = decidedIn(await readFile(path.join(root, TABLE), "utf8").catch(() => ""));
    const names = KINDS.flatMap((kind) => Object.keys(manifest[kind] ?? {}));
    const missing = names
      .filter((name) => decided.get(name) !== true)
      .map((name): Finding => ({ file: TABLE, message: `no full line for \`${name}\`` }));
    const stale = [...decided.keys()]
      .filter((name) => !names.includes(name))
      .map((name): Finding => ({ file: TABLE, message: `\`${name}\` is no longer a dependency` }));
    return { seen: names.length, findings: [...missing, ...stale] };
  },
};
