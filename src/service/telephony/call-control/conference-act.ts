/** Why the switch did not do what was wanted of a conference. */
export type ConferenceActRefusal =
  /** The call takes part in it no more. */
  | "conference-act-not-now"
  /** The switch was not there to take the order. */
  | "conference-act-late";
