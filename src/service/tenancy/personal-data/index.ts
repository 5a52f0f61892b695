/** Personal data: what people ask about the data that a call centre keeps of their numbers, and what becomes of it. Each room lends its part. */
export type { FoundRow, PersonalPart } from "./personal-part.ts";
