import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";

/** The languages of the screens. */
export type Locale = "id" | "en";

/** Returns a text by its key, like the screens. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

interface Texts {
  readonly [key: string]: string | Texts;
}

/** Every text of one language, from all files, read like the screens do. */
export function wordsOf(locale: Locale): Words {
  const folder = new URL(`../locales/parts/${locale}/`, import.meta.url);
  const parts = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Texts);
  const translate = createTranslator({ locale, messages: parts.reduce(joined, {}), onError: refuse });
  const say = translate as unknown as Words;
  return (key, values) => say(key, values);
}

function refuse(error: Error): never {
  throw error;
}

function joined(left: Texts, right: Texts): Texts {
  const joins = Object.entries(right).map(([key, value]) => {
    const before = left[key];
    return [key, typeof before === "object" && typeof value === "object" ? joined(before, value) : value] as const;
  });
  return { ...left, ...Object.fromEntries(joins) };
}
