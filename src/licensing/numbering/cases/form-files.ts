/** Most files that one form can name. */
const FILES_MAX = 100;

/** The ids of every file a form names, in the order it names them, however deep; each once. */
export function fileIdsOf(form: object): readonly string[] {
  const found = Object.entries(form).flatMap(([key, value]: [string, unknown]): readonly string[] => {
    if (typeof value === "string") return /fileId$/iu.test(key) ? [value] : [];
    return typeof value === "object" && value !== null ? fileIdsOf(value) : [];
  });
  return [...new Set(found)].slice(0, FILES_MAX);
}
