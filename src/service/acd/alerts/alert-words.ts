/** Returns the text of a key below `alertWords` in some language. */
type Writes = (key: string, params: Readonly<Record<string, string | number>>) => string;

/** The wording of mails and SMS messages about a raised alert. */
export function alertWords(
  write: Writes,
  event: { readonly measure: string; readonly comparison: string; readonly threshold: number },
) {
  const { measure, comparison, threshold } = event;
  const value = (figure: number | null) =>
    figure === null ? write("none", {}) : write(`units.${measure}`, { value: figure });
  return {
    value,
    measure: write(`measures.${measure}`, {}),
    limit: write(`comparisons.${comparison}`, { value: value(threshold) }),
  };
}
