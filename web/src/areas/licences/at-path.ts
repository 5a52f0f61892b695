/** Reading and changing one value inside a part by its path, such as "rows.2.city". */

type Branch = Readonly<Record<string, unknown>> | readonly unknown[];

const isBranch = (value: unknown): value is Branch => typeof value === "object" && value !== null;

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, step) => (isBranch(inner) ? (inner as Record<string, unknown>)[step] : undefined), value);
}

/** Returns a copy with the value at the path changed; lists and records on the path are copied. A path that does not exist changes nothing. */
export function withValueAt<Whole>(value: Whole, path: string, next: unknown): Whole {
  const [step = "", ...rest] = path.split(".");
  if (!isBranch(value)) return value;
  const inner = rest.length === 0 ? next : withValueAt((value as Record<string, unknown>)[step], rest.join("."), next);
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === step ? inner : one)) as Whole;
  return { ...(value as object), [step]: inner } as Whole;
}

/** Whether two values of a part are equal, regardless of the order of fields. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isBranch(one) || !isBranch(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [Object.entries(one), other as Readonly<Record<string, unknown>>];
  return (
    left.length === Object.keys(right).length && left.every(([key, value]) => key in right && isSame(value, right[key]))
  );
}
