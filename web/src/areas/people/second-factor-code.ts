/** What a person types as a second factor. */

/** An authenticator's code without the gap that apps show in its middle; null when it is not six digits. */
export function authenticatorCode(typed: string): string | null {
  const code = typed.replaceAll(/\s/g, "");
  return /^\d{6}$/.test(code) ? code : null;
}

/** A recovery code such as `abcd-efgh-jkmn`, with or without its dashes, in any case; null when it is something else. */
export function recoveryCode(typed: string): string | null {
  const code = typed.replaceAll(/[\s-]/g, "").toLowerCase();
  return /^[a-z\d]{12}$/.test(code) ? code.replace(/(.{4})(.{4})(.{4})/, "$1-$2-$3") : null;
}

/** A long key in groups of four, so that it can be read aloud and typed. */
export function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
