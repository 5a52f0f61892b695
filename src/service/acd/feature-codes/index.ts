/**
 * Feature codes: an agent logs in at a phone with an agent number and a PIN, pauses, becomes ready and logs out, by voice and DTMF.
 * Every command goes to the ACD, which applies the same rules as for the agent desktop.
 */
export { createFeatureCodeScript } from "./feature-code-script.ts";
