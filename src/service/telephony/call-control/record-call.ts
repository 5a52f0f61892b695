/** Why the switch did not do what a program wants of the recording of a call. */
export type RecordRefusal =
  /** Nobody talks in it, it is recorded already, or it has no such recording. */
  | "recording-not-now"
  /** Somebody in it has not been told of being recorded, or has not agreed where he is asked. */
  | "recording-not-told";
