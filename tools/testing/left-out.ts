import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { missingPrograms } from "./programs.ts";
import { ROOT } from "./steps.ts";

const IMPORT = /(?:\bfrom|\bimport\(?)\s*"(\.[^"]+)"/g;
/** Requirements are searched in tests and in the test code they import; the program itself works without the missing tools. */
const TEST_CODE = /^(?:tests|testkit)\/|\.test\.tsx?$/;

/** A test file that cannot run on this machine, and its missing requirement. */
export interface LeftOut {
  readonly file: string;
  readonly lacks: string;
}

/** The test files that need a missing program, or `/proc` on a system without it, directly or by an import. */
export function leftOutFiles(): readonly LeftOut[] {
  const programs = missingPrograms().map(({ program }) => program);
  const lacking = existsSync("/proc/self") ? programs : [...programs, "/proc/"];
  if (lacking.length === 0) return [];
  const files = globSync("{src,simulators,testkit,tests,tools,web}/**/*.test.{ts,tsx}", { cwd: ROOT });
  return files.toSorted().flatMap((file) => {
    const texts = textsOf(file, new Set());
    const lacks = lacking.find((name) => texts.some((text) => namesProgram(text, name)));
    return lacks === undefined ? [] : [{ file, lacks }];
  });
}

const namesProgram = (text: string, name: string): boolean =>
  name.startsWith("/") ? text.includes(name) : text.includes(`"${name}"`) || text.includes(`/${name}"`);

function textsOf(file: string, seen: Set<string>): readonly string[] {
  if (seen.has(file) || !TEST_CODE.test(file) || !existsSync(path.join(ROOT, file))) return [];
  seen.add(file);
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const imported = [...text.matchAll(IMPORT)].map(([, to]) => path.join(path.dirname(file), to ?? ""));
  return [text, ...imported.flatMap((next) => textsOf(next, seen))];
}
