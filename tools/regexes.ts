// Checks that every regular expression of the program takes linear time; prints the others and fails when there are any.
import path from "node:path";
import { check } from "recheck";
import ts from "typescript";
import { isTest, textsBelow } from "./checks/tree.ts";

const root = path.resolve(import.meta.dirname, "..");
const CHECK_MS_MAX = 20_000;

/** Super-linear expressions that are permitted, with the bound of their input. */
const BOUNDED: Readonly<Record<string, string>> = {
  "/\\B(?=(\\d{3})+$)/g": "amounts of our own, at most 16 digits",
  "/\\B(?=(\\d{3})+$)/gu": "amounts of our own, at most 16 digits",
  "/\\?[^\\s\"'<>]*=[^\\s\"'<>]*|(?<=[\\w/.-])\\?[^\\s\"'<>]+/g": "answers are cut to 4,096 characters first",
  "/.*\\/(\\w+)\\/:(\\w+)/": "paths of our own routes",
  "/(?<![\\w-])\\+?\\d[\\d .-]{6,}\\d(?![\\w-])/g": "log texts are cut to 2,000 characters first",
  "/(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu": "a document of our own",
  "/\\/\\/.*@/": "settings of the administrator",
  '/\\s(?:i?like|similar|limit|offset|between)\\s|@@|~|(?<!(?:expires_at|valid_from|valid_to)"?\\s*)(?<![-<>])[<>]=?\\s*\\$\\d/iu':
    "statements of our own",
};

/** The regular expressions of a source text, each with its line. */
function expressionsIn(file: string, text: string): readonly { readonly written: string; readonly line: number }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { written: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node))
      found.push({ written: node.text, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Why an expression is refused; null for one that takes linear time. */
async function complaintAbout(written: string): Promise<string | null> {
  const end = written.lastIndexOf("/");
  const found = await check(written.slice(1, end), written.slice(end + 1), { timeout: CHECK_MS_MAX });
  if (found.status === "safe") return null;
  return found.status === "vulnerable" ? found.complexity.summary : "could not be checked";
}

async function main(): Promise<void> {
  const places = new Map<string, string>();
  const texts = await textsBelow(root, (file) => file.startsWith("src/") && file.endsWith(".ts") && !isTest(file));
  for (const { file, text } of texts)
    for (const { written, line } of expressionsIn(file, text))
      places.set(written, `${places.get(written) ?? ""} ${file}:${line}`);
  const waiting = [...places].filter(([written]) => BOUNDED[written] === undefined);
  const planted = await complaintAbout("/(a+)+$/");
  const complaints = planted === null ? ["the planted expression was not found"] : [];
  for (const [written, where] of waiting) {
    const complaint = await complaintAbout(written);
    if (complaint !== null) complaints.push(`${written}: ${complaint}:${where}`);
  }
  for (const written of Object.keys(BOUNDED))
    if (!places.has(written)) complaints.push(`${written}: is in no file any more; take it off the list`);
  for (const complaint of complaints) console.log(complaint);
  console.log(`${places.size} regular expressions, ${complaints.length} complaints`);
  process.exitCode = complaints.length === 0 && places.size > 0 ? 0 : 1;
}

await main();
