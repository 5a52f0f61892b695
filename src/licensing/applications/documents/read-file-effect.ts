/** The outbox effect that reads a file attached to a slot. */
export const READ_FILE_EFFECT = "licence.read-file";
