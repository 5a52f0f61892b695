import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import jsQR from "jsqr";
import { PNG } from "pngjs";

const run = promisify(execFile);

/** Debian packages of the programs used as independent verifiers. */
const PACKAGES: Readonly<Record<string, string>> = {
  pdfsig: "poppler-utils",
  pdftotext: "poppler-utils",
  pdftoppm: "poppler-utils",
  pdfinfo: "poppler-utils",
  pdffonts: "poppler-utils",
  qpdf: "qpdf",
  certutil: "libnss3-tools",
  dmtxread: "dmtx-utils",
};

/** Output and exit code of a program. */
export interface ToolAnswer {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs an external program; a missing one fails the test and names the package to install. */
async function runTool(name: string, args: readonly string[]): Promise<ToolAnswer> {
  try {
    const { stdout, stderr } = await run(name, [...args], {
      env: { ...process.env, LC_ALL: "C.UTF-8", TZ: "UTC" },
      maxBuffer: 50_000_000,
    });
    return { exitCode: 0, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code === "ENOENT")
      throw new Error(`${name} is missing: install the Debian package ${PACKAGES[name] ?? name}`);
    const printed = "stdout" in error && "stderr" in error ? `${String(error.stdout)}${String(error.stderr)}` : "";
    return { exitCode: Number(error.code), output: printed };
  }
}

/** Runs the work in a temporary folder. */
export async function inFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), "sambung-paper-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a program on a PDF: `FILE` among the arguments becomes the file's path. */
export function runOnPdf(pdf: Uint8Array, name: string, args: readonly string[]): Promise<ToolAnswer> {
  return inFolder(async (folder) => {
    const file = join(folder, "paper.pdf");
    await writeFile(file, pdf);
    return runTool(
      name,
      args.map((argument) => (argument === "FILE" ? file : argument)),
    );
  });
}

/** A page as a picture; `page` counts from 1. */
export function pagePicture(pdf: Uint8Array, page: number, dotsPerInch = 120): Promise<PNG> {
  return inFolder(async (folder) => {
    const file = join(folder, "paper.pdf");
    await writeFile(file, pdf);
    const target = join(folder, "page");
    const range = ["-f", String(page), "-l", String(page), "-r", String(dotsPerInch)];
    await runTool("pdftoppm", [...range, "-png", "-singlefile", file, target]);
    return PNG.sync.read(await readFile(`${target}.png`));
  });
}

/** The text of a DataMatrix on a page, read by libdmtx; "" when it finds none. */
export function dataMatrixOn(pdf: Uint8Array, page: number, dotsPerInch = 150): Promise<string> {
  return inFolder(async (folder) => {
    const file = join(folder, "paper.png");
    await writeFile(file, PNG.sync.write(await pagePicture(pdf, page, dotsPerInch)));
    return (await runTool("dmtxread", ["-N", "1", "-m", "20000", file])).output;
  });
}

/** The text of the QR code in a picture; null when none can be read. */
export function qrOn(picture: PNG): string | null {
  return jsQR.default(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data ?? null;
}

/** Output of `pdfsig` about a file with one trusted root. */
export function pdfsigOf(pdf: Uint8Array, anchorPem: string): Promise<string> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, "paper.pdf"), pdf);
    await writeFile(join(folder, "root.crt"), anchorPem);
    const store = `sql:${folder}`;
    await runTool("certutil", ["-N", "-d", store, "--empty-password"]);
    await runTool("certutil", ["-A", "-d", store, "-n", "root", "-t", "C,C,C", "-i", join(folder, "root.crt")]);
    return (await runTool("pdfsig", ["-nssdir", store, join(folder, "paper.pdf")])).output;
  });
}
