/** Lines of one campaign at the most, without its heading. */
export const CAMPAIGN_LINES_MAX = 100_000;
/** Bytes of its file. */
export const CAMPAIGN_BYTES_MAX = 20_000_000;
/** Faults that a preview tells by their lines, the first ones. */
export const FAULTS_SHOWN_MAX = 100;
/** Campaigns of one call centre that are not over, at the most. */
export const CAMPAIGNS_OPEN_MAX = 50;
/** Messages an hour at the most. */
export const PER_HOUR_MAX = 1_000_000;
/** Characters of a campaign's name. */
export const CAMPAIGN_NAME_MAX = 80;
/** Minutes for which a message is worth sending, at the most. */
export const CAMPAIGN_VALID_MINUTES_MAX = 4_320;
