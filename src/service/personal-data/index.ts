/** Personal data: what people ask about the data that a call centre keeps of their numbers, and what becomes of it. Each room lends its part. */
export { maskedNumber, readPersonalNumber } from "./personal-number.ts";
export { type FoundRow, PERSONAL_CLASSES, type PersonalClass, type PersonalPart } from "./personal-part.ts";
