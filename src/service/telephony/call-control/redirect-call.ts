/** Why the switch did not redirect a call to another document. */
export type RedirectRefusal =
  /** The call is over, or does not exist. */
  | "call-not-open"
  /** The call has no script, as a call between two phones; or a transfer, a consultation or supervision is in progress. */
  | "call-not-programmable"
  /** The command applies to a call in a queue only, and the call waits in none. */
  | "call-not-waiting"
  /** No switch took the command in time. */
  | "redirect-late";
