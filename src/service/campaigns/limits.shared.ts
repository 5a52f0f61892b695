/** Lines of one campaign at the most, without its heading. */
export const CAMPAIGN_LINES_MAX = 100_000;
/** Bytes of its file. */
export const CAMPAIGN_BYTES_MAX = 20_000_000;
/** Faults that a preview tells by their lines, the first ones. */
export const FAULTS_TOLD_MAX = 100;
