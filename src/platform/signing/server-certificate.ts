import { X509Certificate } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { isIP } from "node:net";
import { makeRoot, makeServer } from "./issue-certificate.ts";
import type { SignerMaterial } from "./sign-file.ts";
import { endsAtMs, pairIn, publish, readPair } from "./stored-pairs.ts";

const RENEW_BEFORE_MS = 30 * 86_400_000;
const ROOT_FILE = "root.pem";
const SERVER_FILE = "server.pem";

/**
 * Certificate of a TLS server without an external one, issued under a root of this installation in `folder`. A client
 * that trusts `root.crt` trusts every later certificate. Reissued 30 days before it expires, or when the host names of the server
 * change.
 */
export async function localServerCertificate(
  folder: string,
  names: { readonly organisation: string; readonly rootName: string; readonly hosts: readonly string[] },
  nowMs: number,
): Promise<SignerMaterial & { readonly authorityPem: string }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const root = await pairIn(folder, ROOT_FILE, () => makeRoot({ ...names, signerName: names.rootName }, nowMs));
  await publish(folder, "root.crt", root.certificatePem);
  const kept = await readPair(folder, SERVER_FILE);
  if (kept !== null && endsAtMs(kept) - nowMs > RENEW_BEFORE_MS && isFor(kept, names.hosts))
    return { ...kept, authorityPem: root.certificatePem };
  const made = await makeServer(root, names, nowMs);
  await publish(folder, SERVER_FILE, made.keyPem + made.certificatePem, 0o600);
  return { ...made, authorityPem: root.certificatePem };
}

function isFor({ certificatePem }: SignerMaterial, hosts: readonly string[]): boolean {
  const certificate = new X509Certificate(certificatePem);
  return hosts.every((host) =>
    isIP(host) === 0 ? certificate.checkHost(host) !== undefined : certificate.checkIP(host) !== undefined,
  );
}
