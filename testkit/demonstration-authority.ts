import type { AuthorityNames } from "../src/platform/signing/index.ts";

/** Names for a local authority in tests. */
export const AUTHORITY_NAMES: AuthorityNames = {
  organisation: "Kantor Penomoran Nusantara",
  rootName: "Akar Peragaan Sambung",
  signerName: "Kantor Penomoran Nusantara (peragaan)",
};
