/**
 * Signing: makes PAdES signatures with a local authority or another signer, and checks signed files.
 * `signFile` works in place; processes that serve people sign through the paper pool of `platform/pdf`.
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
