// The step of the tests: one run of Vitest, a second one for what the runtime itself crashed under, and what both counted.
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** More files than these are no chance: the run fails as it stands. */
const AGAIN_MAX = 4;

/** Where real parts are driven (browsers, telephones, servers, processes): the busier the machine, the later they answer. */
const ON_REAL_PARTS = /^tests\/(?!checks\/)|^src\/.*(?:\.(?:store|routes|jobs|effects)|\/wire)\.test\.ts$/;

/**
 * The tests of `root`. Two things may come right when they are done once more, alone and said so: a file under which Node
 * itself crashed, where threads begin and end at the same moment (nodejs/node#56312), and one on real parts, which a busy
 * machine may hold up; each of its failures stays printed, and the test is named as unsteady at the end. Every other test
 * that fails is never run again.
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
      const again = worthAgain(root, read(crashFile), resultsOf(reports.first));
      if (again.length === 0) return false;
      for (const { file, why } of again) console.log(`${why} in ${file}: run once more.`);
      return vitest(
        reports.again,
        again.map(({ file }) => file),
      );
    },
    count: () => counted(reports),
  };
}

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);
const resultsOf = (report) => read(report)?.testResults ?? [];
const isRed = ({ status }) => status === "failed";
const hasFailedTest = ({ assertionResults }) => assertionResults.some(isRed);
const isBroken = (result) => isRed(result) && !hasFailedTest(result);

/** What may be run once more, where nothing else went wrong, with the reason. */
function worthAgain(root, seen, results) {
  if (seen === undefined || seen.others > 0) return [];
  const crashed = new Map(seen.crashes.map(({ file, signal }) => [file, `The runtime crashed (${signal})`]));
  const files = [...new Set([...crashed.keys(), ...results.filter(isRed).map(({ name }) => name)])].map((name) => {
    const hasFailed = results.some((result) => result.name === name && hasFailedTest(result));
    const file = path.relative(root, name);
    const isHeldUp = hasFailed && ON_REAL_PARTS.test(file) && !crashed.has(name);
    return { file, why: isHeldUp ? "A real part may have been held up" : hasFailed ? undefined : crashed.get(name) };
  });
  return files.length > AGAIN_MAX || files.some(({ why }) => why === undefined) ? [] : files;
}

/** Reads what Vitest counted; a file that failed before its first test counts as one failure. */
function counted({ first, again }) {
  if (!existsSync(first)) {
    console.error("The test run did not end: it counts as one failure.");
    return { passed: 0, failed: 1, skipped: [], unsteady: [] };
  }
  const anew = resultsOf(again);
  const namesOf = (results, wanted) =>
    results
      .flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === wanted))
      .map(({ fullName }) => fullName);
  const passedAnew = new Set(namesOf(anew, "passed"));
  const names = new Set(anew.map(({ name }) => name));
  const files = [...resultsOf(first).filter(({ name }) => !names.has(name)), ...anew];
  const assertions = files.flatMap(({ assertionResults }) => assertionResults);
  const having = (wanted) => assertions.filter(({ status }) => status === wanted);
  return {
    passed: having("passed").length,
    failed: having("failed").length + files.filter(isBroken).length,
    unsteady: namesOf(resultsOf(first), "failed").filter((name) => passedAnew.has(name)),
    skipped: assertions.filter(({ status }) => !["passed", "failed"].includes(status)).map(({ fullName }) => fullName),
  };
}
