import type { Check, Finding } from "./finding.ts";
import { lineAt, textsBelow } from "./tree.ts";

/** Code that runs too late in a React effect, after the screen is painted, and the alternative. */
const LATE: readonly { readonly what: RegExp; readonly message: string }[] = [
  {
    what: /\buseEffect\(\(\) => (?:\{\s*(?:if \([^\n]*\) )?)?[^\n{}]*\.focus\(/g,
    message: "the focus leaves a field in which somebody types already; use useLayoutEffect",
  },
  {
    what: /\buseEffect\(\(\) => (?:\{\s*)?set[A-Z]\w*\(/g,
    message: "what somebody typed before the effect came is taken away; use useStateOf of web/src/parts/state-of.ts",
  },
  {
    what: /\b(?:window|document)\.addEventListener\("key/g,
    message: "a key pressed right after a new drawing is lost; use usePageKeys of web/src/parts/page-keys.ts",
  },
];

/** The one module that listens to a page's keys. */
const KEYS_PLACE = "web/src/parts/page-keys.ts";

/**
 * Between the commit of a screen and its effects the browser may handle keys and clicks, especially on a busy machine. Code that
 * they depend on must not be in an effect.
 */
export const lateEffects: Check = {
  name: "late-effects",
  asks: "nothing that a key press needs waits for an effect",
  async run(root) {
    const texts = await textsBelow(
      root,
      (file) => file.startsWith("web/src/") && file !== KEYS_PLACE && /\.tsx?$/.test(file),
    );
    const findings = texts.flatMap(({ file, text }): readonly Finding[] =>
      LATE.flatMap(({ what, message }) =>
        [...text.matchAll(what)].map((match) => ({ file, line: lineAt(text, match.index), message })),
      ),
    );
    return { seen: texts.length, findings };
  },
};
