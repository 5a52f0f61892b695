/** Writes the words of a key below `alertWords` in some language. */
type Writes = (key: string, params: Readonly<Record<string, string | number>>) => string;

/** What mails and short messages say of what was raised. */
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
