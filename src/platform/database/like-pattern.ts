/** The LIKE pattern of the values that contain a text; the wildcards of the text stand for themselves. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
