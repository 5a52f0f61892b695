/** The rulebook as the public reads it: every rule in force with its clause, source and standing. */
export { rulesSchema } from "./contract.ts";
