import { randomBytes, X509Certificate } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { present } from "../../kernel/index.ts";
import type { SignerMaterial } from "./sign-file.ts";

/** Expiry of the certificate of a pair, in milliseconds since 1970. */
export function endsAtMs(pair: SignerMaterial): number {
  return new X509Certificate(pair.certificatePem).validToDate.getTime();
}

/** The pair stored under a name; created if missing. Two processes that create it at once both use the first. */
export async function pairIn(
  folder: string,
  name: string,
  make: () => Promise<SignerMaterial>,
): Promise<SignerMaterial> {
  const known = await readPair(folder, name);
  if (known !== null) return known;
  const made = await make();
  await claim(folder, name, made.keyPem + made.certificatePem);
  return present(await readPair(folder, name), name);
}

/** Creates a file atomically unless another process was first: a hard link never replaces a file. */
async function claim(folder: string, name: string, text: string): Promise<void> {
  const draft = await writeDraft(folder, name, text, 0o600);
  try {
    await link(draft, join(folder, name));
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes a file atomically and replaces an existing one. */
export async function publish(folder: string, name: string, text: string, mode = 0o644): Promise<void> {
  const draft = await writeDraft(folder, name, text, mode);
  await rename(draft, join(folder, name));
}

async function writeDraft(folder: string, name: string, text: string, mode: number): Promise<string> {
  const draft = join(folder, `.${name}.${randomBytes(6).toString("hex")}`);
  const file = await open(draft, "wx", mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

/** The pair stored under a name; null when there is none. Throws when the file has other content. */
export async function readPair(folder: string, name: string): Promise<SignerMaterial | null> {
  const text = await readFile(join(folder, name), "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  });
  if (text === null) return null;
  const at = text.indexOf("-----BEGIN CERTIFICATE-----");
  if (at <= 0) throw new TypeError(`${name} does not hold a key and a certificate`);
  return { keyPem: text.slice(0, at), certificatePem: text.slice(at) };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
