/** The password rule (observed at the ministry's portal). */
export interface PasswordRule {
  readonly charactersMin: number;
  readonly classes: readonly string[];
}

const CLASS_PATTERNS: Readonly<Record<string, RegExp>> = {
  "upper-case": /\p{Lu}/u,
  "lower-case": /\p{Ll}/u,
  digit: /\d/,
  symbol: /[^\p{L}\d\s]/u,
};

/** True if `password` satisfies the rule and is not the person's own name or address. */
export function isPasswordFit(password: string, rule: PasswordRule, own: readonly string[]): boolean {
  const lower = password.toLowerCase();
  return (
    [...password].length >= rule.charactersMin &&
    rule.classes.every((name) => CLASS_PATTERNS[name]?.test(password) ?? true) &&
    !own.some((word) => word.length >= 4 && lower === word.toLowerCase())
  );
}
