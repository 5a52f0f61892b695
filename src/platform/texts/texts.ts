import { readdirSync, readFileSync } from "node:fs";

/** The languages of every text for users; Indonesian is the default. */
export type Locale = "id" | "en";

/** Values that are inserted into a text. */
export type TextParams = Readonly<Record<string, string | number>>;

/** Texts by language and dotted key. */
export interface Texts {
  /**
   * The text of `key` with `{name}` replaced by its parameter; the key itself when there is no text. A section in double square
   * brackets is omitted when one of its parameters is missing or empty: "on {date}[[, at {time}]]".
   */
  text(locale: Locale, key: string, params?: TextParams): string;
  has(locale: Locale, key: string): boolean;
  /** All texts under a dotted prefix, as nested objects. */
  branch(locale: Locale, prefix: string): unknown;
}

type Tree = { readonly [key: string]: string | Tree };
type GrowingTree = { [key: string]: string | GrowingTree };

const FOLDER = new URL("../../../locales/parts/", import.meta.url);
const PARAM = /\{(\w+)\}/g;
const OPTIONAL = /\[\[([^[\]]*)\]\]/g;

let trees: Readonly<Record<Locale, Tree>> | undefined;

/** The texts of both languages. Their files are read once per process. Throws when a file is not JSON. */
export function openTexts(): Texts {
  trees ??= { id: readParts("id"), en: readParts("en") };
  const read = trees;
  const find = (locale: Locale, key: string): string | Tree | undefined =>
    key
      .split(".")
      .reduce<string | Tree | undefined>(
        (node, part) => (typeof node === "object" ? node[part] : undefined),
        read[locale],
      );
  return {
    text: (locale, key, params = {}) => {
      const found = find(locale, key);
      if (typeof found !== "string") return key;
      return found
        .replace(OPTIONAL, (_whole, part: string) => (isFilled(part, params) ? part : ""))
        .replace(PARAM, (whole, name: string) => String(params[name] ?? whole));
    },
    has: (locale, key) => typeof find(locale, key) === "string",
    branch: (locale, prefix) => find(locale, prefix),
  };
}

function isFilled(part: string, params: TextParams): boolean {
  return [...part.matchAll(PARAM)].every(([, name = ""]) => String(params[name] ?? "") !== "");
}

function readParts(locale: Locale): Tree {
  const folder = new URL(`${locale}/`, FOLDER);
  const tree: GrowingTree = {};
  for (const name of readdirSync(folder).toSorted()) {
    if (name.endsWith(".json")) add(tree, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as GrowingTree);
  }
  return tree;
}

/** Adds the texts of `part` to `tree`, in place. */
function add(tree: GrowingTree, part: GrowingTree): void {
  for (const [key, value] of Object.entries(part)) {
    const before = tree[key];
    if (typeof before === "object" && typeof value === "object") add(before, value);
    else tree[key] = value;
  }
}

/** The preferred language of an Accept-Language header (RFC 9110 §12.5.4); `fallback` if it is not supported. */
export function localeOf(acceptLanguage: string | undefined, fallback: Locale = "id"): Locale {
  const [, first] = /^\s*(en|id)\b/i.exec(acceptLanguage ?? "") ?? [];
  return first === undefined ? fallback : (first.toLowerCase() as Locale);
}
