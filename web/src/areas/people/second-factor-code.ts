/** Parses second-factor codes. */

/** An authenticator code without the space that apps show in the middle; null if it is not six digits. */
export function authenticatorCode(typed: string): string | null {
  const code = typed.replaceAll(/\s/g, "");
  return /^\d{6}$/.test(code) ? code : null;
}

/** A recovery code such as `abcd-efgh-jkmn`, with or without hyphens, in any case; null if invalid. */
export function recoveryCode(typed: string): string | null {
  const code = typed.replaceAll(/[\s-]/g, "").toLowerCase();
  return /^[a-z\d]{12}$/.test(code) ? code.replace(/(.{4})(.{4})(.{4})/, "$1-$2-$3") : null;
}

/** A long key in groups of four, for reading aloud and typing. */
export function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
