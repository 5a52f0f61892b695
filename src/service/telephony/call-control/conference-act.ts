/** Why the switch refused a command on a conference. */
export type ConferenceActRefusal =
  /** The call is no longer in it. */
  | "conference-act-not-now"
  /** No switch took the command in time. */
  | "conference-act-late";
