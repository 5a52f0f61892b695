// Runs the checks of this folder on the whole tree: `node tools/checks/run.ts [--without] [NAME …]`.
import path from "node:path";
import { allChecks } from "./all.ts";
import { type Check, lineOf } from "./finding.ts";

const root = path.resolve(import.meta.dirname, "../..");
const FINDINGS_SHOWN_MAX = 60;

/** Prints the outcome of one check and returns whether it passed. */
async function passes(check: Check): Promise<boolean> {
  const { name, asks } = check;
  const { seen, findings } = await check.run(root);
  const isContent = findings.length === 0 && seen > 0;
  console.log(`${isContent ? "ok  " : "FAIL"} ${name}: ${asks} (${seen} looked at, ${findings.length} findings)`);
  for (const finding of findings.slice(0, FINDINGS_SHOWN_MAX)) console.log(`     ${lineOf(finding)}`);
  if (findings.length > FINDINGS_SHOWN_MAX) console.log(`     … and ${findings.length - FINDINGS_SHOWN_MAX} more`);
  if (seen === 0) console.log("     looked at nothing, which proves nothing");
  return isContent;
}

async function main(args: readonly string[]): Promise<void> {
  const isExcluding = args[0] === "--without";
  const names = isExcluding ? args.slice(1) : args;
  const unknown = names.filter((name) => !allChecks.some((check) => check.name === name));
  if (unknown.length > 0) throw new Error(`No such check: ${unknown.join(", ")}`);
  const chosen = names.length === 0 ? allChecks : allChecks.filter(({ name }) => names.includes(name) !== isExcluding);
  const results: boolean[] = [];
  for (const check of chosen) results.push(await passes(check));
  process.exitCode = results.length > 0 && results.every(Boolean) ? 0 : 1;
}

await main(process.argv.slice(2));
