/**
 * Signing: creates PAdES signatures with a local authority or another signer, and verifies signed files.
 * `signFile` runs in the calling thread; processes that serve requests sign through the document pool of `platform/pdf`.
 */
export { type DocumentSigner, localSigner, type SignWork } from "./document-signer.ts";
export { isSignedWith, newSigningKey, type RawSignature, signWith } from "./ed25519.ts";
export type { AuthorityNames } from "./issue-certificate.ts";
export { type LocalAuthority, openLocalAuthority } from "./local-authority.ts";
export { localServerCertificate } from "./server-certificate.ts";
export { type SignContext, type SignerMaterial, signFile } from "./sign-file.ts";
export {
  FILE_BYTES_MAX,
  type SignatureFinding,
  type SignatureReason,
  verifySignedFile,
} from "./verify-signed-file.ts";
