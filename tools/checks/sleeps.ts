import { ALLOWED_SLEEPS } from "./allowed-sleeps.ts";
import type { Check, Finding } from "./finding.ts";
import { isTest, lineAt, type TextFile, textsBelow } from "./tree.ts";

/** A promise that a timer resolves, or the wait of a browser page. */
const SLEEPS = [
  /\bnew Promise(?:<[^>]*>)?\(\((\w+)\) => (?:\{\s*)?(?:void )?setTimeout\((?:\1\b|\(\) => \1\()/g,
  /\.waitForTimeout\(/g,
];
/** The local name of an imported `setTimeout` of `node:timers/promises`. */
const IMPORTED = /import \{[^}]*\bsetTimeout(?: as (\w+))?[^}]*\} from "node:timers\/promises"/;
const LOOP = /^\s*(?:for|while) \(|^\s*do \{/;
const DEADLINE =
  /deadline|\b(?:until|end|ends)(?:Ms|At)\b|(?:performance|Date)\.now\(\)[^\n]*[<>]|[<>]=? (?:performance|Date)\.now\(\)/i;

/** Its tests contain sleeps on purpose. */
const PLANTED_FOLDER = "tests/checks/";

const isTestCode = (file: string): boolean => isTest(file) || /^(?:tests|testkit)\/.*\.ts$/.test(file);

function sleepsOf(text: string): readonly number[] {
  const imported = IMPORTED.exec(text);
  const name = imported === null ? null : (imported[1] ?? "setTimeout");
  const calls = name === null ? [] : [new RegExp(`(?<![.\\w])${name}\\(`, "g")];
  const offsets = [...SLEEPS, ...calls].flatMap((sleep) => [...text.matchAll(sleep)].map(({ index }) => index));
  return [...new Set(offsets.map((offset) => lineAt(text, offset)))].sort((left, right) => left - right);
}

/** Whether the line is in a loop that names a deadline in its head or its body: the lines around it are indented less. */
function isPolling(lines: readonly string[], line: number): boolean {
  const indentOf = (text: string) => text.length - text.trimStart().length;
  let indent = indentOf(lines[line - 1] ?? "") + 1;
  for (let at = line; at > 0 && indent > 0; at -= 1) {
    const text = lines[at - 1] ?? "";
    if (text.trim() === "" || indentOf(text) >= indent) continue;
    indent = indentOf(text);
    if (LOOP.test(text) && DEADLINE.test(lines.slice(at - 1, line).join("\n"))) return true;
  }
  return false;
}

function complaintsAbout({ file, text }: TextFile): readonly Finding[] {
  const lines = text.split("\n");
  const sleeps = sleepsOf(text).filter((line) => !isPolling(lines, line));
  const allowed = ALLOWED_SLEEPS[file]?.sleeps ?? 0;
  if (sleeps.length < allowed) {
    const message = `has ${sleeps.length} sleeps and ${allowed} are allowed: lower the number in tools/checks/allowed-sleeps.ts`;
    return [{ file, message }];
  }
  if (sleeps.length === allowed) return [];
  const message = "sleeps for a fixed time: wait for the event, or poll with a deadline";
  return sleeps.map((line) => ({ file, line, message }));
}

/** A sleep in a test is too long on a fast machine and too short on a slow one. */
export const sleeps: Check = {
  name: "sleeps",
  asks: "tests wait for events, not for fixed times",
  async run(root) {
    const texts = await textsBelow(root, (file) => isTestCode(file) && !file.startsWith(PLANTED_FOLDER));
    return { seen: texts.length, findings: texts.flatMap(complaintsAbout) };
  },
};
