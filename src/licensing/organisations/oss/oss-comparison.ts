import type { OrganisationRow } from "../organisation-row.ts";
import type { OssRecord } from "./oss-record.ts";

/** The lines that a registration and OSS are held against each other by. */
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

/** One line of the comparison: what is registered, what OSS says now. An empty text is what one side does not say. */
export interface ComparedLine {
  readonly line: (typeof LINES)[number];
  readonly registered: string;
  readonly oss: string;
  readonly verdict: "match" | "differs" | "not-said";
}

/** What OSS says now, as far as it is compared. */
export interface OssNow {
  readonly record: OssRecord;
  readonly responsibleNames: readonly string[];
}

/** Holds a registration against what OSS says now, line by line; case, marks and spaces do not make a difference. */
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
  // An activity that OSS no longer lists is a difference, not silence.
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
