/** Where a company's registration stands. */
export const REGISTRATION_STATES = ["submitted", "returned", "verified"] as const;

/** One of `REGISTRATION_STATES`. */
export type RegistrationState = (typeof REGISTRATION_STATES)[number];
