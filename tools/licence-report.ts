/** A production package, with the licence that it declares. */
export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression as its author wrote it, or `UNDECLARED`. */
  readonly licence: string;
}

/** Stands for a licence that neither the lock file nor the package declares. */
export const UNDECLARED = "not declared";

const FOLDER = "node_modules/";
const PACKAGES_MAX = 10_000;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The licence that a manifest or an entry of the lock file declares; older packages name an object or a list. */
export function declaredLicence(manifest: unknown): string | null {
  if (!isFields(manifest)) return null;
  const { license, licenses } = manifest;
  if (typeof license === "string" && license.trim() !== "") return license.trim();
  if (isFields(license) && typeof license["type"] === "string") return license["type"];
  if (!Array.isArray(licenses)) return null;
  const names = licenses.flatMap((entry: unknown) => declaredLicence({ license: entry }) ?? []);
  return names.length === 0 ? null : names.join(" OR ");
}

/**
 * The production packages of a lock file (version 2 or 3), sorted by name and version, each once. `manifestOf` reads the
 * `package.json` in a folder of the tree; null where the package is not installed, as those of other platforms.
 */
export function productionLicences(
  lockFile: unknown,
  manifestOf: (folder: string) => unknown,
): readonly PackageLicence[] {
  const packages = isFields(lockFile) ? lockFile["packages"] : null;
  if (!isFields(packages)) throw new Error("the lock file has no packages: versions 2 and 3 are read");
  const found = new Map<string, PackageLicence>();
  for (const [folder, entry] of Object.entries(packages)) {
    if (!folder.includes(FOLDER) || !isFields(entry) || entry["dev"] === true) continue;
    const name = folder.slice(folder.lastIndexOf(FOLDER) + FOLDER.length);
    const version = String(entry["version"]);
    const licence = declaredLicence(entry) ?? declaredLicence(manifestOf(folder)) ?? UNDECLARED;
    found.set(`${name}@${version}`, { name, version, licence });
  }
  if (found.size > PACKAGES_MAX) throw new Error(`more than ${PACKAGES_MAX} packages`);
  return [...found].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, licence]) => licence);
}

/** The report as Markdown: the number of packages by licence, then each package. */
export function licenceReport(packages: readonly PackageLicence[]): string {
  const counts = new Map<string, number>();
  for (const { licence } of packages) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const byCount = [...counts].toSorted(([, left], [, right]) => right - left);
  return [
    "# Licences of the production dependencies",
    "",
    `${packages.length} packages.`,
    "",
    "| licence | packages |",
    "| --- | --- |",
    ...byCount.map(([licence, count]) => `| ${licence} | ${count} |`),
    "",
    "| package | version | licence |",
    "| --- | --- | --- |",
    ...packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    "",
  ].join("\n");
}
