import type { Check, Finding } from "./finding.ts";
import { lineAt, textsBelow } from "./tree.ts";

const DISABLED = /(?<![-\w])disabled=\{([^}]*)\}/g;
/** Words for pending work in the names of the screens' values. */
const WORK = /pending|fetching|loading|working|saving|sending|busy/i;
const NAMED = /\bconst (\w+)(?:: [^=]+)? = ([^;]*);/g;

/** The names of a file for pending work. */
function namesOfWork(text: string): readonly string[] {
  return [...text.matchAll(NAMED)].flatMap(([, name = "", value = ""]) =>
    /\.is(?:Pending|Fetching|Loading)\b/.test(value) && !value.includes("=>") ? [name] : [],
  );
}

/**
 * No element is `disabled` while its work is pending: the browser would remove its focus, and the next key press would be
 * lost. `BusyButton` and `FileInput` keep the focus.
 */
export const busyButtons: Check = {
  name: "busy-buttons",
  asks: "a busy button keeps the focus",
  async run(root) {
    const texts = await textsBelow(root, (file) => file.startsWith("web/src/") && /\.tsx?$/.test(file));
    const findings = texts.flatMap(({ file, text }): readonly Finding[] => {
      const names = namesOfWork(text);
      return [...text.matchAll(DISABLED)]
        .filter(
          ([, value = ""]) => WORK.test(value) || (value.match(/\w+/g) ?? []).some((word) => names.includes(word)),
        )
        .map((match) => ({
          file,
          line: lineAt(text, match.index),
          message: `disabled={${match[1]}} drops the focus while the work goes on; use BusyButton (web/src/parts)`,
        }));
    });
    return { seen: texts.length, findings };
  },
};
