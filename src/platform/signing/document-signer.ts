import type { LocalAuthority } from "./local-authority.ts";
import type { SignContext, SignerMaterial } from "./sign-file.ts";

/** Signs finished documents. A state signer is another implementation of this port. */
export interface DocumentSigner {
  /** A demonstration signer has no legal force: its documents must carry the demonstration mark. */
  readonly standing: "demonstration" | "state";
  sign(pdf: Uint8Array, context: SignContext): Promise<Uint8Array>;
}

/** Executes the signing: a worker pool in production, the same thread in tests. */
export type SignWork = (pdf: Uint8Array, material: SignerMaterial, context: SignContext) => Promise<Uint8Array>;

/** A demonstration signer that uses a local authority's key. */
export function localSigner(authority: LocalAuthority, work: SignWork): DocumentSigner {
  return { standing: "demonstration", sign: (pdf, context) => work(pdf, authority.signer, context) };
}
