/**
 * SMS campaigns: one approved template sent to many recipients, each with values from a line of a file. The file is validated line by line and priced before
 * anything is stored; a campaign is prepared, started by a manager of the call centre, sent at its rate, and can be paused and stopped. A line and its message
 * are written in one transaction.
 */
export type { CampaignMessages } from "./campaign-messages.ts";
