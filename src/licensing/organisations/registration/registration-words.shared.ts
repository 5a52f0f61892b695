/** States of a company's registration. */
export const REGISTRATION_STATES = ["submitted", "returned", "verified"] as const;

/** One of `REGISTRATION_STATES`. */
export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** Kinds of registering organisations: a business with a NIB, or a government body with its legal basis. */
export const ORGANISATION_KINDS = ["business", "government"] as const;

/** One of `ORGANISATION_KINDS`. */
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** The source of a business's name, address and activities: OSS, or its own statement while OSS is unavailable. */
export const RECORD_SOURCES = ["oss", "stated"] as const;

/** One of `RECORD_SOURCES`. */
export type RecordSource = (typeof RECORD_SOURCES)[number];

/** The capacity of the person in charge: as a director, or by a letter of assignment. */
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

/** Kinds of law that establish a government body, from the highest down. */
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
