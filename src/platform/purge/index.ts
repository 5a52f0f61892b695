/** Deletes sessions, mailed links, invitations, mails and jobs once their time is over, by dated rules. */
export { followPurge } from "./purge.jobs.ts";
