// Writes the licences of the production dependencies and an SBOM (CycloneDX JSON) to `.cache/licences`: `npm run licences`.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { licenceReport, productionLicences } from "./licence-report.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, ".cache/licences");
const SBOM_BYTES_MAX = 50_000_000;

function manifestOf(folder: string): unknown {
  const file = path.join(ROOT, folder, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function save(name: string, text: string): void {
  writeFileSync(path.join(FOLDER, name), text);
  process.stdout.write(`${path.join(path.relative(process.cwd(), FOLDER), name)}\n`);
}

mkdirSync(FOLDER, { recursive: true });
const lockFile: unknown = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8"));
save("licences.md", licenceReport(productionLicences(lockFile, manifestOf)));
// From the lock file alone: no network, and the packages of this platform without their installed files.
const sbom = [
  "sbom",
  "--sbom-format",
  "cyclonedx",
  "--sbom-type",
  "application",
  "--package-lock-only",
  "--omit",
  "dev",
];
save("sbom.cdx.json", execFileSync("npm", sbom, { cwd: ROOT, encoding: "utf8", maxBuffer: SBOM_BYTES_MAX }));
