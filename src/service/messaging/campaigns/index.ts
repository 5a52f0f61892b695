/**
 * Campaigns of short messages: one approved text to many, each with values of his own from a line of a file. The file is looked at line by
 * line and priced before anything is kept; a campaign is prepared, started by whoever manages the call centre, goes at its pace, is paused
 * and stopped. A line and its message are written by one transaction.
 */
export type { CampaignMessages } from "./campaign-messages.ts";
