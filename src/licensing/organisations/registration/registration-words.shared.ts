/** Where a company's registration stands. */
export const REGISTRATION_STATES = ["submitted", "returned", "verified"] as const;

/** One of `REGISTRATION_STATES`. */
export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** What registers: a business with a NIB, or a government body with the law it rests on. */
export const ORGANISATION_KINDS = ["business", "government"] as const;

/** One of `ORGANISATION_KINDS`. */
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Where a business's name, address and lines of business come from: OSS, or its own statement while OSS is away. */
export const RECORD_SOURCES = ["oss", "stated"] as const;

/** One of `RECORD_SOURCES`. */
export type RecordSource = (typeof RECORD_SOURCES)[number];

/** In which right the person in charge speaks: as a director, or by a letter of assignment. */
export const STANDINGS = ["director", "assigned"] as const;

/** One of `STANDINGS`. */
export type PersonCapacity = (typeof STANDINGS)[number];

/** Kinds of government body (K/L/D/I: ministries, agencies, regions, institutions). */
export const GOVERNMENT_KINDS = [
  "ministry",
  "state-agency",
  "province-government",
  "regency-government",
  "city-government",
  "other-institution",
] as const;

/** Kinds of law that found a body, from the highest down. */
export const LEGAL_BASIS_KINDS = [
  "law",
  "government-regulation",
  "presidential-regulation",
  "presidential-decree",
  "ministerial-regulation",
  "regional-regulation",
  "head-of-region-regulation",
  "other-decree",
] as const;

/** One of `LEGAL_BASIS_KINDS`. */
export type LegalBasisKind = (typeof LEGAL_BASIS_KINDS)[number];
