/** The people of one call centre as a sheet: what a line of it asks of the rooms that own invitations, phones and agents. */
export type { InvitationWork } from "./people-verdict.ts";
