/** Parses an integer with dots or commas as thousands separators; undefined if invalid. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const bare = text.trim().replaceAll(/(?<=\d)[.,\s](?=\d{3}(?:\D|$))/g, "");
  if (!/^-?\d{1,15}$/.test(bare)) return undefined;
  const number = Number(bare);
  return number >= least && number <= most ? number : undefined;
}
