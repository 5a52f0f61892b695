/** Encryption of small secrets at rest, each bound to its owner, with a key stored outside the database. */
export { keyFromFile, seal, unseal } from "./sealing.ts";
