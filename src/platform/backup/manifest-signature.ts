import { sign, verify, X509Certificate } from "node:crypto";
import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { seal, unseal } from "../sealing/index.ts";
import type { SignerMaterial } from "../signing/index.ts";
import type { BackupRefusal } from "./backup-refusal.ts";

/** The file in a backup that holds the signature of its manifest. */
export const SIGNATURE = "manifest.sig";

const signatureSchema = z.object({
  /** PEM of the signer's certificate, issued by the installation's own root. */
  certificate: z.string(),
  /** Over the bytes of the manifest, with SHA-256; base64. */
  signature: z.base64(),
});

/** Signs a manifest. In an encrypted backup the signature is encrypted too, so that a manifest cannot be replaced without the passphrase. */
export function signManifest(text: string, signer: SignerMaterial, key: Buffer | null): Buffer {
  const signature = sign("sha256", Buffer.from(text), signer.keyPem).toString("base64");
  const bytes = Buffer.from(`${JSON.stringify({ certificate: signer.certificatePem, signature })}\n`);
  return key === null ? bytes : seal(key, SIGNATURE, bytes);
}

/** Checks the signature of a manifest, against the root of `anchorPem` if given. Returns the SHA-256 fingerprint of the signer. */
export function checkManifest(
  text: string,
  stored: Buffer,
  expected: { readonly key: Buffer | null; readonly anchorPem: string | null },
): Result<string, BackupRefusal> {
  const opened = openSignature(stored, expected.key);
  if (opened === null) return refuse({ code: "passphrase-wrong", what: SIGNATURE });
  try {
    const { certificate, signature } = signatureSchema.parse(JSON.parse(opened.toString("utf8")));
    const signer = new X509Certificate(certificate);
    if (!verify("sha256", Buffer.from(text), signer.publicKey, Buffer.from(signature, "base64")))
      return refuse({ code: "signature-wrong", what: SIGNATURE });
    if (expected.anchorPem === null) return ok(signer.fingerprint256);
    const anchor = new X509Certificate(expected.anchorPem);
    const isIssued = signer.checkIssued(anchor) && signer.verify(anchor.publicKey);
    return isIssued ? ok(signer.fingerprint256) : refuse({ code: "signed-by-other", what: signer.fingerprint256 });
  } catch {
    return refuse({ code: "signature-wrong", what: SIGNATURE });
  }
}

function openSignature(stored: Buffer, key: Buffer | null): Buffer | null {
  if (key === null) return stored;
  try {
    return unseal(key, SIGNATURE, stored);
  } catch {
    return null;
  }
}
