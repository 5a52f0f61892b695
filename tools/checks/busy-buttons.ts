import type { Check, Finding } from "./finding.ts";
import { lineAt, textsBelow } from "./tree.ts";

const DISABLED = /(?<![-\w])disabled=\{([^}]*)\}/g;
/** Words for work under way, as they stand in the names of the screens' values. */
const WORK = /pending|fetching|loading|working|saving|sending|busy/i;
const NAMED = /\bconst (\w+)(?:: [^=]+)? = ([^;]*);/g;

/** The names that a file gives to work under way. */
function namesOfWork(text: string): readonly string[] {
  return [...text.matchAll(NAMED)].flatMap(([, name = "", value = ""]) =>
    /\.is(?:Pending|Fetching|Loading)\b/.test(value) && !value.includes("=>") ? [name] : [],
  );
}

/**
 * Nothing is `disabled` because its work is under way: the browser takes the focus from it, and the next key press goes
 * nowhere. `BusyButton` and `FileInput` keep it.
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
