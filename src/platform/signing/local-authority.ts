import { mkdir, readdir } from "node:fs/promises";
import { type AuthorityNames, makeRoot, makeSigner } from "./issue-certificate.ts";
import type { SignerMaterial } from "./sign-file.ts";
import { endsAtMs, pairIn, publish, readPair } from "./stored-pairs.ts";

/** A local certificate authority, for demonstrations: its root, and the signing pair in use. */
export interface LocalAuthority {
  /** PEM of the root that a verifier must trust. */
  readonly anchorPem: string;
  readonly signer: SignerMaterial;
}

/** Maximum number of signing pairs in one folder; a new pair is issued shortly before the last one expires. */
const SIGNERS_MAX = 50;

const RENEW_BEFORE_MS = 30 * 86_400_000;
const ROOT_FILE = "root.pem";
const SIGNER_FILE = /^signer-(\d{1,4})\.pem$/u;

/**
 * Opens the authority in `folder`. Creates root and signer on first use, and a new signer 30 days before the last one expires.
 * Key and certificate of a pair share one 0600 file that is created atomically; when two processes start at
 * once, one creates it and both use it. `root.crt` holds the root's certificate alone, for distribution.
 */
export async function openLocalAuthority(
  folder: string,
  names: AuthorityNames,
  nowMs: number,
): Promise<LocalAuthority> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const root = await pairIn(folder, ROOT_FILE, () => makeRoot(names, nowMs));
  await publish(folder, "root.crt", root.certificatePem);
  const last = await lastSigner(folder);
  const current = last === 0 ? null : await readPair(folder, signerFile(last));
  if (current !== null && endsAtMs(current) - nowMs > RENEW_BEFORE_MS)
    return { anchorPem: root.certificatePem, signer: current };
  if (last >= SIGNERS_MAX) throw new RangeError(`the folder holds ${SIGNERS_MAX} signers already`);
  const signer = await pairIn(folder, signerFile(last + 1), () => makeSigner(root, names, nowMs));
  return { anchorPem: root.certificatePem, signer };
}

function signerFile(serial: number): string {
  return `signer-${serial}.pem`;
}

async function lastSigner(folder: string): Promise<number> {
  const serials = (await readdir(folder)).map((name) => Number(SIGNER_FILE.exec(name)?.[1] ?? 0));
  return Math.max(0, ...serials);
}
