/** Sealing: small secrets at rest, each bound to what it belongs to, under a key that stands beside the database. */
export { keyFromFile, seal, unseal } from "./sealing.ts";
