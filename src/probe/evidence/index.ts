/** What a run leaves behind: evidence that Licensing imports, and the record from which a stranger computes it again. */
export { type Instrument, instrumentFile, type ProbeRecord, type TestNamed } from "./contract.ts";
