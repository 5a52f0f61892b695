/** The effect that reads a file that was hung on a slot. */
export const READ_FILE_EFFECT = "licence.read-file";
