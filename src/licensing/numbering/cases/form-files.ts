/** Maximum number of files that one form can name. */
const FILES_MAX = 100;

/** The ids of all files that a form names, at any depth and in order, without duplicates. */
export function fileIdsOf(form: object): readonly string[] {
  const found = Object.entries(form).flatMap(([key, value]: [string, unknown]): readonly string[] => {
    if (typeof value === "string") return /fileId$/iu.test(key) ? [value] : [];
    return typeof value === "object" && value !== null ? fileIdsOf(value) : [];
  });
  return [...new Set(found)].slice(0, FILES_MAX);
}
