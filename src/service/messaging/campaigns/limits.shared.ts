/** Limit of lines of one campaign, without the heading. */
export const CAMPAIGN_LINES_MAX = 100_000;
/** Limit of the file, bytes. */
export const CAMPAIGN_BYTES_MAX = 20_000_000;
/** Limit of faults that a preview lists by line. */
export const FAULTS_SHOWN_MAX = 100;
/** Limit of open campaigns of one call centre. */
export const CAMPAIGNS_OPEN_MAX = 50;
/** Limit of messages an hour. */
export const PER_HOUR_MAX = 1_000_000;
/** Limit of a campaign's name, characters. */
export const CAMPAIGN_NAME_MAX = 80;
/** Limit of a message's validity period, minutes. */
export const CAMPAIGN_VALID_MINUTES_MAX = 4_320;
