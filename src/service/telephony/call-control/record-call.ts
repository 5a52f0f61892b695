/** Why the switch refused a command on the recording of a call. */
export type RecordRefusal =
  /** The call has no talk, is recorded already, or has no such recording. */
  | "recording-not-now"
  /** A party was not informed of the recording, or has not agreed where consent is requested. */
  | "recording-not-told";
