/** The people of one call centre as a spreadsheet: each line becomes commands to the modules that own invitations, phones and agents. */
export type { InvitationWork } from "./people-verdict.ts";
