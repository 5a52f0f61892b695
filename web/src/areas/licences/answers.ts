/** A part as a flat list of answers, for display, comparison with another version, and search. */
import { isSame } from "./at-path.ts";

/** One answer: of the part, or of one row of a list in it. */
export interface Answer {
  /** The list and the row; null for an answer of the part. */
  readonly list: string | null;
  readonly rowId: string | null;
  readonly field: string;
  readonly value: unknown;
}

/** An answer before and after a change; undefined where there is none. */
export interface ChangedAnswer {
  readonly list: string | null;
  readonly rowId: string | null;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

type RowLike = Readonly<Record<string, unknown>> & { readonly id: string };

const isRow = (value: unknown): value is RowLike => typeof value === "object" && value !== null && "id" in value;

const isRows = (value: unknown): value is readonly RowLike[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRow);

/** Fields of rows in display order; the database keeps another order. */
const READING_ORDER: readonly string[] = [
  ...["year", "partner", "partnerLicence", "carrier", "agreementId", "function", "name", "kind", "maker", "type"],
  ...["serial", "address", "city", "centres", "capacity", "unit"],
  ...["number", "signedOn", "validFrom", "validUntil", "channels", "protocol", "codecs", "srtp", "rate"],
  ...["deviceId", "siteId", "country", "agents", "vendor", "region", "redundancy", "webhookSecurity"],
  ...["leadsTo", "providedBy", "evidence", "certificateNumber", "ownership", "isVirtual", "ownerOf", "basisPoints"],
];

const rankOf = (field: string): number => {
  const rank = READING_ORDER.indexOf(field);
  return rank === -1 ? READING_ORDER.length : rank;
};

/** The fields of a row except its id, in display order. */
export function fieldsOf(row: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  return Object.keys(row ?? {})
    .filter((field) => field !== "id")
    .toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** The lists of a part, each with its rows. */
export function listsOf(part: unknown): readonly { readonly list: string; readonly rows: readonly RowLike[] }[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([list, value]) => (isRows(value) ? [{ list, rows: value }] : []));
}

/** All answers of a part, in order. */
export function answersOf(part: unknown): readonly Answer[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([field, value]): readonly Answer[] => {
    if (!isRows(value)) return [{ list: null, rowId: null, field, value }];
    return value.flatMap((row) =>
      fieldsOf(row).map((name) => ({ list: field, rowId: row.id, field: name, value: row[name] })),
    );
  });
}

const keyOf = ({ list, rowId, field }: Answer): string => `${list ?? ""} ${rowId ?? ""} ${field}`;

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** The differences between two versions of a part; rows are matched by id, not by index. */
export function changedAnswers(before: unknown, after: unknown): readonly ChangedAnswer[] {
  const [old, now] = [answersOf(before), answersOf(after)].map(
    (answers) => new Map(answers.map((answer) => [keyOf(answer), answer])),
  ) as [Map<string, Answer>, Map<string, Answer>];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): readonly ChangedAnswer[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const { list, rowId, field } = (is ?? was) as Answer;
    if (isSame(was?.value, is?.value)) return [];
    // An empty list next to rows adds no information.
    if (list === null && [was?.value, is?.value].every((value) => value === undefined || isEmptyList(value))) return [];
    return [{ list, rowId, field, before: was?.value, after: is?.value }];
  });
}
