import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const TEXTS = path.resolve(import.meta.dirname, "../locales/parts/id");

/** All texts of the Indonesian screens. */
export function screenTexts(): ReadonlySet<string> {
  const texts = new Set<string>();
  const gather = (node: unknown): void => {
    if (typeof node === "string") texts.add(node);
    else if (typeof node === "object" && node !== null) Object.values(node).map(gather);
  };
  for (const part of readdirSync(TEXTS)) gather(JSON.parse(readFileSync(path.join(TEXTS, part), "utf8")));
  return texts;
}

/** The names of fields, buttons and pages in a guide: its text in italics. */
export function namesIn(guide: string): readonly string[] {
  const plain = guide.replaceAll(/```[\s\S]*?```|`[^`]*`|\*\*[^*]*\*\*/gu, "");
  return [...plain.matchAll(/\*([^*]+)\*/gu)].map(([, name = ""]) => name.replaceAll(/\s+/gu, " "));
}
