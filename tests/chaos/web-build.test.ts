import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currentWebFolder, ensureWebBuilt } from "../../src/processes/supervisor/web-build.ts";

const BUILD_MS_MAX = 180_000;

let builds: string;

beforeAll(() => {
  builds = mkdtempSync(path.join(os.tmpdir(), "sambung-web-"));
});
afterAll(() => rmSync(builds, { recursive: true, force: true }));

/** The files that the page of a build references and that are missing. */
function missingOf(folder: string): readonly string[] {
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  const asked = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file = ""]) => file);
  expect(asked.length).toBeGreaterThan(1);
  return asked.filter((file) => !existsSync(path.join(folder, file)));
}

describe("building the screens of one checkout", () => {
  it("gives two that start at once the same whole build, and leaves nothing half made", {
    timeout: BUILD_MS_MAX,
  }, async () => {
    // Each caller checks the files as soon as its build resolves, while the other may still be running.
    const seen = await Promise.all(
      [1, 2].map(async () => {
        const { folder } = await ensureWebBuilt(builds);
        return { folder, served: await currentWebFolder(builds), missing: missingOf(folder) };
      }),
    );
    const [{ folder } = { folder: "" }] = seen;
    expect(seen).toEqual([1, 2].map(() => ({ folder, served: folder, missing: [] })));
    expect(readdirSync(builds).sort()).toEqual([path.basename(folder), "current"].sort());
    expect(missingOf(folder)).toEqual([]);
    expect(await ensureWebBuilt(builds)).toEqual({ folder, isNew: false });
  });

  it("keeps the last builds, for portals that serve them, and removes older ones and what was broken off", async () => {
    const { folder } = await ensureWebBuilt(builds);
    for (const [age, name] of ["one", "two", "three", "four", "begun-long-ago"].entries()) {
      const old = path.join(builds, name);
      await mkdir(old);
      writeFileSync(path.join(old, "index.html"), "");
      utimesSync(old, 1_000_000 - age, 1_000_000 - age);
    }
    await mkdir(path.join(builds, "begun-now"));
    await ensureWebBuilt(builds);
    const left = [path.basename(folder), "begun-now", "current", "one", "three", "two"];
    expect(readdirSync(builds).sort()).toEqual(left.sort());
  });
});
