/**
 * Codes of the agents' desk: whoever sits at a desk phone logs in with a desk number and a PIN, pauses, is ready again and logs
 * out, by voice and keys. It asks the floor of the queues for everything and decides nothing that the web desk does not.
 */
export { createFeatureCodeScript } from "./feature-code-script.ts";
