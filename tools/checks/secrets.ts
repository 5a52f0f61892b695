import type { Check, Finding } from "./finding.ts";
import { isTest, lineAt, textsBelow } from "./tree.ts";

const READ_FILES = /\.(?:tsx?|mjs|js|json|sql|md|ya?ml|sh|env|pem|key|html)$/;

/** Patterns of secrets, by kind. Each is global, because a file may contain several. */
const SECRET_PATTERNS: readonly { readonly kind: string; readonly pattern: RegExp; readonly alsoInTests: boolean }[] = [
  { kind: "private key", pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/g, alsoInTests: true },
  { kind: "cloud access key", pattern: /\bAKIA[0-9A-Z]{16}\b/g, alsoInTests: true },
  {
    kind: "access token",
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[\w-]{20,}|sk_live_\w{20,})/g,
    alsoInTests: true,
  },
  { kind: "signed token", pattern: /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/g, alsoInTests: true },
  { kind: "password in an address", pattern: /\b[a-z]+:\/\/[\w-]+:[^\s@/:${}"'`<>]{6,}@[\w.-]+/g, alsoInTests: false },
  {
    kind: "password in the source",
    pattern: /\b(?:password|passphrase|secret|apiKey|token)\s*[:=]\s*"[^"\s]*\d[^"\s]*"/gi,
    alsoInTests: false,
  },
];

/** Tests, and the folders with test material only, may contain fictitious passwords. */
function isTestMaterial(file: string): boolean {
  return isTest(file) || /^(?:tests|testkit|bench|docs)\//.test(file);
}

/** No string in the tree looks like a secret. */
export const secrets: Check = {
  name: "secrets",
  asks: "nothing looks like a secret",
  async run(root) {
    const texts = await textsBelow(root, (file) => READ_FILES.test(file) && file !== "package-lock.json");
    const findings = texts.flatMap(({ file, text }): readonly Finding[] =>
      SECRET_PATTERNS.filter(({ alsoInTests }) => alsoInTests || !isTestMaterial(file)).flatMap(({ kind, pattern }) =>
        [...text.matchAll(pattern)].map((match) => ({
          file,
          line: lineAt(text, match.index),
          message: `looks like a ${kind}; secrets come from the environment or a private file`,
        })),
      ),
    );
    return { seen: texts.length, findings };
  },
};
