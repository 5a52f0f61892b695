import type { OrganisationRow } from "../organisation-row.ts";
import type { OssRecord } from "./oss-record.ts";

/** The compared fields of a registration and OSS. */
const LINES = [
  "name",
  "companyKind",
  "npwp",
  "address",
  "city",
  "province",
  "nibStatus",
  "kbli",
  "risk",
  "personInCharge",
] as const;

/** One compared field: the registered value and the present one at OSS. An empty text is a missing value. */
export interface ComparedLine {
  readonly line: (typeof LINES)[number];
  readonly registered: string;
  readonly oss: string;
  readonly verdict: "match" | "differs" | "not-said";
}

/** The compared part of the present data at OSS. */
export interface OssNow {
  readonly record: OssRecord;
  readonly responsibleNames: readonly string[];
}

/** Compares a registration with the present data at OSS, field by field; case, punctuation and spaces are ignored. */
export function compareWithOss(
  row: OrganisationRow,
  now: { readonly oss: OssNow; readonly kbli: string },
): readonly ComparedLine[] {
  const { record, responsibleNames } = now.oss;
  const kept = row.ossRecord?.activities.find(({ code }) => code === now.kbli);
  const said = record.activities.find(({ code }) => code === now.kbli);
  const isNamed = responsibleNames.some((name) => plain(name) === plain(row.personInCharge.name));
  const pairs: Readonly<Record<ComparedLine["line"], readonly [string, string]>> = {
    name: [row.name, record.name],
    companyKind: [row.companyKind, record.companyKind],
    npwp: [row.npwp, record.npwp],
    address: [row.address, record.address],
    city: [row.city, record.city],
    province: [row.province, record.province],
    nibStatus: [row.ossRecord?.nibStatus ?? "", record.nibStatus],
    kbli: [kept?.code ?? "", said?.code ?? ""],
    risk: [kept?.risk ?? "", said?.risk ?? ""],
    personInCharge: [row.personInCharge.name, isNamed ? row.personInCharge.name : responsibleNames.join(", ")],
  };
  return LINES.map((line) => {
    const [registered, oss] = pairs[line];
    return { line, registered, oss, verdict: verdictOf(line, { registered, oss }) };
  });
}

function verdictOf(
  line: ComparedLine["line"],
  { registered, oss }: { readonly registered: string; readonly oss: string },
): ComparedLine["verdict"] {
  // An activity that OSS no longer lists is a difference, not a missing value.
  if (line === "kbli" || line === "risk") return registered === oss ? "match" : "differs";
  if (oss === "") return "not-said";
  return plain(registered) === plain(oss) ? "match" : "differs";
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
