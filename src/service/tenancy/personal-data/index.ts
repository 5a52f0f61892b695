/** Personal data: requests of data subjects about the data of their numbers, and breaches. Each module provides the access to its own data. */
export type { FoundRow, PersonalPart } from "./personal-part.ts";
