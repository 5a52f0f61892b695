/** Results of a run: evidence that Licensing imports, and the record from which it can be recomputed independently. */
export { type Instrument, instrumentFile, type ProbeRecord, type TestNamed } from "./contract.ts";
