import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Check, type Finding, type Outcome, together } from "./finding.ts";
import { messageShape } from "./message-shape.ts";
import { filesBelow } from "./tree.ts";

const FOLDER = "locales/parts";
const LANGUAGES = ["id", "en"] as const;

type Language = (typeof LANGUAGES)[number];

/** Flattens nested messages into `dotted.key` → text; anything that is not a text or an object becomes null. */
export function flatMessages(value: unknown, prefix = ""): ReadonlyMap<string, string | null> {
  if (typeof value === "string") return new Map([[prefix, value]]);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return new Map([[prefix, null]]);
  const entries = Object.entries(value).flatMap(([key, inner]) => [
    ...flatMessages(inner, prefix === "" ? key : `${prefix}.${key}`),
  ]);
  return new Map(entries);
}

async function messagesIn(root: string, file: string): Promise<ReadonlyMap<string, string | null> | null> {
  const text = await readFile(path.join(root, file), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return flatMessages(JSON.parse(text));
  } catch {
    return null;
  }
}

function complaintAbout(own: string | null, other: string | null | undefined): string | null {
  if (own === null) return "is not a text";
  if (own.trim() === "") return "is empty";
  const shape = messageShape(own);
  if (shape === null) return "is not a well-formed message";
  if (other === undefined) return "is missing in the other language";
  const otherShape = other === null ? null : messageShape(other);
  if (otherShape === null || otherShape.join(" ") === shape.join(" ")) return null;
  return `takes {${shape.join(", ")}} here but {${otherShape.join(", ")}} in the other language`;
}

async function comparePart(root: string, part: string, language: Language): Promise<Outcome> {
  const file = `${FOLDER}/${language}/${part}`;
  const otherFile = `${FOLDER}/${language === "id" ? "en" : "id"}/${part}`;
  const [own, other] = await Promise.all([messagesIn(root, file), messagesIn(root, otherFile)]);
  if (own === null) return { seen: 0, findings: [{ file, message: "is missing or is not JSON" }] };
  const findings = [...own].flatMap(([key, text]): readonly Finding[] => {
    const complaint = complaintAbout(text, other?.get(key));
    return complaint === null ? [] : [{ file, message: `"${key}" ${complaint}` }];
  });
  return { seen: own.size, findings };
}

/** Keys that an earlier file contains too, as a text or as a group: readers get the text of the later file only. */
async function keysTwice(root: string, parts: readonly string[], language: Language): Promise<Outcome> {
  const files = parts.toSorted().map((part) => `${FOLDER}/${language}/${part}`);
  const keysOf = async (file: string) => ({ file, keys: [...((await messagesIn(root, file))?.keys() ?? [])] });
  const read = await Promise.all(files.map(keysOf));
  const texts = new Map<string, string>();
  const groups = new Map<string, string>();
  const findings = read.flatMap(({ file, keys }): readonly Finding[] => {
    const twice = keys.flatMap((key): readonly Finding[] => {
      const other = texts.get(key) ?? groups.get(key) ?? groupsAbove(key).flatMap((group) => texts.get(group) ?? [])[0];
      return other === undefined ? [] : [{ file, message: `"${key}" stands in ${other} too` }];
    });
    for (const key of keys) {
      texts.set(key, file);
      for (const group of groupsAbove(key)) groups.set(group, file);
    }
    return twice;
  });
  return { seen: 0, findings };
}

function groupsAbove(key: string): readonly string[] {
  const words = key.split(".");
  return words.slice(1).map((_, length) => words.slice(0, length + 1).join("."));
}

/** Both languages have the same files, keys, arguments and tags; no message is empty, and no key is in two files. */
export const localeParts: Check = {
  name: "locale-parts",
  asks: "both languages say the same things",
  async run(root) {
    const files = (await filesBelow(root)).filter((file) => file.startsWith(`${FOLDER}/`));
    const parts = [...new Set(files.map((file) => file.split("/").slice(3).join("/")))];
    const outcomes = await Promise.all([
      ...parts.flatMap((part) => LANGUAGES.map((language) => comparePart(root, part, language))),
      ...LANGUAGES.map((language) => keysTwice(root, parts, language)),
    ]);
    return together(outcomes);
  },
};
