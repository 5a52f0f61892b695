// The step of the tests: one run of Vitest, a second one for what the runtime itself crashed under, and what both counted.
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** More crashes than this are no chance: the run fails as it stands. */
const CRASHES_MAX = 2;

/**
 * The tests of `root`. Node may crash where threads begin and end at the same moment (nodejs/node#56312); the file that
 * was running is then run once more, and said so. A test that fails is never run again.
 */
export function testRun(root, runCommand) {
  const cache = path.join(root, ".cache");
  const reports = { first: path.join(cache, "vitest.json"), again: path.join(cache, "vitest-again.json") };
  const crashFile = path.join(cache, "crashes.json");
  const vitest = (report, files) =>
    runCommand([
      path.join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--reporter=${path.join(root, "bin/crashed-files.mjs")}`,
      `--outputFile.json=${report}`,
      ...files,
    ]);
  return {
    run: async () => {
      for (const file of [...Object.values(reports), crashFile]) rmSync(file, { force: true });
      process.env.SAMBUNG_CRASHES = crashFile;
      if (await vitest(reports.first, [])) return true;
      const crashes = onlyCrashes(read(crashFile), resultsOf(reports.first));
      if (crashes.length === 0) return false;
      for (const { signal, file } of crashes) console.log(`The runtime crashed (${signal}) in ${file}: run once more.`);
      return vitest(
        reports.again,
        crashes.map(({ file }) => path.relative(root, file)),
      );
    },
    count: () => counted(reports),
  };
}

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);
const resultsOf = (report) => read(report)?.testResults ?? [];
const isBroken = ({ status, assertionResults }) =>
  status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed");

/** The crashes, where nothing else went wrong. */
function onlyCrashes(seen, results) {
  if (seen === undefined || seen.others > 0 || seen.crashes.length > CRASHES_MAX) return [];
  const crashed = new Set(seen.crashes.map(({ file }) => file));
  const failed = results.filter(({ name, status }) => status === "failed" && !crashed.has(name));
  const failedInCrashed = results.filter(
    ({ name, assertionResults }) =>
      crashed.has(name) && assertionResults.some((assertion) => assertion.status === "failed"),
  );
  return failed.length + failedInCrashed.length > 0 ? [] : seen.crashes;
}

/** Reads what Vitest counted; a file that failed before its first test counts as one failure. */
function counted({ first, again }) {
  if (!existsSync(first)) {
    console.error("The test run did not end: it counts as one failure.");
    return { passed: 0, failed: 1, skipped: [] };
  }
  const anew = resultsOf(again);
  const names = new Set(anew.map(({ name }) => name));
  const files = [...resultsOf(first).filter(({ name }) => !names.has(name)), ...anew];
  const assertions = files.flatMap(({ assertionResults }) => assertionResults);
  const having = (wanted) => assertions.filter(({ status }) => status === wanted);
  return {
    passed: having("passed").length,
    failed: having("failed").length + files.filter(isBroken).length,
    skipped: assertions.filter(({ status }) => !["passed", "failed"].includes(status)).map(({ fullName }) => fullName),
  };
}
