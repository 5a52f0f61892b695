// The programs that tests use as independent verifiers: a browser, PDF and certificate readers, phones.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A program that tests use, with its Debian package. */
export interface TestProgram {
  readonly program: string;
  readonly package: string;
}

/** The oldest PostgreSQL that Sambung runs on, as Debian 13 has it. */
export const POSTGRES_17 = "/usr/lib/postgresql/17/bin";

const PROGRAMS: readonly TestProgram[] = [
  { program: "chromium-headless-shell", package: "chromium-headless-shell" },
  { program: "pdfsig", package: "poppler-utils" },
  { program: "pdftoppm", package: "poppler-utils" },
  { program: "pdftotext", package: "poppler-utils" },
  { program: "pdfinfo", package: "poppler-utils" },
  { program: "certutil", package: "libnss3-tools" },
  { program: "qpdf", package: "qpdf" },
  { program: "dmtxread", package: "dmtx-utils" },
  { program: "sox", package: "sox" },
  { program: "ffmpeg", package: "ffmpeg" },
  { program: "ffprobe", package: "ffmpeg" },
  { program: "sipp", package: "sip-tester" },
  { program: "baresip", package: "baresip-core" },
  { program: "bearerbox", package: "kannel" },
  { program: "/usr/lib/kannel/test/drive_smpp", package: "kannel-extras" },
  { program: "espeak-ng", package: "espeak-ng" },
  { program: "unzip", package: "unzip" },
  { program: `${POSTGRES_17}/postgres`, package: "postgresql-17" },
  { program: "setpriv", package: "util-linux" },
];

// Prevents packages from starting servers on installation.
const POLICY = "/usr/sbin/policy-rc.d";

function isOnPath(program: string, searchPath: string): boolean {
  if (path.isAbsolute(program)) return isExecutable(program);
  return searchPath.split(path.delimiter).some((folder) => isExecutable(path.join(folder, program)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The programs missing on `searchPath`, each with its Debian package. */
export function missingPrograms(searchPath: string = process.env["PATH"] ?? ""): readonly TestProgram[] {
  return PROGRAMS.filter(({ program }) => !isOnPath(program, searchPath));
}

function apt(args: readonly string[], limitMs: number): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const stdio = ["ignore", "inherit", "inherit"] as const;
  return spawnSync("apt-get", args, { stdio: [...stdio], env, timeout: limitMs }).status === 0;
}

function install(packages: readonly string[], limitMs: number): boolean {
  const placesPolicy = !existsSync(POLICY);
  if (placesPolicy) writeFileSync(POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    apt(["update", "-qq"], limitMs / 3);
    return apt(["install", "-y", "-qq", "--no-install-recommends", ...packages], (limitMs / 3) * 2);
  } finally {
    if (placesPolicy) rmSync(POLICY, { force: true });
  }
}

/** Installs missing programs on Debian as root; elsewhere lists them. Resolves to whether all are installed. */
export function installTestPrograms(limitMs: number): boolean {
  const missing = missingPrograms();
  if (missing.length === 0) {
    console.log(`All there: ${PROGRAMS.map(({ program }) => program).join(", ")}`);
    return true;
  }
  const packages = [...new Set(missing.map((entry) => entry.package))];
  if (process.platform === "linux" && existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    console.log(`Installing ${packages.join(", ")}`);
    install(packages, limitMs);
  }
  const still = missingPrograms();
  for (const entry of still) console.error(`Missing program "${entry.program}" (Debian package ${entry.package})`);
  if (still.length > 0) console.error(`On Debian: sudo apt-get install --no-install-recommends ${packages.join(" ")}`);
  return still.length === 0;
}
