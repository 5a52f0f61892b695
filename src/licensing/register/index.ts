/**
 * The register: every page that the public reads without an account. Pages are functions from facts to HTML; what they
 * say about days, documents and contacts comes from the rules in force, each with its clause and standing.
 */
export { PUBLIC_PATHS } from "./public-page.ts";
