/** The columns of a spreadsheet of people, in the order of the template. */
export const PEOPLE_COLUMNS = [
  { id: "email", heading: { id: "surel", en: "email" } },
  { id: "role", heading: { id: "peran", en: "role" } },
  { id: "name", heading: { id: "nama", en: "name" } },
  { id: "language", heading: { id: "bahasa", en: "language" } },
  { id: "extension", heading: { id: "ekstensi", en: "extension" } },
  { id: "queues", heading: { id: "antrean", en: "queues" } },
  { id: "skills", heading: { id: "keahlian", en: "skills" } },
] as const;

/** The name of a column. */
export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number]["id"];

/** Columns that identify a person. Any other column that is left out does not change its values. */
export const NEEDED_COLUMNS: readonly PeopleColumn[] = ["email", "role", "name"];

/** Roles that an import may give. */
export const IMPORT_ROLES = ["operator-administrator", "operator-supervisor", "operator-agent"] as const;

/** One of `IMPORT_ROLES`. */
export type ImportRole = (typeof IMPORT_ROLES)[number];

/** Words for roles; exports use the first one of each language, imports accept all. */
export const ROLE_WORDS: Readonly<Record<ImportRole, Readonly<Record<"id" | "en", readonly string[]>>>> = {
  "operator-administrator": {
    id: ["administrator", "administrator pusat panggilan", "admin"],
    en: ["administrator", "call-centre administrator", "call centre administrator"],
  },
  "operator-supervisor": {
    id: ["supervisor", "supervisor pusat panggilan", "penyelia"],
    en: ["supervisor", "call-centre supervisor", "call centre supervisor"],
  },
  "operator-agent": {
    id: ["agen", "agen pusat panggilan"],
    en: ["agent", "call-centre agent", "call centre agent"],
  },
};

const LANGUAGE_WORDS: Readonly<Record<"id" | "en", readonly string[]>> = {
  id: ["id", "indonesia", "indonesian", "bahasa indonesia"],
  en: ["en", "inggris", "english", "bahasa inggris"],
};

/** A heading or a word for comparison: without case, with single blanks. */
function normaliseWord(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, " ");
}

/** The column of a heading in either language; null for an unknown one. */
export function columnOf(heading: string): PeopleColumn | null {
  const word = normaliseWord(heading);
  return PEOPLE_COLUMNS.find(({ heading: names }) => names.id === word || names.en === word)?.id ?? null;
}

/** The role of a word in either language; null for an unknown one. */
export function roleOf(text: string): ImportRole | null {
  const word = normaliseWord(text);
  const said = (role: ImportRole) => [...ROLE_WORDS[role].id, ...ROLE_WORDS[role].en].map(normaliseWord);
  return IMPORT_ROLES.find((role) => said(role).includes(word)) ?? null;
}

/** The language of a word; null for an unknown one. */
export function languageOf(text: string): "id" | "en" | null {
  const word = normaliseWord(text);
  return (["id", "en"] as const).find((one) => LANGUAGE_WORDS[one].includes(word)) ?? null;
}
