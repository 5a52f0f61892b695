/** Why the switch did not have another document lead a call. */
export type RedirectRefusal =
  /** The call is over, or not there. */
  | "call-not-open"
  /** Nothing leads it, as a call between two phones; or its talk is being handed on, asked about or listened to. */
  | "call-not-programmable"
  /** It was to be taken out of a queue, and waits in none any more. */
  | "call-not-waiting"
  /** The switch was not there to take the order. */
  | "redirect-late";
