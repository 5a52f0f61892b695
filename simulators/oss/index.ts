/** The OSS RBA simulator: for development and tests, off in production, misbehaves on request. */
export { LONG_NAME, makeCompanies, type SimulatedCompany } from "./company.ts";
export { knownNib, troubledNib } from "./known.ts";
export type { Mode } from "./misbehaviour.ts";
export { readyCompanies } from "./ready.ts";
export { SIMULATOR_KEY_TYPE, type Simulator, type SimulatorOptions, startSimulator } from "./server.ts";
