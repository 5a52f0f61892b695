import { describe, expect, it } from "vitest";
import { declaredLicence, licenceReport, productionLicences, UNDECLARED } from "./licence-report.ts";

const LOCK_FILE = {
  lockfileVersion: 3,
  packages: {
    "": { name: "sambung", version: "0.1.0", license: "Apache-2.0" },
    "node_modules/zod": { version: "4.6.7", license: "MIT" },
    "node_modules/@scope/fonts": { version: "5.3.0", license: "OFL-1.1" },
    "node_modules/vitest": { version: "5.1.1", license: "MIT", dev: true },
    "node_modules/old": { version: "1.0.0" },
    "node_modules/other-platform": { version: "2.0.0", optional: true },
    "node_modules/old/node_modules/zod": { version: "3.0.0", license: "MIT" },
    "node_modules/@scope/fonts/node_modules/zod": { version: "3.0.0", license: "MIT" },
  },
};
const MANIFESTS: Readonly<Record<string, unknown>> = {
  "node_modules/old": { licenses: [{ type: "BSD-3-Clause" }, { type: "MIT" }] },
};

describe("the licences of production dependencies", () => {
  it("lists each package once by name and version, without the project and development tools", () => {
    expect(productionLicences(LOCK_FILE, (folder) => MANIFESTS[folder] ?? null)).toEqual([
      { name: "@scope/fonts", version: "5.3.0", licence: "OFL-1.1" },
      { name: "old", version: "1.0.0", licence: "BSD-3-Clause OR MIT" },
      { name: "other-platform", version: "2.0.0", licence: UNDECLARED },
      { name: "zod", version: "3.0.0", licence: "MIT" },
      { name: "zod", version: "4.6.7", licence: "MIT" },
    ]);
  });

  it.each([
    { manifest: { license: " MIT " }, licence: "MIT" },
    { manifest: { license: { type: "ISC", url: "https://example.invalid" } }, licence: "ISC" },
    { manifest: { license: "" }, licence: null },
    { manifest: { licenses: [] }, licence: null },
    { manifest: null, licence: null },
  ])("reads $licence from $manifest", ({ manifest, licence }) => {
    expect(declaredLicence(manifest)).toBe(licence);
  });

  it("refuses a lock file without packages, as version 1 is", () => {
    expect(() => productionLicences({ lockfileVersion: 1, dependencies: {} }, () => null)).toThrow("no packages");
  });

  it("counts packages by licence, the commonest first", () => {
    const report = licenceReport(productionLicences(LOCK_FILE, () => null));
    expect(report).toContain("5 packages.");
    expect(report.indexOf("| MIT | 2 |")).toBeLessThan(report.indexOf("| OFL-1.1 | 1 |"));
    expect(report).toContain(`| other-platform | 2.0.0 | ${UNDECLARED} |`);
  });
});
