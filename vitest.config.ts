import { existsSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./testkit/longest-first.ts";
import { PROJECTS } from "./tools/testing/tiers.ts";

/** A clean tree of a test has only the files that the test copied. */
const present = (file: string) => [path.join(import.meta.dirname, file)].filter((found) => existsSync(found));
const globalSetup = present("testkit/global-setup.ts");
const seeded = present("testkit/property-seed.ts");
/** Phones and browsers of the long tier close in their own time. */
const CHECKED_FOR_LEAKS: readonly string[] = ["unit", "system"];

/** Test files that cannot run on this machine, as `tools/test.ts` found them. */
const leftOut = (process.env["SAMBUNG_TESTS_LEFT_OUT"] ?? "").split(",").filter((file) => file !== "");

/** A poll waits so long on a machine that is busy; only what never happens is a fault. */
const POLL_MS_MAX = 45_000;

/** Long enough for a processor that is shared with others: only what never ends is a fault. */
const TEST_MS_MAX = 120_000;

/** A whole system starts in a hook: longer than the kit waits for it, so that the kit says what is missing. */
const HOOK_MS_MAX = 240_000;

/** The projects run one after the other, each with as many files at once as it says. */
export default defineConfig({
  test: {
    allowOnly: false,
    sequence: { sequencer: LongestFirst },
    projects: PROJECTS.map(({ name, include, exclude, atOnce, isolate }, groupOrder) => ({
      test: {
        name,
        include: [...include],
        exclude: [...exclude, ...leftOut],
        maxWorkers: atOnce,
        isolate,
        setupFiles: CHECKED_FOR_LEAKS.includes(name) ? [...seeded, ...present("testkit/leaks.ts")] : seeded,
        testTimeout: TEST_MS_MAX,
        hookTimeout: HOOK_MS_MAX,
        sequence: { groupOrder },
        expect: { poll: { timeout: POLL_MS_MAX } },
        ...(name === "unit" ? {} : { globalSetup }),
      },
    })),
  },
});
