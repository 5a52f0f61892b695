/** The public API of the rulebook: every rule in force with its clause, source and standing. */
export { rulesSchema } from "./contract.ts";
