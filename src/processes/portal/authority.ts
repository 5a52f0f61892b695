import path from "node:path";

/** Names of the local authority; they mark it as a demonstration. */
export const AUTHORITY_NAMES = {
  organisation: "Sambung (peragaan)",
  rootName: "Sambung Root Peragaan",
  signerName: "Kantor Penomoran Nusantara (peragaan)",
};

/** Folder of the local authority's keys inside a data folder. */
export function authorityFolder(dataFolder: string): string {
  return path.join(path.resolve(dataFolder), "keys", "authority");
}
